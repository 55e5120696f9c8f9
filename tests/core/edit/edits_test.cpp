#include "core/edit/edits.h"

#include <doctest/doctest.h>

#include "core/codec/overlay_json.h"
#include "core/model/field_index.h"
#include "core/model/resolve.h"
#include "tests/support/builder.h"

namespace datavault {
namespace {

using test::computed;
using test::field;

FrameworkContent version() {
  FrameworkContent content{{{"T", "Topic", ""}},
                           {field("a"), field("b"), computed("s", "A + B", {"ua", "ub"})}};
  return content;
}

Result<Overlay> apply(const Json& edits, const Overlay& overlay = {}) {
  const FrameworkContent content = version();
  const EditContext context{{"admin@example.test", "2026-01-01T00:00:00Z"},
                            "test tenant 1 edit 1",
                            [](std::string_view key, std::string_view code) {
                              return key == "other" && code == "X" ? std::optional(FieldUid{"ux"})
                                                                   : std::nullopt;
                            }};
  return apply_edits(&content, overlay, edits, context);
}

FrameworkContent copy_after(const Json& edits) {
  const FrameworkContent content = version();
  const auto overlay = apply(edits);
  REQUIRE_MESSAGE(overlay.ok(), overlay.error().message);
  return resolve(&content, *overlay);
}

}  // namespace

TEST_CASE("edits: set, reset, hide, move, add and remove") {
  SUBCASE("set") {
    const auto copy = copy_after({{{"code", "F-a"}, {"set", {{"name", "Mine"}, {"unit", "kg"}}}}});
    CHECK(copy.fields[0].name == "Mine");
    CHECK(copy.fields[0].unit == "kg");
  }
  SUBCASE("a later edit finds the field under its new code") {
    const auto copy = copy_after({{{"code", "F-a"}, {"set", {{"code", "N"}}}},
                                  {{"code", "N"}, {"set", {{"name", "Mine"}}}}});
    CHECK(copy.fields[0].code == "N");
    CHECK(copy.fields[0].name == "Mine");
  }
  SUBCASE("reset") {
    const auto overlay = apply(
        {{{"code", "F-a"}, {"set", {{"name", "Mine"}}}}, {{"code", "F-a"}, {"reset", {"name"}}}});
    REQUIRE(overlay.ok());
    CHECK(overlay->empty());
  }
  SUBCASE("hide and show again") {
    CHECK(copy_after({{{"code", "F-s"}, {"hide", true}}}).fields.size() == 2);
    CHECK(copy_after({{{"code", "F-s"}, {"hide", true}}, {{"code", "F-s"}, {"hide", false}}})
              .fields.size() == 3);
  }
  SUBCASE("move") {
    CHECK(copy_after({{{"code", "F-a"}, {"move_after", "F-b"}}}).fields[1].code == "F-a");
    CHECK(copy_after({{{"code", "F-b"}, {"move_after", nullptr}}}).fields[0].code == "F-b");
  }
  SUBCASE("add behind the same field: the later stands first") {
    const Json own = {{"name", "Own"}, {"value_type", "NUMBER"}};
    Json first = own, second = own;
    first["code"] = "O1";
    second["code"] = "O2";
    const auto copy =
        copy_after({{{"add", first}, {"after", "F-a"}}, {{"add", second}, {"after", "F-a"}}});
    CHECK(copy.fields[1].code == "O2");
    CHECK(copy.fields[2].code == "O1");
    CHECK(copy.fields[1].uid.value != copy.fields[2].uid.value);
  }
  SUBCASE("add without a place goes last, remove takes it away") {
    const Json add = {{"add", {{"code", "O"}, {"name", "Own"}}}};
    CHECK(copy_after(Json::array({add})).fields.back().code == "O");
    CHECK(copy_after({add, {{"code", "O"}, {"remove", true}}}).fields.size() == 3);
  }
  SUBCASE("variables by code, also of another framework") {
    const auto copy = copy_after(
        {{{"code", "F-s"},
          {"set",
           {{"expression", "A * X"},
            {"variables",
             {{"A", {{"field", "F-a"}}}, {"X", {{"field", "X"}, {"framework", "other"}}}}}}}}});
    const auto& variables = copy.fields[2].computed->variables;
    CHECK(variables.at("A").field.value == "ua");
    CHECK(variables.at("X").field.value == "ux");
    CHECK(variables.at("X").framework == "other");
  }
}

TEST_CASE("edits: refused as a whole, naming the place") {
  struct Row {
    const char* name;
    const char* edits;
    const char* where;
  };
  const Row rows[] = {
      {"nothing", "[]", "edits"},
      {"unknown field", R"([{"code":"F-z","hide":true}])", "edits[0], code"},
      {"unknown key", R"([{"code":"F-a","hidden":true}])", "edits[0], hidden"},
      {"nothing to do", R"([{"code":"F-a"}])", "edits[0], field F-a"},
      {"unknown attribute", R"([{"code":"F-a","set":{"colour":"red"}}])",
       "edits[0], field F-a, colour"},
      {"wrong shape", R"([{"code":"F-a","set":{"required":"yes"}}])",
       "edits[0], field F-a, attribute required"},
      {"unknown topic", R"([{"code":"F-a","set":{"topic":"Z"}}])",
       "edits[0], field F-a, attribute topic"},
      {"code of another field", R"([{"code":"F-a","set":{"code":"F-b"}}])",
       "field F-b, attribute code"},
      {"hiding what a formula needs", R"([{"code":"F-a","hide":true}])", "field F-s"},
      {"cycle", R"([{"code":"F-a","set":{"expression":"S","variables":{"S":{"field":"F-s"}}}}])",
       "field F-"},
      {"removing a master's field", R"([{"code":"F-a","remove":true}])", "edits[0], field F-a"},
      {"the second of two", R"([{"code":"F-a","set":{"name":"x"}},{"code":"F-q","hide":true}])",
       "edits[1], code"},
      {"behind itself", R"([{"code":"F-a","move_after":"F-a"}])",
       "edits[0], field F-a, move_after"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto overlay = apply(Json::parse(row.edits));
    REQUIRE_FALSE(overlay.ok());
    CHECK(overlay.error().where.starts_with(row.where));
    CHECK_FALSE(overlay.error().message.empty());
  }
}

TEST_CASE("overlay json: reading what was written gives the same state") {
  const auto overlay =
      apply({{{"code", "F-a"}, {"set", {{"name", "Mine"}}}},
             {{"code", "F-b"}, {"move_after", nullptr}},
             {{"code", "F-s"}, {"hide", true}},
             {{"add_topic", {{"code", "OT"}, {"name", "Own topic"}}}},
             {{"add", {{"code", "O"}, {"name", "Own"}, {"topic", "OT"}}}, {"after", "F-a"}}});
  REQUIRE_MESSAGE(overlay.ok(), overlay.error().where);
  const auto read = overlay_from_json(overlay_to_json(*overlay, Stamps::include));
  REQUIRE(read.ok());
  CHECK(overlay_to_json(*read, Stamps::include) == overlay_to_json(*overlay, Stamps::include));
  CHECK(state_digest(nullptr, *read) == state_digest(nullptr, *overlay));
  CHECK_FALSE(overlay_to_json(*overlay, Stamps::leave_out).dump().find("admin@") !=
              std::string::npos);
}

TEST_CASE("overlay json: its text is canonical, whatever the uids") {
  const std::string beyond = "\U0001F331",
                    before_that = "\uE000";  // in UTF-16 the first comes first
  Overlay overlay;
  const Stamp stamp{"admin@example.com", "2026-01-01T00:00:00Z"};
  for (const std::string& uid : {beyond, before_that, std::string("a\"b"), std::string("z")}) {
    overlay.edits[{uid}][Attribute::value_type] = {"TEXT", stamp};
    overlay.edits[{uid}][Attribute::code] = {"C-" + uid, stamp};
    overlay.edits[{uid}][Attribute::multiplier] = {nullptr, stamp};
    overlay.hidden[{uid}] = stamp;
    overlay.moved[{uid}] = {{uid == "z" ? "" : "z"}, stamp};
    overlay.joined[{uid}] = {beyond};
    AddedField& added = overlay.added[{"own-" + uid}];
    added.field.uid = {"own-" + uid};
    added.field.code = added.field.name = "Own";
    added.stamp = stamp;
  }
  overlay.topics.push_back({"OT", "Own \n topic", ""});
  for (const Stamps stamps : {Stamps::leave_out, Stamps::include}) {
    const std::string text = overlay_text(overlay, stamps);
    const auto json = parse_json(text);
    REQUIRE_MESSAGE(json.ok(), json.error().where);
    CHECK(canonical_json(*json) == text);
  }
  const auto read = overlay_from_json(overlay_to_json(overlay, Stamps::include));
  REQUIRE_MESSAGE(read.ok(), read.error().where);
  CHECK(overlay_text(*read, Stamps::include) == overlay_text(overlay, Stamps::include));
  const std::string version = "sha256:00";
  CHECK(state_digest(&version, overlay) ==
        digest_of_json(
            {{"version", version}, {"overlay", overlay_to_json(overlay, Stamps::leave_out)}}));
  CHECK(
      state_digest(nullptr, {}) ==
      digest_of_json({{"version", nullptr}, {"overlay", overlay_to_json({}, Stamps::leave_out)}}));
}

}  // namespace datavault
