#include "core/base/decimal.h"

#include <cmath>
#include <cstring>
#include <string>

#include <doctest/doctest.h>

using namespace datavault;

TEST_CASE("decimal: accepted texts, canonical form") {
  struct Case {
    const char* name;
    std::string text;
    std::string expected;
  };
  const Case cases[] = {
      {"zero", "0", "0"},
      {"negative zero", "-0", "0"},
      {"negative zero with fraction", "-0.000", "0"},
      {"trailing fraction zeros", "1.50", "1.5"},
      {"whole with point zero", "3.0", "3"},
      {"plus sign", "+3", "3"},
      {"leading zeros", "007", "7"},
      {"leading zeros before point", "00.25", "0.25"},
      {"no digit before the point", ".5", "0.5"},
      {"no digit after the point", "5.", "5"},
      {"exponent", "1e3", "1000"},
      {"capital exponent with sign", "12.5E+1", "125"},
      {"negative exponent", "-12e-4", "-0.0012"},
      {"exponent within digits", "1.2345e2", "123.45"},
      {"zero with a huge exponent", "0e999999999999", "0"},
      {"40 digits before the point", "1e39", "1" + std::string(39, '0')},
      {"40 digits after the point", "1e-40", "0." + std::string(39, '0') + "1"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Result<std::string> result = normalise_decimal(c.text);
    REQUIRE(result.ok());
    CHECK(*result == c.expected);
    CHECK(*normalise_decimal(*result) == c.expected);
    CHECK(is_decimal(c.text));
    CHECK(is_canonical_decimal(c.expected));
    CHECK(is_canonical_decimal(c.text) == (c.text == c.expected));
  }
}

TEST_CASE("decimal: what is no decimal, refused") {
  const std::string cases[] = {"",      " ",       "-",     "+",     ".",
                               "-.",    "1 ",      " 1",    "1,5",   "1.2.3",
                               "--1",   "1e",      "1e+",   "e3",    "0x10",
                               "inf",   "nan",     "1_000", "½",     "1e40",
                               "1e-41", "1e99999", "1-",    "1e3.5", std::string("1\0", 2)};
  for (const std::string& text : cases) {
    CAPTURE(text);
    CHECK_FALSE(is_decimal(text));
    CHECK_FALSE(is_canonical_decimal(text));
    CHECK_FALSE(double_from_decimal(text).has_value());
    const Result<std::string> result = normalise_decimal(text);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == Error::Code::invalid_input);
    CHECK_FALSE(result.error().message.empty());
  }
  CHECK_FALSE(is_decimal(std::string(1'000'000, '9')));
}

TEST_CASE("decimal: to double, the nearest") {
  CHECK(*double_from_decimal("0.1") == 0.1);
  CHECK(*double_from_decimal("-2.5") == -2.5);
  CHECK(*double_from_decimal("+1e3") == 1000.0);
  CHECK(*double_from_decimal("9007199254740993") == 9007199254740992.0);
  CHECK_FALSE(std::signbit(*double_from_decimal("-0")));
}

TEST_CASE("decimal: from double, the shortest text that reads back") {
  struct Case {
    double value;
    const char* expected;
  };
  const Case cases[] = {{0.0, "0"},
                        {-0.0, "0"},
                        {0.1, "0.1"},
                        {-1.5, "-1.5"},
                        {1e6, "1000000"},
                        {1.0 / 3, "0.3333333333333333"},
                        {0.1 + 0.2, "0.30000000000000004"},
                        {1e-9, "0.000000001"},
                        {123456789.125, "123456789.125"},
                        {5e-324, nullptr},
                        {1.7976931348623157e308, nullptr}};
  for (const Case& c : cases) {
    CAPTURE(c.value);
    const std::string text = decimal_from_double(c.value);
    if (c.expected) CHECK(text == c.expected);
    const bool negative = text[0] == '-';
    const double size =
        double_from_unsigned_number(std::string_view(text).substr(negative ? 1 : 0));
    CHECK((negative ? -size : size) == c.value);
  }
}

TEST_CASE("decimal: random doubles, the text reads back as the same double") {
  uint64_t state = 42;
  for (int i = 0; i < 20000; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    double value = 0;
    std::memcpy(&value, &state, sizeof value);
    if (!std::isfinite(value)) continue;
    value = std::fabs(value);
    if (double_from_unsigned_number(decimal_from_double(value)) == value) continue;
    CAPTURE(value);
    FAIL("reads back as another double");
  }
}

TEST_CASE("decimal: rounding, ties away from zero as on paper") {
  struct Case {
    double value;
    int digits;
    double expected;
  };
  const Case cases[] = {{2.5, 0, 3},
                        {-2.5, 0, -3},
                        {0.5, 0, 1},
                        {0.49999999999999994, 0, 0},
                        {1.005, 2, 1.01},
                        {2.675, 2, 2.68},
                        {-1.005, 2, -1.01},
                        {1.004, 2, 1.0},
                        {1234.5, -2, 1200},
                        {1250, -2, 1300},
                        {50, -2, 100},
                        {49, -2, 0},
                        {0.05, 1, 0.1},
                        {0.04, 1, 0},
                        {9.995, 2, 10},
                        {99.5, 0, 100},
                        {1e300, 2, 1e300},
                        {123.456, 15, 123.456},
                        {0, 3, 0},
                        {4503599627370497.5, 0, 4503599627370498},
                        {1.7976931348623157e308, -308, HUGE_VAL}};
  for (const Case& c : cases) {
    CAPTURE(c.value);
    CAPTURE(c.digits);
    CHECK(round_to_decimals(c.value, c.digits) == c.expected);
  }
}

TEST_CASE("decimal: length of an unsigned number at the start of a text") {
  struct Case {
    const char* text;
    size_t expected;
  };
  const Case cases[] = {{"", 0},     {"12", 2},    {"12+3", 2}, {"1.5x", 3}, {".5", 2},
                        {".", 0},    {"5.", 2},    {"1e3", 3},  {"1e", 1},   {"1e+", 1},
                        {"1e+2", 4}, {"2E-1*", 4}, {"-1", 0},   {"1.2.3", 3}};
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(unsigned_number_length(c.text) == c.expected);
  }
}
