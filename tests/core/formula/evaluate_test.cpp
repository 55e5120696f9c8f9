#include "core/formula/evaluate.h"

#include <cmath>
#include <limits>
#include <map>
#include <string>

#include <doctest/doctest.h>

#include "core/formula/parser.h"
#include "tests/core/formula/random_formula.h"

using namespace datavault;

namespace {

constexpr double kFailed = std::numeric_limits<double>::quiet_NaN();

/// A = 6, B = 4, Z = 0, H = 1e308, F = a value that failed; all others are missing.
FormulaValue evaluated(const std::string& text) {
  static const std::map<std::string, double, std::less<>> values = {
      {"A", 6}, {"B", 4}, {"Z", 0}, {"H", 1e308}, {"F", kFailed}};
  const Result<Formula> formula = parse_formula(text);
  REQUIRE_MESSAGE(formula.ok(), text);
  return evaluate_formula(*formula, [](std::string_view name) -> std::optional<double> {
    const auto found = values.find(name);
    if (found == values.end()) return std::nullopt;
    return found->second;
  });
}

}  // namespace

TEST_CASE("evaluate: numbers") {
  struct Case {
    const char* text;
    double expected;
  };
  const Case cases[] = {
      {"A + B * 2", 14},
      {"(A + B) * 2", 20},
      {"A - B - 1", 1},
      {"A / B / 2", 0.75},
      {"-A * -B", 24},
      {"--A", 6},
      {"A > B", 1},
      {"A <= B", 0},
      {"A = 6", 1},
      {"A <> 6", 0},
      {"(A > B) + (A < B)", 1},
      {"SUM(A, B, 1)", 11},
      {"AVG(A, B)", 5},
      {"MIN(A, B)", 4},
      {"MAX(A, B, -9)", 6},
      {"ABS(B - A)", 2},
      {"ROUND(2.5)", 3},
      {"ROUND(-2.5)", -3},
      {"ROUND(1.005, 2)", 1.01},
      {"ROUND(1250, -2)", 1300},
      {"ROUND(A / 7, B)", 0.8571},
      {"IF(A > B, A, B)", 6},
      {"IF(0, 1, 2)", 2},
      {"IF(-0.5, 1, 2)", 1},
      {"IF(Z = 0, 0, A / Z)", 0},
      {"IF(Z, A / Z, 7)", 7},
      {"IF(A, B, missing)", 4},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const FormulaValue value = evaluated(c.text);
    REQUIRE(std::holds_alternative<double>(value));
    CHECK(std::get<double>(value) == c.expected);
  }
  CHECK_FALSE(std::signbit(std::get<double>(evaluated("-Z"))));
}

TEST_CASE("evaluate: missing values, operators need all and aggregates take what there is") {
  struct Case {
    const char* text;
    std::string missing;  // empty: a number
    double expected;
  };
  const Case cases[] = {
      {"A + x", "x", 0},          {"y * x", "y", 0},       {"-x", "x", 0},
      {"x > 1", "x", 0},          {"x * 0", "x", 0},       {"ABS(x)", "x", 0},
      {"ROUND(x, 1)", "x", 0},    {"ROUND(A, x)", "x", 0}, {"SUM(A, x)", "", 6},
      {"AVG(x, A, y, B)", "", 5}, {"MIN(x, A)", "", 6},    {"MAX(x, -1)", "", -1},
      {"SUM(y, x)", "y", 0},      {"AVG(x)", "x", 0},      {"SUM(A, B + x)", "", 6},
      {"IF(x, 1, 2)", "x", 0},    {"IF(1, x, 2)", "x", 0}, {"IF(0, x, 2)", "", 2},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const FormulaValue value = evaluated(c.text);
    if (c.missing.empty()) {
      REQUIRE(std::holds_alternative<double>(value));
      CHECK(std::get<double>(value) == c.expected);
    } else {
      CHECK(value == FormulaValue(MissingVariable{c.missing}));
    }
  }
}

TEST_CASE("evaluate: errors, with the place") {
  struct Case {
    const char* text;
    const char* message;
    const char* where;
  };
  const Case cases[] = {
      {"A / Z", "division by zero", "formula column 3"},
      {"1 + A / (B - 4)", "division by zero", "formula column 7"},
      {"Z / Z", "division by zero", "formula column 3"},
      {"A / -Z", "division by zero", "formula column 3"},
      {"H * 10", "the result is too large", "formula column 3"},
      {"1 / (H * 10)", "the result is too large", "formula column 8"},
      {"SUM(H, H)", "the result is too large", "formula column 1"},
      {"ROUND(A, 0.5)", "ROUND takes a whole number of places from -15 to 15", "formula column 1"},
      {"ROUND(A, 16)", "ROUND takes a whole number of places from -15 to 15", "formula column 1"},
      {"1 + F", "variable F has no usable value", "formula column 5"},
      {"SUM(A, F)", "variable F has no usable value", "formula column 8"},
      {"x + A / Z", "division by zero", "formula column 7"},
      {"SUM(x, A / Z)", "division by zero", "formula column 10"},
      {"IF(A / Z, 1, 2)", "division by zero", "formula column 6"},
      {"-(A / Z)", "division by zero", "formula column 5"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const FormulaValue value = evaluated(c.text);
    REQUIRE(std::holds_alternative<Error>(value));
    CHECK(std::get<Error>(value).message == c.message);
    CHECK(std::get<Error>(value).where == c.where);
  }
}

TEST_CASE("evaluate: random formulas, as the oracle says") {
  Lcg random(3);
  int seen[3] = {0, 0, 0};
  for (int i = 0; i < 20000; ++i) {
    const OracleTree tree = random_tree(random, 4);
    OracleInputs inputs;
    for (size_t v = 0; v < kOracleVariables.size(); ++v) {
      const uint32_t kind = random.below(8u);
      if (kind == 0)
        inputs.push_back(std::nullopt);
      else
        inputs.push_back(kind == 1 ? 1e200 : (random.below(41u) - 20.0) / 4);
    }
    const Result<Formula> formula = parse_formula(tree.text());
    REQUIRE(formula.ok());
    const FormulaValue value = evaluate_formula(*formula, [&](std::string_view name) {
      size_t at = 0;
      while (kOracleVariables[at] != name) ++at;
      return inputs[at];
    });
    const OracleValue expected = evaluate_oracle(tree, inputs);
    ++seen[static_cast<int>(expected.state)];
    if (static_cast<size_t>(expected.state) != value.index()) FAIL(tree.text());
    if (value.index() == 0 && std::get<double>(value) != expected.number) FAIL(tree.text());
    if (value.index() == 1 && std::get<MissingVariable>(value).name != expected.missing) {
      FAIL(tree.text());
    }
  }
  for (int count : seen) CHECK(count > 500);
}

TEST_CASE("evaluate: the longest formulas, no recursion") {
  std::string chain = "A";
  while (chain.size() + 2 <= kMaxFormulaBytes) chain += "+A";
  const size_t terms = (chain.size() + 1) / 2;
  CHECK(std::get<double>(evaluated(chain)) == 6.0 * static_cast<double>(terms));
  CHECK(std::get<double>(evaluated(std::string(kMaxFormulaBytes - 2, '-') + "A")) == 6);
}
