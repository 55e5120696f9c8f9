#include "core/formula/evaluate_content.h"

#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "tests/support/builder.h"

using namespace datavault;
using test::computed;
using test::field;

namespace {

using State = ComputedValue::State;

ComputedValue number(double value) { return {State::value, value, "", {}}; }
ComputedValue missing(const std::string& reason, const std::string& uid) {
  return {State::missing, 0, reason, {uid}};
}
ComputedValue error(const std::string& reason) { return {State::error, 0, reason, {}}; }

}  // namespace

TEST_CASE("evaluate_content: multiplier and coefficients are applied, in the order of needs") {
  Field total = computed("3", "A + B", {"u1", "u2"});
  total.computed->variables["B"].coefficient = "0.5";
  total.computed->multiplier = "-2";
  Field share = computed("2", "A * 100", {"u1"});
  const auto values = evaluate_content({{}, {total, share, field("1")}}, {{{"u1"}, 3}});
  CHECK(values == std::map<FieldUid, ComputedValue>{{{"u2"}, number(300)}, {{"u3"}, number(-306)}});
}

TEST_CASE("evaluate_content: value or reason per field") {
  Field broken_coefficient = computed("26", "A", {"u1"});
  broken_coefficient.computed->variables["A"].coefficient = "x";
  Field huge = computed("27", "A", {"u1"});
  huge.computed->multiplier = "9" + std::string(39, '0');
  Field foreign = computed("28", "A", {"u1"});
  foreign.computed->variables["A"].framework = "ghg";
  Field other = computed("29", "A", {"u2"});
  other.computed->variables["A"].framework = "ghg";
  const FrameworkContent content{
      {},
      {field("1"), field("2"), computed("10", "A / B", {"u1", "u1"}),
       computed("11", "A + B", {"u1", "u2"}), computed("12", "SUM(A, B)", {"u1", "u2"}),
       computed("13", "A", {"u11"}), computed("14", "A / (A - A)", {"u1"}),
       computed("15", "SUM(A, B)", {"u1", "u14"}), computed("16", "SUM(A, B)", {"u1", "u11"}),
       computed("20", "A", {"u21"}), computed("21", "A", {"u20"}),
       computed("22", "IF(1, A, B)", {"u1", "u20"}), computed("23", "A +", {"u1"}),
       computed("24", "A", {"u404"}), computed("25", "A", {"u23"}), broken_coefficient, huge,
       foreign, other}};
  const auto values =
      evaluate_content(content, {{{"u1"}, 4}, {{"u10"}, 99}}, {{{"ghg", {"u1"}}, 8}});
  struct Case {
    const char* name;
    const char* uid;
    ComputedValue expected;
  };
  const Case cases[] = {
      {"a value given for a computed field does not count", "u10", number(1)},
      {"missing", "u11", missing("variable B: field F-2 has no value", "u2")},
      {"aggregate without a missing one", "u12", number(4)},
      {"needs a missing one", "u13", missing("variable A: field F-11 has no value", "u11")},
      {"error", "u14", error("formula column 3: division by zero")},
      {"aggregate does not hide an error", "u15",
       error("formula column 8: variable B has no usable value")},
      {"aggregate without a missing computed one", "u16", number(4)},
      {"on a cycle", "u20", error("the formula depends on itself")},
      {"a cycle behind an argument that is not chosen", "u22", number(4)},
      {"needs a field that is gone", "u24",
       error("formula column 1: variable A is mapped to a field that the framework does not have")},
      {"needs a broken one", "u25", error("formula column 1: variable A has no usable value")},
      {"bad coefficient", "u26",
       error("the coefficient of variable A is not a decimal number such as 0.5")},
      {"large multiplier", "u27", number(3.6e40)},
      {"other framework", "u28", number(8)},
      {"other framework, missing", "u29",
       missing("variable A: its field in framework ghg has no value", "u2")},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    REQUIRE(values.count({c.uid}) == 1);
    const ComputedValue& value = values.at({c.uid});
    CHECK(value.reason == c.expected.reason);
    CHECK(value == c.expected);
  }
  CHECK(values.at({"u23"}).reason.rfind("formula column 4: ", 0) == 0);
  CHECK(values.size() == 17);
}

TEST_CASE("evaluate_content: a result beyond double, an error") {
  Field huge = computed("2", "A", {"u1"});
  huge.computed->multiplier = "9" + std::string(39, '0');
  Field scaled = computed("3", "A", {"u1"});
  scaled.computed->variables["A"].coefficient = huge.computed->multiplier;
  const auto values = evaluate_content({{}, {field("1"), huge, scaled}}, {{{"u1"}, 1e300}});
  CHECK(values.at({"u2"}) == error("the result is too large"));
  CHECK(values.at({"u3"}) == error("formula column 1: variable A has no usable value"));
}

TEST_CASE("content evaluator: made once, evaluated for several periods") {
  const FrameworkContent content{{}, {field("1"), computed("2", "A * A", {"u1"})}};
  const ContentEvaluator evaluator(content);
  for (double value : {1.0, 2.0, 3.0}) {
    CHECK(evaluator.evaluate({{{"u1"}, value}}).at({"u2"}) == number(value * value));
  }
  CHECK(evaluator.evaluate({}).at({"u2"}).state == State::missing);
}
