#include "core/model/validate.h"

#include <functional>

#include <doctest/doctest.h>

#include "tests/support/builder.h"
#include "tests/support/generator.h"

namespace datavault {

TEST_CASE("validate: good contents have no mistakes") {
  test::Random random(3);
  for (int i = 0; i < 20; ++i) {
    const auto errors = validate_content(test::random_content(random, 40));
    REQUIRE_MESSAGE(errors.empty(), (errors.empty() ? "" : errors.front().where));
  }
}

TEST_CASE("validate: each mistake names its place") {
  using Change = std::function<void(FrameworkContent&)>;
  struct Row {
    const char* name;
    Change change;
    const char* where;
  };
  const Row rows[] = {
      {"no uid", [](auto& c) { c.fields[0].uid = {}; }, "field F-a"},
      {"uid twice", [](auto& c) { c.fields[1].uid = c.fields[0].uid; }, "field F-b"},
      {"no code", [](auto& c) { c.fields[1].code.clear(); }, "field #2, attribute code"},
      {"code twice", [](auto& c) { c.fields[1].code = "F-a"; }, "field F-a, attribute code"},
      {"no name", [](auto& c) { c.fields[0].name.clear(); }, "field F-a, attribute name"},
      {"long name", [](auto& c) { c.fields[0].name.assign(2001, 'x'); },
       "field F-a, attribute name"},
      {"unknown topic", [](auto& c) { c.fields[0].topic = "Z"; }, "field F-a, attribute topic"},
      {"topic twice", [](auto& c) { c.topics.push_back(c.topics[0]); }, "topic T"},
      {"parent behind its child", [](auto& c) { c.topics[0].parent = "U"; }, "topic T, parent"},
      {"options on a number",
       [](auto& c) {
         c.fields[0].options = {{"a", "A"}};
       },
       "field F-a, attribute options"},
      {"option twice",
       [](auto& c) {
         c.fields[0].value_type = ValueType::choice;
         c.fields[0].options = {{"a", "A"}, {"a", "B"}};
       },
       "field F-a, attribute options"},
      {"decimals out of range", [](auto& c) { c.fields[0].decimals = 16; },
       "field F-a, attribute decimals"},
      {"computed text",
       [](auto& c) {
         c.fields[0].value_type = ValueType::text;
         c.fields[0].computed = Computation{"1", "1", {}};
       },
       "field F-a, attribute expression"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    FrameworkContent content{{{"T", "Topic", ""}, {"U", "Under", "T"}},
                             {test::field("a"), test::field("b")}};
    row.change(content);
    const auto errors = validate_content(content);
    REQUIRE_FALSE(errors.empty());
    CHECK(errors.front().where == row.where);
  }
}

TEST_CASE("validate: finds all mistakes, not the first alone") {
  FrameworkContent content{{}, {test::field("a"), test::field("b")}};
  for (Field& field : content.fields) field.name.clear();
  CHECK(validate_content(content).size() == 2);
}

TEST_CASE("validate: too many fields") {
  FrameworkContent content{{}, {test::field("a"), test::field("b")}};
  ModelLimits limits;
  limits.fields = 1;
  REQUIRE(validate_content(content, limits).size() == 1);
  CHECK(validate_content(content, limits).front().where == "fields");
}

}  // namespace datavault
