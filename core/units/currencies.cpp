#include <algorithm>

#include "core/units/unit.h"

namespace datavault {
namespace {

constexpr std::string_view kCurrencies =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV "
    "BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE "
    "CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
    "HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD "
    "KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN "
    "MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
    "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS "
    "TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST "
    "XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XUA YER ZAR ZMW ZWG "
    "ZWL";

std::vector<std::string_view> split_codes() {
  std::vector<std::string_view> codes;
  for (size_t at = 0; at < kCurrencies.size(); at += 4) codes.push_back(kCurrencies.substr(at, 3));
  return codes;
}

}  // namespace

const std::vector<std::string_view>& currency_codes() {
  static const std::vector<std::string_view> codes = split_codes();
  return codes;
}

bool is_currency(std::string_view code) {
  // Most texts that are asked about are units; this spares them the search.
  if (code.size() != 3 || code[0] < 'A' || code[0] > 'Z') return false;
  return std::binary_search(currency_codes().begin(), currency_codes().end(), code);
}

}  // namespace datavault
