#include "core/formula/framework_formulas.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "tests/core/formula/random_formula.h"
#include "tests/support/builder.h"

using namespace datavault;
using test::computed;
using test::field;

namespace {

FrameworkContent content_of(std::vector<Field> fields) { return {{}, std::move(fields)}; }

std::vector<FieldUid> uids(const std::vector<std::string>& names) {
  std::vector<FieldUid> result;
  result.reserve(names.size());
  for (const std::string& name : names) result.push_back({name});
  return result;
}

}  // namespace

TEST_CASE("check_formulas: broken formulas, one sentence each") {
  struct Case {
    const char* name;
    Field field;
    std::string message;
    std::string missing;
  };
  Field bad_coefficient = computed("9", "A", {"u1"});
  bad_coefficient.computed->variables["A"].coefficient = "0,5";
  Field bad_multiplier = computed("9", "A", {"u1"});
  bad_multiplier.computed->multiplier = "";
  Field no_target = computed("9", "A", {""});
  const Case cases[] = {
      {"syntax", computed("9", "A + ", {"u1"}),
       "formula column 5: a number, a variable, a function or '(' is expected after '+'\nA + \n    "
       "^",
       ""},
      {"no expression", computed("9", "", {}), "formula column 1: the formula is empty\n\n^", ""},
      {"variable without mapping", computed("9", "A + B", {"u1"}),
       "formula column 5: variable B is not mapped to a field", ""},
      {"mapping to nothing", no_target, "formula column 1: variable A is not mapped to a field",
       ""},
      {"mapped field is gone", computed("9", "1 + A", {"u77"}),
       "formula column 5: variable A is mapped to a field that the framework does not have", "u77"},
      {"coefficient", bad_coefficient,
       "the coefficient of variable A is not a decimal number such as 0.5", ""},
      {"multiplier", bad_multiplier, "the multiplier is not a decimal number such as 0.5", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const auto problems = check_formulas(content_of({field("1"), c.field}));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].kind == FormulaProblem::Kind::broken);
    CHECK(problems[0].field == FieldUid{"u9"});
    CHECK(problems[0].message == c.message);
    CHECK(problems[0].missing == FieldUid{c.missing});
    CHECK(problems[0].path.empty());
  }
}

TEST_CASE("check_formulas: what is no problem") {
  Field foreign = computed("2", "A + B", {"u1", "u404"});
  foreign.computed->variables["B"].framework = "another";
  CHECK(check_formulas({}).empty());
  CHECK(check_formulas(content_of({field("1")})).empty());
  CHECK(check_formulas(content_of({foreign, field("1")})).empty());
  // The overlay of a tenant may keep a mapping that its own expression no longer uses.
  CHECK(check_formulas(content_of({field("1"), computed("2", "A", {"u1", "u404"})})).empty());
  CHECK(check_formulas(content_of({computed("2", "1 + 1", {})})).empty());
}

TEST_CASE("check_formulas: several problems, by uid whatever the sequence of fields") {
  const std::vector<Field> fields = {field("1"), computed("5", "A + B", {"u404"}),
                                     computed("3", "(", {}), computed("4", "A", {"u4"})};
  const auto problems = check_formulas(content_of(fields));
  const auto reversed = check_formulas(content_of({fields.rbegin(), fields.rend()}));
  REQUIRE(problems.size() == 4);
  REQUIRE(reversed.size() == 4);
  for (size_t i = 0; i < problems.size(); ++i) {
    CHECK(problems[i].field == reversed[i].field);
    CHECK(problems[i].message == reversed[i].message);
  }
  CHECK(problems[0].field == FieldUid{"u3"});
  CHECK(problems[1].kind == FormulaProblem::Kind::cycle);
  CHECK(problems[2].missing == FieldUid{"u404"});
  CHECK(problems[3].message == "formula column 5: variable B is not mapped to a field");
}

TEST_CASE("check_formulas: cycles, each once, starting with the smallest uid") {
  SUBCASE("of one field") {
    const auto problems = check_formulas(content_of({computed("1", "A", {"u1"})}));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].kind == FormulaProblem::Kind::cycle);
    CHECK(problems[0].path == uids({"u1"}));
    CHECK(problems[0].message == "the formula depends on itself: F-1 -> F-1");
  }
  SUBCASE("of three fields, with one that hangs on it and one that it needs") {
    const auto problems = check_formulas(content_of(
        {computed("3", "A", {"u1"}), computed("2", "A + B", {"u3", "u5"}),
         computed("1", "A", {"u2"}), computed("4", "A", {"u1"}), computed("5", "1", {})}));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].field == FieldUid{"u1"});
    CHECK(problems[0].path == uids({"u1", "u2", "u3"}));
    CHECK(problems[0].message == "the formula depends on itself: F-1 -> F-2 -> F-3 -> F-1");
  }
  SUBCASE("two that share a field") {
    const auto problems =
        check_formulas(content_of({computed("1", "A", {"u2"}), computed("2", "A + B", {"u1", "u3"}),
                                   computed("3", "A", {"u2"})}));
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].path == uids({"u1", "u2"}));
    CHECK(problems[1].path == uids({"u2", "u3"}));
  }
  SUBCASE("a long one is shortened in the sentence, not in the path") {
    std::vector<Field> fields;
    for (int i = 10; i < 30; ++i) {
      fields.push_back(
          computed(std::to_string(i), "A", {"u" + std::to_string(i == 29 ? 10 : i + 1)}));
    }
    const auto problems = check_formulas(content_of(fields));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].path.size() == 20);
    CHECK(problems[0].message ==
          "the formula depends on itself: F-10 -> F-11 -> F-12 -> F-13 -> F-14 -> F-15 -> F-16 -> "
          "F-17 -> "
          "... -> F-10");
  }
}

TEST_CASE("formula_order: each after what it needs, cycles left out") {
  CHECK(formula_order({}).empty());
  const std::vector<Field> fields = {
      computed("9", "A + B", {"u8", "u7"}), computed("8", "A", {"u7"}), computed("7", "A", {"u1"}),
      computed("6", "A", {"u6"}),           computed("5", "A", {"u6"}), field("1")};
  const auto order = formula_order(content_of(fields));
  CHECK(order == uids({"u5", "u7", "u8", "u9"}));
  CHECK(formula_order(content_of({fields.rbegin(), fields.rend()})) == order);
}

TEST_CASE("formula_order: random contents, the order holds and does not depend on the sequence") {
  Lcg random(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<Field> fields;
    const uint32_t count = 1 + random.below(12u);
    for (uint32_t i = 0; i < count; ++i) {
      std::vector<std::string> needs;
      for (uint32_t j = random.below(3u); j > 0; --j)
        needs.push_back("u" + std::to_string(random.below(14u)));
      const char* const expressions[] = {"1", "A", "A + B"};
      fields.push_back(computed(std::to_string(i), expressions[needs.size()], needs));
    }
    const auto order = formula_order(content_of(fields));
    std::rotate(fields.begin(), fields.begin() + random.below(count), fields.end());
    REQUIRE(formula_order(content_of(fields)) == order);
    for (size_t at = 0; at < order.size(); ++at) {
      const auto& own = *std::find_if(fields.begin(), fields.end(),
                                      [&](const Field& f) { return f.uid == order[at]; });
      for (const auto& [name, mapping] : own.computed->variables) {
        REQUIRE(std::find(order.begin() + static_cast<std::ptrdiff_t>(at), order.end(),
                          mapping.field) == order.end());
      }
    }
  }
}
