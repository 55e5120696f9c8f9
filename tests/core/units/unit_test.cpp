#include "core/units/unit.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "tests/core/formula/random_formula.h"

using namespace datavault;

TEST_CASE("unit: kind, display and dimension") {
  struct Case {
    const char* code;
    UnitKind kind;
    const char* display;
    const char* dimension;
  };
  const Case cases[] = {
      {"t", UnitKind::ucum, "t", "mass"},
      {"kg", UnitKind::ucum, "kg", "mass"},
      {"ug", UnitKind::ucum, "µg", "mass"},
      {"Mt{CO2e}", UnitKind::ucum, "MtCO₂e", "mass"},
      {"t{CO2e}", UnitKind::ucum, "tCO₂e", "mass"},
      {"kg{NOx}", UnitKind::ucum, "kg NOx", "mass"},
      {"t{product}", UnitKind::ucum, "t product", "mass"},
      {"g{PM10}", UnitKind::ucum, "g PM₁₀", "mass"},
      {"MWh", UnitKind::ucum, "MWh", "energy"},
      {"GJ", UnitKind::ucum, "GJ", "energy"},
      {"kW.h", UnitKind::ucum, "kW·h", "power·time"},
      {"m", UnitKind::ucum, "m", "length"},
      {"m2", UnitKind::ucum, "m²", "area"},
      {"km2", UnitKind::ucum, "km²", "area"},
      {"m3", UnitKind::ucum, "m³", "volume"},
      {"L", UnitKind::ucum, "L", "volume"},
      {"ML", UnitKind::ucum, "ML", "volume"},
      {"ha", UnitKind::ucum, "ha", "area"},
      {"har", UnitKind::ucum, "ha", "area"},
      {"h", UnitKind::ucum, "h", "time"},
      {"d", UnitKind::ucum, "day", "time"},
      {"a", UnitKind::ucum, "year", "time"},
      {"%", UnitKind::ucum, "%", "number"},
      {"1", UnitKind::ucum, "number", "number"},
      {"{headcount}", UnitKind::ucum, "headcount", "number"},
      {"{full_time_employees}", UnitKind::ucum, "full time employees", "number"},
      {"{scope1}", UnitKind::ucum, "scope1", "number"},
      {"1{headcount}", UnitKind::ucum, "headcount", "number"},
      {"t{CO2e}/MWh", UnitKind::ucum, "tCO₂e/MWh", "mass/energy"},
      {"m3/t", UnitKind::ucum, "m³/t", "volume/mass"},
      {"kg.m-3", UnitKind::ucum, "kg·m⁻³", "mass/volume"},
      {"m.s-2", UnitKind::ucum, "m·s⁻²", "length/time²"},
      {"kWh/m2/a", UnitKind::ucum, "kWh/(m²·year)", "energy/area·time"},
      {"kWh/(m2.a)", UnitKind::ucum, "kWh/(m²·year)", "energy/area·time"},
      {"kWh/m2.a", UnitKind::ucum, "kWh·year/m²", "energy·time/area"},
      {"t/(kg/h)", UnitKind::ucum, "t·h/kg", "time"},
      {"kWh/MWh", UnitKind::ucum, "kWh/MWh", "number"},
      {"/a", UnitKind::ucum, "1/year", "1/time"},
      {"{injuries}/(10*6.h)", UnitKind::ucum, "injuries/million h", "1/time"},
      {"{injuries}/(200000.h)", UnitKind::ucum, "injuries/200000 h", "1/time"},
      {"h/{headcount}", UnitKind::ucum, "h/headcount", "time"},
      {"t{CO2e}/EUR", UnitKind::ucum, "tCO₂e/EUR", "mass/currency EUR"},
      {"t{CO2e}/(10*6.EUR)", UnitKind::ucum, "tCO₂e/million EUR", "mass/currency EUR"},
      {"EUR/h", UnitKind::ucum, "EUR/h", "currency EUR/time"},
      {"EUR/{headcount}", UnitKind::ucum, "EUR/headcount", "currency EUR"},
      {"10*6.EUR", UnitKind::ucum, "million EUR", "currency EUR"},
      {"EUR", UnitKind::currency, "EUR", "currency EUR"},
      {"JPY", UnitKind::currency, "JPY", "currency JPY"},
      {"EUR/USD", UnitKind::label, "EUR/USD", ""},
      {"EUR/EUR", UnitKind::label, "EUR/EUR", ""},
      {"EUR.h", UnitKind::label, "EUR.h", ""},
      {"kEUR", UnitKind::label, "kEUR", ""},
      {"eur", UnitKind::label, "eur", ""},
      {"XXX", UnitKind::label, "XXX", ""},
      {"Tonnes", UnitKind::label, "Tonnes", ""},
      {"Tonnes / €M Revenue", UnitKind::label, "Tonnes / €M Revenue", ""},
      {"t CO2e", UnitKind::label, "t CO2e", ""},
      {"tCO2e", UnitKind::label, "tCO2e", ""},
      {"kwh", UnitKind::label, "kwh", ""},
      {"m³", UnitKind::label, "m³", ""},
      {"t{CO₂e}", UnitKind::label, "t{CO₂e}", ""},
      {"days", UnitKind::label, "days", ""},
      {"", UnitKind::label, "", ""},
      {" ", UnitKind::label, " ", ""},
      {"t/", UnitKind::label, "t/", ""},
      {"//t", UnitKind::label, "//t", ""},
      {"t..h", UnitKind::label, "t..h", ""},
      {"(t", UnitKind::label, "(t", ""},
      {"t)", UnitKind::label, "t)", ""},
      {"t{CO2e", UnitKind::label, "t{CO2e", ""},
      {"t{}", UnitKind::label, "t{}", ""},
      {"{a}t", UnitKind::label, "{a}t", ""},
      {"0", UnitKind::label, "0", ""},
      {"m0", UnitKind::label, "m0", ""},
      {"m100", UnitKind::label, "m100", ""},
      {"m99999999999999999999", UnitKind::label, "m99999999999999999999", ""},
      {"k", UnitKind::label, "k", ""},
      {"k%", UnitKind::label, "k%", ""},
      {"kh", UnitKind::label, "kh", ""},
      {"12kg", UnitKind::label, "12kg", ""},
      {"-1", UnitKind::label, "-1", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.code);
    CHECK(classify_unit(c.code) == c.kind);
    CHECK(display_unit(c.code) == c.display);
    CHECK(dimension_label(c.code) == c.dimension);
  }
}

TEST_CASE("unit: codes to choose from, all are codes") {
  for (std::string_view code : common_units()) {
    CAPTURE(code);
    CHECK(classify_unit(code) == UnitKind::ucum);
    CHECK_FALSE(dimension_label(code).empty());
  }
  const auto& currencies = currency_codes();
  CHECK(currencies.size() > 150);
  CHECK(std::is_sorted(currencies.begin(), currencies.end()));
  for (std::string_view code : currencies) {
    CHECK(code.size() == 3);
    CHECK(classify_unit(code) == UnitKind::currency);
    CHECK(std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
  }
  for (const char* code : {"EUR", "USD", "GBP", "CHF", "SEK", "CNY", "INR", "BRL"})
    CHECK(is_currency(code));
  for (const char* code : {"", "EU", "EURO", "eur", "AAA"}) CHECK_FALSE(is_currency(code));
}

TEST_CASE("unit: hostile texts, labels and no crash") {
  CHECK(classify_unit(std::string(100000, '(')) == UnitKind::label);
  CHECK(classify_unit(std::string(100, '(') + "t" + std::string(100, ')')) == UnitKind::label);
  CHECK(classify_unit(std::string(199, '{')) == UnitKind::label);
  static constexpr const char* kTokens[] = {"t",   "kg", "m",   "2",    "/", ".", "(", ")",
                                            "{x}", "{",  "EUR", "10*6", "-", "[", "]", "%"};
  Lcg random(9);
  int codes = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (uint32_t j = random.below(8u); j > 0; --j) {
      if (i % 2 == 0)
        text += static_cast<char>(random.below(256u));
      else
        text += kTokens[random.below(std::size(kTokens))];
    }
    const bool is_label = classify_unit(text) == UnitKind::label;
    codes += is_label ? 0 : 1;
    if (dimension_label(text).empty() != is_label) FAIL(text);
    if (is_label && display_unit(text) != text) FAIL(text);
  }
  CHECK(codes > 500);
}
