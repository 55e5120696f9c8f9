// UCUM's own functional tests, as far as the catalogue goes.
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/base/decimal.h"
#include "core/units/conversion.h"
#include "core/units/unit.h"
#include "tests/support/shared_data.h"
#include "tests/support/xml_elements.h"

using namespace datavault;

namespace {

/// Cases that contradict UCUM itself, whose section 7 reads from the left, and what is right.
const std::map<std::string, std::string> kContradictions = {
    // s/m/mg is s/(m.mg); the outcome 0.0063 is that of s/(m/mg). Issue 109 of ucum-org/ucum; of
    // the
    // four cases that it names only the target unit was corrected, which leaves this one wrong.
    {"3-111", "6300"},
    // s/4.m is (s/4).m, no inverse of a speed. Issue 114 of ucum-org/ucum.
    {"3-115", "none"},
};

/// How many digits a number is given with: 25.2 has 3, 0.160 has 3, 1e-7 has 1.
int significant_digits(const std::string& text) {
  int digits = 0;
  bool begun = false;
  for (const char c : text) {
    if (c == 'e' || c == 'E') break;
    if (c < '0' || c > '9') continue;
    begun = begun || c != '0';
    digits += begun ? 1 : 0;
  }
  return digits;
}

/// Half a unit in the last digit that is given; more digits than we keep do not count.
bool agrees(const std::string& number, const std::string& expected) {
  const double is = *double_from_decimal(number);
  const double wanted = double_from_unsigned_number(expected);  // some have 70 digits
  const int digits = std::min(significant_digits(expected), 14);
  double size = 1;
  while (size <= wanted) size *= 10;
  while (size > wanted) size /= 10;
  for (int i = 1; i < digits; ++i) size /= 10;
  const double difference = is < wanted ? wanted - is : is - wanted;
  return difference <= size / 2 * 1.0000001;
}

bool is_held(const std::string& unit) { return classify_unit(unit) == UnitKind::ucum; }

}  // namespace

TEST_CASE("ucum: conversion cases of the functional tests") {
  const auto text = test::shared_file("ucum/UcumFunctionalTests.2.xml");
  if (!text) return;
  int cases = 0;
  int passed = 0;
  std::string not_held;
  for (const test::XmlElement& element : test::xml_elements(*text)) {
    if (!element.attributes.contains("srcUnit")) continue;
    ++cases;
    const auto attribute = [&](const char* name) { return element.attributes.at(name); };
    const std::string id = attribute("id");
    CAPTURE(id);
    if (!is_held(attribute("srcUnit")) || !is_held(attribute("dstUnit"))) {
      not_held += " " + id;
      continue;
    }
    const auto result =
        convert_number(attribute("value"), attribute("srcUnit"), attribute("dstUnit"));
    if (const auto right = kContradictions.find(id); right != kContradictions.end()) {
      CHECK((result ? result->number : "none") == right->second);
      continue;
    }
    REQUIRE(result.ok());
    CHECK(agrees(result->number, attribute("outcome")));
    ++passed;
  }
  std::printf("UCUM conversion cases: %d, passed %d, contradicting UCUM %d, not held:%s\n", cases,
              passed, static_cast<int>(kContradictions.size()),
              not_held.empty() ? " none" : not_held.c_str());
  CHECK(cases == 29);
  CHECK(passed == 27);
  CHECK(not_held.empty());
  // What case 3-115 means, with its parentheses.
  CHECK(convert_number("6.3", "s/(4.m)", "s/m")->number == "1.575");
}

TEST_CASE("ucum: multiplication and division cases, as conversions of products") {
  const auto text = test::shared_file("ucum/UcumFunctionalTests.2.xml");
  if (!text) return;
  int cases = 0;
  for (const test::XmlElement& element : test::xml_elements(*text)) {
    if (!element.attributes.contains("uRes")) continue;
    const auto attribute = [&](const char* name) { return element.attributes.at(name); };
    const bool divides = attribute("id").starts_with("5-");
    const std::string unit =
        "(" + attribute("u1") + (divides ? ")/(" : ").(") + attribute("u2") + ")";
    CAPTURE(unit);
    CHECK(is_convertible(unit, attribute("uRes")));
    CHECK(convert_number("1", unit, attribute("uRes"))->number == "1");
    ++cases;
  }
  CHECK(cases == 2);
}

TEST_CASE("ucum: validation cases of the functional tests") {
  const auto text = test::shared_file("ucum/UcumFunctionalTests.2.xml");
  if (!text) return;
  int valid = 0;
  int held = 0;
  int invalid = 0;
  for (const test::XmlElement& element : test::xml_elements(*text)) {
    const auto validity = element.attributes.find("valid");
    if (validity == element.attributes.end()) continue;
    const std::string& unit = element.attributes.at("unit");
    CAPTURE(unit);
    if (validity->second == "false") {
      ++invalid;
      CHECK(classify_unit(unit) == UnitKind::label);
      continue;
    }
    ++valid;
    held += is_held(unit) ? 1 : 0;
  }
  std::printf("UCUM validation cases: %d valid codes, %d held; %d invalid ones, all labels\n",
              valid, held, invalid);
  CHECK(valid == 487);
  // The rest is medicine ("[iU]", "U", "osm"), and what docs/units.md says is left out.
  CHECK(held == 410);
  CHECK(invalid == 38);
}
