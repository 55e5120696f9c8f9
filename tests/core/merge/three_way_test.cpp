#include "core/merge/three_way.h"

#include <doctest/doctest.h>

#include "core/codec/overlay_json.h"
#include "core/merge/overlay_steps.h"
#include "core/model/resolve.h"
#include "tests/support/builder.h"
#include "tests/support/generator.h"

namespace datavault {
namespace {

using test::edit;
using test::field;

Field with(Field item, Attribute attribute, const Json& value) {
  REQUIRE(set_attribute(item, attribute, value).ok());
  return item;
}

/// Merged, with every question, and settled.
MergeResult merged(const VersionView* base, const VersionView& master, const Overlay& overlay,
                   const Lineage& lineage = {}) {
  MergeResult result = merge_overlay(VersionChanges(base, master), overlay, lineage);
  for (Conflict& clash : find_code_clashes(master, result.overlay)) {
    result.conflicts.push_back(std::move(clash));
  }
  result.overlay = settle(base, master, std::move(result.overlay));
  return result;
}

MergeResult merge(const std::vector<Field>& base, const std::vector<Field>& master,
                  const Overlay& overlay) {
  const FrameworkContent b{{}, base}, m{{}, master};
  const VersionView base_view(b), master_view(m);
  return merged(&base_view, master_view, overlay);
}

std::string types(const MergeResult& result) {
  std::string text;
  for (const Conflict& conflict : result.conflicts) {
    text += std::string(to_text(conflict.type)) + " " + conflict.field.value + ";";
  }
  return text;
}

Overlay own(const Field& item, const std::string& after = "") {
  Overlay overlay;
  overlay.added[item.uid] = {item, {after}, {}};
  return overlay;
}

Overlay hidden(const std::string& uid) {
  Overlay overlay;
  overlay.hidden[{uid}] = {};
  return overlay;
}

}  // namespace

TEST_CASE("three-way: each attribute by who changed it") {
  const Field base = field("a");
  const Json de = {{"de", "x"}}, fr = {{"fr", "y"}}, both = {{"de", "x"}, {"fr", "y"}};
  struct Row {
    const char* name;
    Field master;
    Overlay overlay;
    const char* conflicts;
    Json edits;  // attribute -> value that stays an edit
  };
  const Row rows[] = {
      {"master alone", with(base, Attribute::unit, "kg"), {}, "", Json::object()},
      {"tenant alone", base, edit("ua", Attribute::unit, "kg"), "", {{"unit", "kg"}}},
      {"the same on both sides", with(base, Attribute::unit, "kg"),
       edit("ua", Attribute::unit, "kg"), "", Json::object()},
      {"other attributes",
       with(base, Attribute::name, "New"),
       edit("ua", Attribute::unit, "kg"),
       "",
       {{"unit", "kg"}}},
      {"both differ",
       with(base, Attribute::unit, "t"),
       edit("ua", Attribute::unit, "kg"),
       "EDIT_EDIT ua;",
       {{"unit", "kg"}}},
      {"to none is a change",
       with(base, Attribute::description, "D"),
       edit("ua", Attribute::name, "N"),
       "",
       {{"name", "N"}}},
      {"translations merge per language",
       with(base, Attribute::translations, de),
       edit("ua", Attribute::translations, fr),
       "",
       {{"translations", both}}},
      {"the same language twice",
       with(base, Attribute::translations, de),
       edit("ua", Attribute::translations, {{"de", "z"}}),
       "EDIT_EDIT ua;",
       {{"translations", {{"de", "z"}}}}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const MergeResult result = merge({base}, {row.master}, row.overlay);
    CHECK(types(result) == row.conflicts);
    Json edits = Json::object();
    for (const auto& [uid, attributes] : result.overlay.edits) {
      for (const auto& [attribute, value] : attributes) {
        edits[std::string(to_text(attribute))] = value.value;
      }
    }
    CHECK(edits == row.edits);
  }
}

TEST_CASE("three-way: fields that come and go") {
  const Field a = field("a"), b = field("b");
  Field own_b = field("own", "Own");
  own_b.code = "F-n";
  Field newcomer = field("n", "New");
  Field twin = newcomer;
  twin.uid.value = "uown";
  struct Row {
    const char* name;
    std::vector<Field> base, master;
    Overlay overlay;
    const char* conflicts;
  };
  const Row rows[] = {
      {"edited, removed by the master",
       {a, b},
       {b},
       edit("ua", Attribute::name, "N"),
       "EDIT_REMOVE ua;"},
      {"untouched, removed by the master", {a, b}, {b}, {}, ""},
      {"hidden, unchanged", {a}, {a}, hidden("ua"), ""},
      {"hidden, changed by the master",
       {a},
       {with(a, Attribute::name, "N")},
       hidden("ua"),
       "REMOVE_EDIT ua;"},
      {"hidden, removed by the master", {a, b}, {b}, hidden("ua"), ""},
      {"own field meets a newcomer's code", {a}, {a, newcomer}, own(own_b), "ADD_ADD uown;"},
      {"own field equal to the newcomer", {a}, {a, newcomer}, own(twin), ""},
      {"own field alone", {a}, {a}, own(own_b), ""},
      {"code edited to a newcomer's",
       {a},
       {a, newcomer},
       edit("ua", Attribute::code, "F-n"),
       "ADD_ADD ua;"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(types(merge(row.base, row.master, row.overlay)) == row.conflicts);
  }
}

TEST_CASE("three-way: an own field that the master adopts becomes the master's") {
  Field newcomer = field("n");
  Field twin = newcomer;
  twin.uid.value = "uown";
  Overlay overlay = own(twin);
  const Field user = test::computed("user", "A * 2", {"uown"});
  overlay.added[user.uid] = {user, {"uown"}, {}};
  const MergeResult result = merge({field("a")}, {field("a"), newcomer}, overlay);
  REQUIRE(result.conflicts.empty());
  CHECK(result.overlay.joined.at({"uown"}).value == "un");
  REQUIRE(result.overlay.added.size() == 1);
  const AddedField& kept = result.overlay.added.at({"uuser"});
  CHECK(kept.field.computed->variables.at("A").field.value == "un");
  CHECK(kept.after.value == "un");
}

TEST_CASE("three-way: a framework of the tenant's own meets the master by code") {
  const FrameworkContent master{{}, {field("a", "Same"), field("b", "Master's"), field("c")}};
  Overlay overlay;
  Field same = field("a", "Same"), other = field("b", "Tenant's"), mine = field("x");
  for (Field* item : {&same, &other, &mine}) {
    item->uid.value = "own-" + item->code;
    overlay.added[item->uid] = {*item, {}, {}};
  }
  const MergeResult result = merged(nullptr, VersionView(master), overlay);
  CHECK(types(result) == "ADD_ADD own-F-b;");
  CHECK(result.overlay.joined.at({"own-F-a"}).value == "ua");
  CHECK(result.overlay.added.contains({"own-F-x"}));
}

TEST_CASE("three-way: laws, at random") {
  test::Random random(5);
  for (int i = 0; i < 300; ++i) {
    const FrameworkContent base = test::random_content(random, 20);
    const FrameworkContent master = test::random_successor(random, base, 4);
    const Overlay overlay = test::random_overlay(random, base, master, 5);
    const VersionView base_view(base), master_view(master);

    const MergeResult same_master = merged(&base_view, base_view, overlay);
    REQUIRE(same_master.conflicts.empty());
    REQUIRE(state_digest(nullptr, same_master.overlay) == state_digest(nullptr, overlay));

    const MergeResult no_edits = merged(&base_view, master_view, {});
    REQUIRE(no_edits.conflicts.empty());
    REQUIRE(no_edits.overlay.empty());

    const MergeResult on_master = merged(&base_view, master_view, overlay);
    const FrameworkContent copy = resolve(&master, on_master.overlay);
    for (const Field& item : copy.fields) {
      const Field* master_field = master_view.index.find(item.uid);
      if (!master_field || overlay.edits.contains(item.uid)) continue;
      REQUIRE(item == *master_field);
    }
    const MergeResult again = merged(&master_view, master_view, on_master.overlay);
    REQUIRE(state_digest(nullptr, again.overlay) == state_digest(nullptr, on_master.overlay));
  }
}

}  // namespace datavault
