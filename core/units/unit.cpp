#include "core/units/unit.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "core/units/unit_parser.h"

namespace datavault {
namespace {

using Factors = std::vector<UnitFactor>;

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }

std::string superscript(int exponent) {
  static constexpr std::string_view kDigits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = exponent < 0 ? "⁻" : "";
  for (char c : std::to_string(exponent < 0 ? -exponent : exponent)) text += kDigits[c - '0'];
  return text;
}

/// In "CO2e" and "PM10" the digits after a capital letter go down; in "scope1" they stay.
std::string chemical(std::string_view annotation) {
  static constexpr std::string_view kDigits[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
  std::string text;
  bool lower = false;
  for (size_t i = 0; i < annotation.size(); ++i) {
    const char c = annotation[i];
    lower = is_ascii_digit(c) && (lower || (i > 0 && is_ascii_upper(annotation[i - 1])));
    if (lower)
      text += kDigits[c - '0'];
    else
      text += c == '_' ? ' ' : c;
  }
  return text;
}

bool is_carbon_dioxide(std::string_view annotation) { return annotation.substr(0, 3) == "CO2"; }

bool is_count(const UnitFactor& factor) {
  return !factor.number.empty() || (factor.atom && factor.atom->display == "10");
}

std::string count_text(const UnitFactor& factor) {
  if (!factor.number.empty()) return std::string(factor.number);
  if (factor.exponent == 3) return "thousand";
  if (factor.exponent == 6) return "million";
  if (factor.exponent == 9) return "billion";
  return factor.exponent == 1 ? "10" : "10" + superscript(factor.exponent);
}

std::string symbol_text(const UnitFactor& factor) {
  if (is_count(factor)) return count_text(factor);
  if (!factor.atom) return std::string(factor.currency);
  std::string text(factor.prefix ? factor.prefix->display : "");
  text += factor.atom->display;
  return factor.exponent == 1 ? text : text + superscript(factor.exponent);
}

std::string factor_text(const UnitFactor& factor) {
  std::string text = symbol_text(factor);
  if (factor.annotation.empty()) return text;
  // "1{headcount}": the annotation says it all.
  if (factor.number == "1") text.clear();
  const bool spaced = !text.empty() && !is_carbon_dioxide(factor.annotation);
  return text + (spaced ? " " : "") + chemical(factor.annotation);
}

/// The factors of one side: "kg·m", and counts before what they count: "million EUR".
struct Side {
  std::string text;
  int products = 0;

  void add(const UnitFactor& factor, bool counts_next) {
    if (!text.empty() && !spaced_) {
      text += "·";
      ++products;
    }
    text += factor_text(factor);
    spaced_ = counts_next;
    if (spaced_) text += " ";
  }

 private:
  bool spaced_ = false;
};

Side side_of(const Factors& factors, bool below) {
  Factors side;
  std::copy_if(factors.begin(), factors.end(), std::back_inserter(side),
               [&](const UnitFactor& factor) { return factor.below == below; });
  Side result;
  for (size_t i = 0; i < side.size(); ++i) {
    const bool counts_next = is_count(side[i]) && side[i].annotation.empty() && i + 1 < side.size();
    result.add(side[i], counts_next);
  }
  return result;
}

std::string dimension_of(const UnitFactor& factor) {
  if (!factor.currency.empty()) return "currency " + std::string(factor.currency);
  if (!factor.atom) return {};
  const int exponent = factor.exponent < 0 ? -factor.exponent : factor.exponent;
  std::string name(factor.atom->dimension->name);
  if (exponent == 1 || name.empty()) return name;
  if (name == "length" && exponent == 2) return "area";
  if (name == "length" && exponent == 3) return "volume";
  return name + superscript(exponent);
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : "·") + name;
  return text;
}

/// What stands above and below is cancelled: "kWh/MWh" is a number.
std::string dimension_text(const Factors& factors) {
  std::vector<std::string> above;
  std::vector<std::string> below;
  for (const UnitFactor& factor : factors) {
    std::string name = dimension_of(factor);
    if (!name.empty()) (factor.below != (factor.exponent < 0) ? below : above).push_back(name);
  }
  std::sort(above.begin(), above.end());
  std::sort(below.begin(), below.end());
  std::vector<std::string> up;
  std::vector<std::string> down;
  std::set_difference(above.begin(), above.end(), below.begin(), below.end(),
                      std::back_inserter(up));
  std::set_difference(below.begin(), below.end(), above.begin(), above.end(),
                      std::back_inserter(down));
  if (down.empty()) return up.empty() ? "number" : joined(up);
  return (up.empty() ? "1" : joined(up)) + "/" + joined(down);
}

}  // namespace

UnitKind classify_unit(std::string_view code) {
  if (is_currency(code)) return UnitKind::currency;
  return parse_unit(code) ? UnitKind::ucum : UnitKind::label;
}

std::string display_unit(std::string_view code) {
  if (code == "1") return "number";
  const std::optional<Factors> factors = parse_unit(code);
  if (!factors) return std::string(code);
  const Side above = side_of(*factors, false);
  const Side below = side_of(*factors, true);
  if (below.text.empty()) return above.text;
  const std::string divisor = below.products > 0 ? "(" + below.text + ")" : below.text;
  return (above.text.empty() ? "1" : above.text) + "/" + divisor;
}

std::string dimension_label(std::string_view code) {
  if (is_currency(code)) return "currency " + std::string(code);
  const std::optional<Factors> factors = parse_unit(code);
  return factors ? dimension_text(*factors) : std::string();
}

const std::vector<std::string_view>& common_units() {
  static const std::vector<std::string_view> units = {"t{CO2e}",
                                                      "kg{CO2e}",
                                                      "t",
                                                      "kg",
                                                      "g",
                                                      "MWh",
                                                      "kWh",
                                                      "GWh",
                                                      "GJ",
                                                      "MJ",
                                                      "TJ",
                                                      "m3",
                                                      "L",
                                                      "m2",
                                                      "ha",
                                                      "km2",
                                                      "km",
                                                      "h",
                                                      "d",
                                                      "a",
                                                      "%",
                                                      "1",
                                                      "{headcount}",
                                                      "{FTE}",
                                                      "t{CO2e}/MWh",
                                                      "t{CO2e}/t",
                                                      "t{CO2e}/EUR",
                                                      "t{CO2e}/(10*6.EUR)",
                                                      "kWh/m2",
                                                      "kg{CO2e}/m2",
                                                      "m3/t",
                                                      "m3/EUR",
                                                      "m3/(10*6.EUR)",
                                                      "MWh/EUR",
                                                      "t/(10*6.EUR)",
                                                      "GWh/(10*6.EUR)",
                                                      "h/{headcount}",
                                                      "{injuries}/(10*6.h)"};
  return units;
}

}  // namespace datavault
