#include "core/units/conversion.h"

#include <string>

#include <doctest/doctest.h>

#include "core/base/decimal.h"
#include "core/units/unit.h"
#include "tests/core/formula/random_formula.h"

using namespace datavault;

namespace {

std::string converted(const std::string& number, const std::string& from, const std::string& to,
                      std::optional<int64_t> decimals = std::nullopt) {
  const auto result = convert_number(number, from, to, decimals);
  if (!result) return "error: " + result.error().message;
  return result->number + (result->exact ? "" : " rounded");
}

}  // namespace

TEST_CASE("conversion: units that tenants use") {
  struct Case {
    std::string name;
    const char* number;
    const char* from;
    const char* to;
    const char* expected;
  };
  const Case cases[] = {
      {"mass", "1.5", "t", "kg", "1500"},
      {"mass, pounds", "1", "[lb_av]", "kg", "0.45359237"},
      {"mass of a substance", "12", "kt{CO2e}", "t{CO2e}", "12000"},
      {"energy", "1", "MWh", "GJ", "3.6"},
      {"energy, the same in UCUM's words", "1", "kWh", "kW.h", "1"},
      {"energy, joule as watt second", "7", "J", "W.s", "7"},
      {"energy, joule by its definition", "7", "kJ", "kg.m2/s2", "7000"},
      {"energy, does not end", "1", "MJ", "kWh", "0.2777777777777777777777777777777778 rounded"},
      {"energy, calories", "2", "kcal", "kJ", "8.368"},
      {"energy, British", "1", "[Btu_IT]", "J", "1055.05585262"},
      {"power", "1", "[HP]", "W", "745.69987158227022"},
      {"volume", "3", "m3", "L", "3000"},
      {"volume, oil", "1", "[bbl_us]", "L", "158.987294928"},
      {"volume by length", "1", "dm3", "L", "1"},
      {"area", "2.5", "km2", "ha", "250"},
      {"area, two spellings", "1", "ha", "har", "1"},
      {"area, acres do not end", "1", "[acr_us]", "m2",
       "4046.87260987425200656852926609079 rounded"},
      {"time", "36", "h", "d", "1.5"},
      {"time, a year is 365.25 days", "1", "a", "h", "8766"},
      {"time, twelve months", "1", "a", "mo", "12"},
      {"pressure", "1", "bar", "kPa", "100"},
      {"pressure, force by area", "1", "[psi]", "[lbf_av]/[in_i]2", "1"},
      {"temperature", "100", "Cel", "K", "373.15"},
      {"temperature, Fahrenheit", "-40", "[degF]", "Cel", "-40"},
      {"temperature, from the true zero", "0", "K", "Cel", "-273.15"},
      {"temperature, thousandths", "1500", "mCel", "Cel", "1.5"},
      {"temperature difference", "1", "J/Cel", "J/K", "1"},
      {"percent", "45", "%", "1", "0.45"},
      {"per mille", "45", "[ppth]", "%", "4.5"},
      {"count", "7", "{headcount}", "1", "7"},
      {"count, thousands", "7", "10*3{headcount}", "{headcount}", "7000"},
      {"count, into a percentage", "0.5", "{women}/{headcount}", "%", "50"},
      {"count above, named below", "3", "{injuries}/{FTE}", "{injuries}", "3"},
      {"money, counted", "5.5", "10*6.EUR", "EUR", "5500000"},
      {"money, the same", "5.5", "EUR", "EUR", "5.5"},
      {"intensity by money", "1", "t{CO2e}/(10*6.EUR)", "g{CO2e}/EUR", "1"},
      {"intensity by energy", "400", "g{CO2e}/kWh", "t{CO2e}/GWh", "400"},
      {"intensity by output", "2", "kg{CO2e}/t{product}", "t{CO2e}/t{product}", "0.002"},
      {"rate of injuries", "1", "{injuries}/(200000.h)", "{injuries}/(10*6.h)", "5"},
      {"rate of anything", "1", "{injuries}/(10*6.h)", "1/h", "0.000001"},
      {"units that cancel out", "3", "t/(kg/h)", "h", "3000"},
      {"bytes", "1", "By", "bit", "8"},
      {"a full turn", "180", "deg", "[pi].rad", "1"},
      {"a turn in radians", "180", "deg", "rad", "3.141592653589793238462643383279503 rounded"},
      {"nothing of an endless ratio is exact", "0", "deg", "rad", "0"},
      {"free label, the same", "1.50", "Tonnes / €M", "Tonnes / €M", "1.5"},
      {"level, the same", "7.2", "[pH]", "[pH]", "7.2"},
      {"negative", "-2.5", "kg", "g", "-2500"},
      {"written with an exponent", "25e-1", "kg", "g", "2500"},
      {"units of one size keep more digits than a rounding would",
       "12345678901234567890.12345678901234567891", "kWh", "kW.h",
       "12345678901234567890.12345678901234567891"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(is_convertible(c.from, c.to));
    CHECK(why_not_convertible(c.from, c.to).empty());
    CHECK(converted(c.number, c.from, c.to) == c.expected);
  }
}

TEST_CASE("conversion: what does not convert, with a reason, both ways") {
  struct Case {
    const char* from;
    const char* to;
    std::string reason;
  };
  const Case cases[] = {
      {"MWh", "t", "MWh does not convert to t: they measure different things."},
      {"m2", "m3", "m² does not convert to m³: they measure different things."},
      {"m.t", "m.h", "m·t does not convert to m·h: they measure different things."},
      {"EUR", "1", "EUR does not convert to number: they measure different things."},
      {"By", "%", "byte does not convert to %: they measure different things."},
      {"EUR", "USD", "EUR does not convert to USD: currencies have no fixed rate."},
      {"t{CO2e}/EUR", "t{CO2e}/USD",
       "tCO₂e/EUR does not convert to tCO₂e/USD: currencies have no fixed rate."},
      {"t{CO2e}", "t",
       "tCO₂e does not convert to t: from one substance to another it takes a factor."},
      {"t{CH4}", "t{CO2e}",
       "t CH₄ does not convert to tCO₂e: from one substance to another it takes a factor."},
      {"t{CO2e}/t", "t/t",
       "tCO₂e/t does not convert to t/t: from one substance to another it takes a factor."},
      {"t{a}/t{b}", "t{b}/t{a}",
       "t a/t b does not convert to t b/t a: from one substance to another it takes a factor."},
      {"{headcount}", "{FTE}", "headcount does not convert to FTE: they count different things."},
      {"h/{headcount}", "h/{FTE}",
       "h/headcount does not convert to h/FTE: they count different things."},
      {"{a}.{b}", "{a}", "a·b does not convert to a: they count different things."},
      {"[pH]", "1", "pH does not convert to number: levels convert to nothing else."},
      {"dB[SPL]", "B[SPL]", "dB does not convert to B: levels convert to nothing else."},
      {"Tonnes", "t", "\"Tonnes\" is a free label, which converts to nothing else."},
      {"t", "Tonnes", "\"Tonnes\" is a free label, to which nothing else converts."},
      {"", "1", "\"\" is a free label, which converts to nothing else."},
  };
  for (const Case& c : cases) {
    CAPTURE(c.reason);
    CHECK_FALSE(is_convertible(c.from, c.to));
    CHECK_FALSE(is_convertible(c.to, c.from));
    CHECK(why_not_convertible(c.from, c.to) == c.reason);
    CHECK_FALSE(why_not_convertible(c.to, c.from).empty());
    CHECK(converted("1", c.from, c.to) == std::string("error: ") + c.reason);
    CHECK_FALSE(convert_number("1", c.to, c.from).ok());
  }
}

TEST_CASE("conversion: rounding") {
  struct Case {
    std::string name;
    const char* number;
    const char* from;
    const char* to;
    std::optional<int64_t> decimals;
    const char* expected;
  };
  const Case cases[] = {
      {"fits", "1", "MWh", "GJ", 1, "3.6"},
      {"tie to the even digit, down", "25", "kg", "t", 2, "0.02 rounded"},
      {"tie to the even digit, up", "35", "kg", "t", 2, "0.04 rounded"},
      {"beyond a tie", "25.0000001", "kg", "t", 2, "0.03 rounded"},
      {"negative tie", "-25", "kg", "t", 2, "-0.02 rounded"},
      {"to nothing", "1", "kg", "t", 1, "0 rounded"},
      {"negative to nothing", "-1", "kg", "t", 1, "0 rounded"},
      {"carry", "999.6", "kg", "t", 3, "1 rounded"},
      {"whole numbers", "1", "MJ", "kWh", 0, "0 rounded"},
      {"no end, to decimals", "1", "MJ", "kWh", 5, "0.27778 rounded"},
      {"the same unit, too many digits", "1.25", "t", "t", 1, "1.2 rounded"},
      {"the same unit, digits fit", "1.250", "t", "t", 2, "1.25"},
      {"the same label", "1.25", "Tonnes", "Tonnes", 0, "1 rounded"},
      {"more decimals than a decimal has", "1", "MJ", "kWh", 1000,
       "0.2777777777777777777777777777777777777778 rounded"},
      {"34 digits are exact",
       "1234567890123456789012345678901.234",
       "kg",
       "t",
       {},
       "1234567890123456789012345678.901234"},
      {"35 digits are rounded",
       "12345678901234567890123456789012.345",
       "kg",
       "t",
       {},
       "12345678901234567890123456789.01234 rounded"},
      {"35 digits fit decimals", "12345678901234567890123456789012.345", "kg", "t", 6,
       "12345678901234567890123456789.012345"},
      {"before the point, too",
       "1234567890123456789012345678901234567",
       "t",
       "kg",
       {},
       "1234567890123456789012345678901235000000 rounded"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(converted(c.number, c.from, c.to, c.decimals) == c.expected);
  }
}

TEST_CASE("conversion: errors, and hostile units are refused at once") {
  const std::string large(40, '9');
  const std::string number(18, '9');
  const std::string product = number + "." + number + "." + number + "." + number;
  std::string primes = "[ft_us]";
  for (int64_t n = 999999999999999989; primes.size() < 180; n -= 1234567890123) {
    primes += "." + std::to_string(n);
  }
  struct Case {
    std::string name;
    std::string number, from, to, expected;
  };
  const Case cases[] = {
      {"no number", "1,5", "t", "kg", "a number such as 1.5 is expected"},
      {"nothing", "", "t", "kg", "a number such as 1.5 is expected"},
      {"too many digits", "1e40", "t", "t",
       "the number has more than 40 digits before or after the point"},
      {"too large", large, "t", "kg", "The result has more than 40 digits before the point."},
      {"too small", "1e-40", "kg", "t",
       "The result is too close to 0 to be written with 40 digits after the point."},
      {"exponents", "1", "km99.km99", "nm99.nm99",
       "km⁹⁹·km⁹⁹ and nm⁹⁹·nm⁹⁹ are too far apart in size to convert."},
      {"powers of pi", "1", "[pi]99", "1", "π⁹⁹ and number are too far apart in size to convert."},
      {"product", "1", product, "1", "The result has more than 40 digits before the point."},
      {"many factors", "1", primes, "m", "The result has more than 40 digits before the point."},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(converted(c.number, c.from, c.to) == "error: " + c.expected);
  }
  CHECK_FALSE(convert_number("1", "t", "kg", -1).ok());
  // A number of more than 18 digits makes a unit a label.
  CHECK(classify_unit(number + ".t") == UnitKind::ucum);
  CHECK(classify_unit("9" + number + ".t") == UnitKind::label);
}

TEST_CASE("conversion: common units, there and back is where it began") {
  int pairs = 0;
  for (const std::string_view from : common_units()) {
    for (const std::string_view to : common_units()) {
      const bool convertible = is_convertible(from, to);
      CHECK(convertible == is_convertible(to, from));
      const auto there = convert_number("12.5", from, to);
      CHECK(there.ok() == convertible);
      if (!there || !there->exact) continue;
      ++pairs;
      const auto back = convert_number(there->number, to, from);
      REQUIRE(back.ok());
      CHECK(back->exact);
      CHECK(back->number == "12.5");
    }
  }
  CHECK(pairs > 80);
}

TEST_CASE("conversion: random codes, no crash and no contradiction") {
  static constexpr const char* kTokens[] = {"t",  "kg",  "m2",  "200",  "/",    ".",   "(",
                                            ")",  "{x}", "EUR", "%",    "10*6", "kWh", "Cel",
                                            "GJ", "h-1", "{y}", "[pH]", "L",    "m3"};
  Lcg random(11);
  const auto code = [&] {
    std::string text;
    for (uint32_t i = 1 + random.below(5u); i > 0; --i) text += kTokens[random.below(20u)];
    return text;
  };
  int conversions = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string from = code();
    const std::string to = code();
    const bool convertible = is_convertible(from, to);
    if (convertible != is_convertible(to, from)) FAIL(from, " and ", to);
    if (!is_convertible(from, from)) FAIL(from);
    if (convertible != why_not_convertible(from, to).empty()) FAIL(from, " to ", to);
    const auto number = convert_number("-3.75", from, to);
    if (number.ok() && !convertible) FAIL(from, " to ", to);
    if (number.ok() && !is_canonical_decimal(number->number)) FAIL(number->number);
    conversions += convertible ? 1 : 0;
  }
  CHECK(conversions > 100);
}
