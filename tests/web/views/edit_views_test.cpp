#include <doctest/doctest.h>

#include "tests/support/builder.h"
#include "web/views/difference_view.h"
#include "web/views/field_form.h"
#include "web/views/field_tree_view.h"

namespace datavault {
namespace {

FrameworkContent letters(const std::string& order) {
  FrameworkContent content;
  for (const char letter : order) content.fields.push_back(test::field(std::string(1, letter)));
  return content;
}

std::string moved_letters(const std::string& before, const std::string& after) {
  std::string moved;
  for (const FieldUid& uid : moved_fields(letters(before), letters(after))) moved += uid.value[1];
  return moved;
}

FrameworkContent tree_content() {
  FrameworkContent content = letters("abcd");
  content.topics = {{"e", "Environment", ""}, {"e1", "Climate", "e"}, {"s", "Social", ""}};
  content.fields[0].topic = "e1";
  content.fields[1].topic = "e";
  content.fields[2].topic = "s";
  content.fields[2].required = true;
  return content;
}

std::string rows_of(const FieldTreeView& view) {
  std::string text;
  for (const FieldTreeRow& row : view.rows) {
    text += std::string(static_cast<size_t>(row.depth), '.') + row.key + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("moved fields: the fewest that explain the order") {
  CHECK(moved_letters("abcd", "abcd").empty());
  CHECK(moved_letters("abcd", "dabc") == "d");
  CHECK(moved_letters("abcd", "bcda") == "a");
  CHECK(moved_letters("abcd", "axcb") == "c");
  CHECK(moved_letters("", "ab").empty());
}

TEST_CASE("difference lines: added, removed, renamed, changed and moved") {
  FrameworkContent before = letters("abcd"), after = letters("dabe");
  after.fields[1].code = "A2";
  after.fields[2].unit = "t";
  const auto lines = difference_lines(before, after);
  std::string kinds;
  for (const auto& line : lines)
    kinds += std::string(label_of(line.kind).name) + " " + line.uid + ", ";
  CHECK(kinds == "Renamed ua, Changed ub, Added ue, Removed uc, Moved ud, ");
  CHECK(lines[0].before == "F-a");
  CHECK(lines[0].after == "A2");
  const auto counts = count_differences(lines);
  for (const auto& count : counts) CHECK(count.fields == 1);
  DifferenceUi ui;
  ui.kinds[static_cast<size_t>(DifferenceKind::added)] = true;
  CHECK(filter_lines(lines, ui).size() == 1);
  ui = {};
  ui.search = "A2";
  CHECK(filter_lines(lines, ui).size() == 1);
}

TEST_CASE("difference lines: lineage names where a field came from") {
  const FrameworkContent before = letters("a"), after = letters("bc");
  const auto lines =
      difference_lines(before, after, {{LineageEntry::Kind::split, {{"ua"}}, {{"ub"}, {"uc"}}}});
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].attribute == "Split from F-a");
  CHECK(lines[2].attribute == "Split into F-b, F-c");
}

TEST_CASE("field tree: topics before their fields and subtopics, fields without one last") {
  CHECK(rows_of(build_field_tree(tree_content(), {})) == "e .ub .e1 ..ua s .uc ud ");
  FieldTreeUi ui;
  ui.closed = {"e"};
  const FieldTreeView closed = build_field_tree(tree_content(), ui);
  CHECK(rows_of(closed) == "e s .uc ud ");
  CHECK(closed.rows[0].fields == 2);
}

TEST_CASE("field tree: what does not match is left out, and closed topics are open") {
  FieldTreeUi ui;
  ui.closed = {"e", "s"};
  ui.search = "F-a";
  const FieldTreeView found = build_field_tree(tree_content(), ui);
  CHECK(rows_of(found) == "e .e1 ..ua ");
  CHECK(found.matching == 1);
  ui = {};
  ui.required = true;
  CHECK(rows_of(build_field_tree(tree_content(), ui)) == "s .uc ");
  ui = {};
  ui.marked = true;
  CHECK(rows_of(build_field_tree(tree_content(), ui, {{{"ud"}, {"Edited", Tone::accent}}})) ==
        "ud ");
}

TEST_CASE("field form: unchanged is no edit, one attribute is one") {
  const FrameworkContent content = tree_content();
  FieldForm form = form_of(content.fields[0], content);
  auto edit = edit_of(form, content);
  REQUIRE(edit);
  CHECK_FALSE(edit->has_value());
  form.unit = "MWh";
  form.topic = 3;
  form.references = "xbrl: esrs:E1\ngri: 302-1";
  edit = edit_of(form, content);
  REQUIRE(edit);
  CHECK(**edit == Json{{"code", "F-a"},
                       {"set",
                        {{"unit", "MWh"},
                         {"topic", "s"},
                         {"references", {{"gri", "302-1"}, {"xbrl", "esrs:E1"}}}}}});
}

TEST_CASE("field form: a formula with variables by code, with coefficient and from elsewhere") {
  const FrameworkContent content = letters("ab");
  FieldForm form = form_of(content.fields[0], content);
  form.computed = true;
  form.expression = "A + B";
  form.variables = "A = F-b * 0.5\nB = ghg/GHG-1";
  const auto edit = edit_of(form, content);
  REQUIRE(edit);
  const Json& set = (**edit)["set"];
  CHECK(set["variables"]["A"] == Json{{"field", "F-b"}, {"coefficient", "0.5"}});
  CHECK(set["variables"]["B"] ==
        Json{{"field", "GHG-1"}, {"framework", "ghg"}, {"coefficient", "1"}});
}

TEST_CASE("field form: mistakes name the field of the form") {
  const FrameworkContent content = letters("a");
  struct Case {
    const char* name;
    const char* where;
    void (*spoil)(FieldForm&);
  };
  const Case cases[] = {
      {"no code", "Code", [](FieldForm& form) { form.code = " "; }},
      {"no name", "Name", [](FieldForm& form) { form.name.clear(); }},
      {"decimals", "Decimals", [](FieldForm& form) { form.decimals = "two"; }},
      {"references", "References", [](FieldForm& form) { form.references = "nothing"; }},
      {"variables", "Variables",
       [](FieldForm& form) {
         form.computed = true;
         form.variables = "A: F-a";
       }},
  };
  for (const Case& it : cases) {
    CAPTURE(it.name);
    FieldForm form = form_of(content.fields[0], content);
    it.spoil(form);
    const auto edit = edit_of(form, content);
    REQUIRE_FALSE(edit);
    CHECK(edit.error().where == it.where);
  }
}

TEST_CASE("field form: a new field stands behind the last one of its topic") {
  const FrameworkContent content = tree_content();
  FieldForm form = new_field_form(content, "e");
  CHECK(form.after == "F-b");
  form.code = "N";
  form.name = "New";
  const auto edit = edit_of(form, content);
  REQUIRE(edit);
  CHECK((**edit)["add"]["code"] == "N");
  CHECK((**edit)["add"]["topic"] == "e");
  CHECK((**edit)["after"] == "F-b");
}

TEST_CASE("move: among the fields of the topic, not beyond its ends") {
  FrameworkContent content = letters("abc");
  content.topics = {{"t", "T", ""}};
  content.fields[0].topic = content.fields[2].topic = "t";
  CHECK_FALSE(move_edit(content, "ua", true));
  CHECK_FALSE(move_edit(content, "uc", false));
  CHECK(*move_edit(content, "ua", false) == Json{{"code", "F-a"}, {"move_after", "F-c"}});
  CHECK(*move_edit(content, "uc", true) == Json{{"code", "F-c"}, {"move_after", nullptr}});
}

}  // namespace datavault
