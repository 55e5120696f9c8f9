#include "core/codec/framework_json.h"

#include <doctest/doctest.h>

#include "core/model/attribute.h"
#include "tests/support/builder.h"
#include "tests/support/generator.h"

namespace datavault {

TEST_CASE("framework json: every key is present, null where there is none") {
  const Json json = field_to_json(test::field("a"));
  CHECK(json.size() == kAttributes.size() + 1);
  for (const char* key : {"unit", "decimals", "topic", "expression", "multiplier", "variables"}) {
    CHECK(json.at(key).is_null());
  }
}

TEST_CASE("framework json: reading what was written gives the same version") {
  test::Random random(9);
  for (int i = 0; i < 20; ++i) {
    FrameworkVersion version = test::version(3, {});
    version.content = test::random_content(random, 30);
    version.digest = content_digest(version.content);
    version.notes = "Notes";
    version.lineage = {{LineageEntry::Kind::split, {{"u1"}}, {{"u2"}, {"u3"}}}};
    const auto read = version_from_json(version_to_json(version));
    REQUIRE_MESSAGE(read.ok(), read.error().where);
    CHECK(*read == version);
  }
}

TEST_CASE("framework json: the digest covers the content alone") {
  const FrameworkVersion version = test::version(1, {test::field("a"), test::field("b")});
  FrameworkContent swapped = version.content;
  std::swap(swapped.fields[0], swapped.fields[1]);
  CHECK(content_digest(swapped) != version.digest);
  CHECK(test::version(2, {test::field("a"), test::field("b")}).digest == version.digest);
}

TEST_CASE("framework json: refused with the place") {
  const Json good = version_to_json(test::version(1, {test::field("a")}));
  struct Row {
    const char* name;
    const char* pointer;
    Json value;
    const char* where;
  };
  const Row rows[] = {
      {"wrong digest", "/digest", "sha256:0", "version 1"},
      {"number as text", "/number", "1", "version, number"},
      {"field without uid", "/content/fields/0", Json::object(), "fields[0], field, uid"},
      {"wrong attribute", "/content/fields/0/value_type", "COLOUR",
       "fields[0], field ua, attribute value_type"},
      {"lineage kind", "/lineage", Json::parse(R"([{"kind":"LOST","from":[],"to":[]}])"),
       "lineage[0], kind"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Json bad = good;
    bad[Json::json_pointer(row.pointer)] = row.value;
    const auto read = version_from_json(bad);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().where == row.where);
  }
}

TEST_CASE("attributes: setting what was read changes nothing") {
  test::Random random(21);
  const FrameworkContent content = test::random_content(random, 60);
  for (const Field& field : content.fields) {
    Field copy = field;
    for (const Attribute attribute : kAttributes) {
      REQUIRE(set_attribute(copy, attribute, attribute_of(field, attribute)).ok());
    }
    REQUIRE(copy == field);
  }
}

TEST_CASE("attributes: decimals are kept in canonical form") {
  Field field = test::computed("s", "A", {"ua"});
  REQUIRE(set_attribute(field, Attribute::multiplier, "01.50").ok());
  CHECK(field.computed->multiplier == "1.5");
  CHECK_FALSE(set_attribute(field, Attribute::multiplier, "half").ok());
  CHECK(field.computed->multiplier == "1.5");
}

TEST_CASE("attributes: a refused value leaves the field as it was") {
  const Field field = test::computed("s", "A", {"ua"});
  for (const Attribute attribute : kAttributes) {
    CAPTURE(to_text(attribute));
    Field copy = field;
    CHECK_FALSE(set_attribute(copy, attribute, 1.5).ok());
    CHECK(copy == field);
    CHECK(attribute_from_text(to_text(attribute)) == attribute);
  }
}

}  // namespace datavault
