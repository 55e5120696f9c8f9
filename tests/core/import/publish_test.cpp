#include "core/import/publish.h"

#include <string>

#include <doctest/doctest.h>

#include "core/base/mint.h"
#include "core/codec/framework_json.h"

using namespace datavault;

namespace {

using Kind = LineageEntry::Kind;

Field field(const std::string& code, const std::string& name, const std::string& topic = "") {
  Field result;
  result.code = code;
  result.name = name;
  result.topic = topic;
  return result;
}

FrameworkDraft draft_of(std::vector<Field> fields, std::vector<DraftLineage> lineage = {}) {
  FrameworkDraft draft;
  draft.name = "Test";
  draft.content.fields = std::move(fields);
  draft.content.topics = {{"T", "Topic", ""}, {"U", "Other topic", ""}};
  draft.lineage = std::move(lineage);
  return draft;
}

FrameworkVersion publish_good(const FrameworkDraft& draft, const FrameworkVersion* latest = nullptr,
                              const PublishOptions& options = {}) {
  PublishResult result = publish(draft, "test", latest, options);
  for (const Error& error : result.errors) FAIL(error.where << ": " << error.message);
  return std::move(result.publication->version);
}

const Field& by_code(const FrameworkVersion& version, const std::string& code) {
  for (const Field& candidate : version.content.fields)
    if (candidate.code == code) return candidate;
  FAIL("no field " << code);
  return version.content.fields.front();
}

FieldUid uid_of(const FrameworkVersion& version, const std::string& code) {
  return by_code(version, code).uid;
}

PublishOptions by_name() {
  PublishOptions options;
  options.match_by = MatchBy::name;
  return options;
}

}  // namespace

TEST_CASE("publish: a first version, number 1 and new uids") {
  FrameworkDraft draft = draft_of({field("A", "a"), field("B", "b")});
  draft.notes = "first";
  const FrameworkVersion version = publish_good(draft);
  CHECK(version.number == 1);
  CHECK(version.notes == "first");
  CHECK(version.digest == content_digest(version.content));
  CHECK(uid_of(version, "A") == mint_field_uid("test v1", "A"));
  CHECK(!(uid_of(version, "A") == uid_of(version, "B")));
}

TEST_CASE("publish: the same content again, unchanged") {
  const FrameworkDraft draft = draft_of({field("A", "a"), field("B", "b")});
  const FrameworkVersion first = publish_good(draft);
  FrameworkDraft same = draft;
  same.notes = "other notes are no other content";
  const PublishResult again = publish(same, "test", &first, {});
  REQUIRE(again.publication);
  CHECK(again.publication->unchanged);
  CHECK(again.publication->version == first);
  same.content.fields[1].name = "c";
  CHECK(!publish(same, "test", &first, {}).publication->unchanged);
  same = draft;
  std::swap(same.content.fields[0], same.content.fields[1]);
  CHECK(!publish(same, "test", &first, {}).publication->unchanged);
}

TEST_CASE("publish: matched by code, what matches keeps its uid and what does not gets a new one") {
  const FrameworkVersion first = publish_good(draft_of({field("A", "a"), field("B", "b")}));
  const FrameworkVersion second =
      publish_good(draft_of({field("B", "new name"), field("C", "a")}), &first);
  CHECK(second.number == 2);
  CHECK(uid_of(second, "B") == uid_of(first, "B"));
  CHECK(uid_of(second, "C") == mint_field_uid("test v2", "C"));
  // A code that comes back is another field: the one that had it is gone.
  const FrameworkVersion third =
      publish_good(draft_of({field("A", "a"), field("B", "b")}), &second);
  CHECK(!(uid_of(third, "A") == uid_of(first, "A")));
}

TEST_CASE("publish: matched by name, codes may change") {
  const FrameworkVersion first =
      publish_good(draft_of({field("data-date", "Data Date"), field("x", "X"), field("y", "Y")}));
  const FrameworkVersion second = publish_good(
      draft_of({field("DATA_DATE", " Data Date\u00a0"), field("y", "X"), field("x", "Z")}), &first,
      by_name());
  CHECK(uid_of(second, "DATA_DATE") == uid_of(first, "data-date"));
  CHECK(uid_of(second, "y") == uid_of(first, "x"));
  CHECK(uid_of(second, "x") == mint_field_uid("test v2", "x"));
}

TEST_CASE("publish: matched by name, codes that the draft made give way to those of the latest") {
  const FrameworkVersion first =
      publish_good(draft_of({field("E1", "Energy"), field("E2", "Waste")}));
  FrameworkDraft draft = draft_of({field("energy", "Energy"), field("E1", "Water"),
                                   field("e2", "New"), field("waste", "Waste")});
  draft.made_codes = {"energy", "e2", "waste"};
  const FrameworkVersion second = publish_good(draft, &first, by_name());
  // E1 is given to Water by the source, so Energy has to take its made code.
  CHECK(uid_of(second, "energy") == uid_of(first, "E1"));
  CHECK(uid_of(second, "E2") == uid_of(first, "E2"));
  CHECK(uid_of(second, "E1") == mint_field_uid("test v2", "E1"));
  CHECK(by_code(second, "e2").name == "New");
}

TEST_CASE("publish: matched by name, a made code that a kept one takes is numbered") {
  const FrameworkVersion first = publish_good(draft_of({field("new", "Old")}));
  FrameworkDraft draft = draft_of({field("old", "Old"), field("new", "New")});
  draft.made_codes = {"old", "new"};
  const FrameworkVersion second = publish_good(draft, &first, by_name());
  CHECK(by_code(second, "new").name == "Old");
  CHECK(by_code(second, "new-2").name == "New");
  CHECK(publish(draft, "test", &second, by_name()).publication->unchanged);
}

TEST_CASE("publish: names that stand twice, told apart by code, by topic or not at all") {
  const FrameworkVersion first = publish_good(
      draft_of({field("A", "Value", "T"), field("B", "Value", "U"), field("C", "Other")}));
  struct Row {
    const char* name;
    std::vector<Field> fields;
    std::vector<std::string> same_as;  // code in the first version, "": new
  };
  const Row rows[] = {
      {"same codes under other topics",
       {field("A", "Value", "U"), field("B", "Value", "T")},
       {"A", "B"}},
      {"same topics under other codes",
       {field("X", "Value", "U"), field("Y", "Value", "T")},
       {"B", "A"}},
      {"one left, its topic tells", {field("X", "Value", "U")}, {"B"}},
      {"one left, nothing tells", {field("X", "Value")}, {""}},
      {"one by code, the other is not guessed",
       {field("A", "Value"), field("X", "Value")},
       {"A", ""}},
      {"a third one",
       {field("A", "Value", "T"), field("B", "Value", "U"), field("D", "Value", "T")},
       {"A", "B", ""}},
      {"unique names as ever", {field("X", "Other", "T")}, {"C"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const FrameworkVersion second = publish_good(draft_of(row.fields), &first, by_name());
    for (size_t i = 0; i < row.fields.size(); ++i) {
      CAPTURE(i);
      const FieldUid expected = row.same_as[i].empty()
                                    ? mint_field_uid("test v2", row.fields[i].code)
                                    : uid_of(first, row.same_as[i]);
      CHECK(second.content.fields[i].uid == expected);
    }
  }
}

TEST_CASE("publish: a name that stood once and now stands twice, the one under its topic is it") {
  const FrameworkVersion first = publish_good(draft_of({field("value", "Value", "U")}));
  FrameworkDraft draft = draft_of({field("t.value", "Value", "T"), field("u.value", "Value", "U")});
  draft.made_codes = {"t.value", "u.value"};
  const FrameworkVersion second = publish_good(draft, &first, by_name());
  CHECK(uid_of(second, "value") == uid_of(first, "value"));
  CHECK(by_code(second, "value").topic == "U");
  CHECK(uid_of(second, "t.value") == mint_field_uid("test v2", "t.value"));
}

TEST_CASE("publish: RENAMED, the uid under the new code, recorded and not applied again") {
  const FrameworkVersion first = publish_good(draft_of({field("OLD", "a"), field("B", "b")}));
  const FrameworkDraft draft =
      draft_of({field("NEW", "a"), field("B", "b")}, {{Kind::renamed, {"OLD"}, {"NEW"}}});
  const FrameworkVersion second = publish_good(draft, &first);
  const FieldUid uid = uid_of(first, "OLD");
  CHECK(uid_of(second, "NEW") == uid);
  CHECK(second.lineage == std::vector<LineageEntry>{{Kind::renamed, {uid}, {uid}}});
  CHECK(publish(draft, "test", &second, {}).publication->unchanged);
  FrameworkDraft more = draft;
  more.content.fields[1].name = "changed";
  const FrameworkVersion third = publish_good(more, &second);
  CHECK(uid_of(third, "NEW") == uid);
  CHECK(third.lineage.empty());
}

TEST_CASE("publish: RENAMED onto a code whose field stays under another, a swap") {
  const FrameworkVersion first = publish_good(draft_of({field("A", "a"), field("B", "b")}));
  const FrameworkDraft draft =
      draft_of({field("A", "was b"), field("B", "was a")},
               {{Kind::renamed, {"A"}, {"B"}}, {Kind::renamed, {"B"}, {"A"}}});
  const FrameworkVersion second = publish_good(draft, &first);
  CHECK(uid_of(second, "B") == uid_of(first, "A"));
  CHECK(uid_of(second, "A") == uid_of(first, "B"));
  CHECK(publish(draft, "test", &second, {}).publication->unchanged);
}

TEST_CASE("publish: RENAMED while the old code is used for something new") {
  const FrameworkVersion first = publish_good(draft_of({field("A", "a")}));
  const FrameworkDraft draft =
      draft_of({field("A", "new"), field("B", "a")}, {{Kind::renamed, {"A"}, {"B"}}});
  const FrameworkVersion second = publish_good(draft, &first);
  CHECK(uid_of(second, "B") == uid_of(first, "A"));
  CHECK(uid_of(second, "A") == mint_field_uid("test v2", "A"));
  CHECK(publish(draft, "test", &second, {}).publication->unchanged);
}

TEST_CASE("publish: RENAMED goes before the name, and its code stays also where it was made") {
  const FrameworkVersion first = publish_good(draft_of({field("a", "A"), field("b", "B")}));
  FrameworkDraft draft = draft_of({field("b-new", "A")}, {{Kind::renamed, {"b"}, {"b-new"}}});
  draft.made_codes = {"b-new"};
  const FrameworkVersion second = publish_good(draft, &first, by_name());
  CHECK(uid_of(second, "b-new") == uid_of(first, "b"));
}

TEST_CASE("publish: SPLIT, MERGED and SUPERSEDED, uids on both sides and nothing inherited") {
  const FrameworkVersion first =
      publish_good(draft_of({field("A", "a"), field("B", "b"), field("C", "c"), field("D", "d")}));
  const FrameworkDraft draft = draft_of({field("A", "first half"), field("A2", "second half"),
                                         field("BC", "both"), field("D", "redefined")},
                                        {{Kind::split, {"A"}, {"A", "A2"}},
                                         {Kind::merged, {"B", "C"}, {"BC"}},
                                         {Kind::superseded, {"D"}, {"D"}}});
  const FrameworkVersion second = publish_good(draft, &first);
  const auto old_uid = [&](const char* code) { return uid_of(first, code); };
  const auto new_uid = [&](const char* code) { return mint_field_uid("test v2", code); };
  CHECK(second.lineage ==
        std::vector<LineageEntry>{{Kind::split, {old_uid("A")}, {new_uid("A"), new_uid("A2")}},
                                  {Kind::merged, {old_uid("B"), old_uid("C")}, {new_uid("BC")}},
                                  {Kind::superseded, {old_uid("D")}, {new_uid("D")}}});
  CHECK(uid_of(second, "A") == new_uid("A"));
  CHECK(publish(draft, "test", &second, {}).publication->unchanged);
  // Matching by name respects lineage too.
  const FrameworkDraft same_name =
      draft_of({field("X", "a"), field("Y", "b")}, {{Kind::superseded, {"A"}, {"X"}}});
  const FrameworkVersion named = publish_good(same_name, &first, by_name());
  CHECK(uid_of(named, "X") == new_uid("X"));
  CHECK(uid_of(named, "Y") == old_uid("B"));
}

TEST_CASE("publish: a split whose source stays, it keeps its uid") {
  const FrameworkVersion first = publish_good(draft_of({field("A", "total")}));
  const FrameworkDraft draft = draft_of({field("A", "total"), field("A1", "x"), field("A2", "y")},
                                        {{Kind::split, {"A"}, {"A1", "A2"}}});
  const FrameworkVersion second = publish_good(draft, &first);
  CHECK(uid_of(second, "A") == uid_of(first, "A"));
  CHECK(publish(draft, "test", &second, {}).publication->unchanged);
}

TEST_CASE("publish: another field superseded by the one that superseded before, applied") {
  const FrameworkVersion first = publish_good(draft_of({field("A", "a"), field("C", "c")}));
  const FrameworkVersion second = publish_good(
      draft_of({field("B", "b"), field("C", "c")}, {{Kind::superseded, {"A"}, {"B"}}}), &first);
  const FrameworkVersion third =
      publish_good(draft_of({field("B", "b")}, {{Kind::superseded, {"C"}, {"B"}}}), &second);
  CHECK(third.lineage ==
        std::vector<LineageEntry>{{Kind::superseded, {uid_of(first, "C")}, {uid_of(second, "B")}}});
}

TEST_CASE("publish: lineage that does not fit, errors") {
  const FrameworkVersion first = publish_good(draft_of({field("A", "a"), field("B", "b")}));
  struct Row {
    const char* name;
    std::vector<DraftLineage> lineage;
    const char* where;
    const char* message;
  };
  const Row rows[] = {
      {"from is not there",
       {{Kind::renamed, {"GONE"}, {"C"}}},
       "lineage[0], from",
       "\"GONE\" in version 1"},
      {"from is not there, to is", {{Kind::renamed, {"GONE"}, {"B"}}}, "lineage[0], from", "GONE"},
      {"to is not there",
       {{Kind::renamed, {"A"}, {"NEW"}}},
       "lineage[0], to",
       "\"NEW\" in what is imported"},
      {"one of several",
       {{Kind::renamed, {"A"}, {"C"}}, {Kind::merged, {"B", "GONE"}, {"B"}}},
       "lineage[1], from",
       "GONE"},
      {"renamed to itself", {{Kind::renamed, {"A"}, {"A"}}}, "lineage[0], to", "itself"},
      {"renamed twice",
       {{Kind::renamed, {"A"}, {"B"}}, {Kind::renamed, {"A"}, {"C"}}},
       "lineage[1], from",
       "renamed twice"},
      {"two renamed to one",
       {{Kind::renamed, {"A"}, {"C"}}, {Kind::renamed, {"B"}, {"C"}}},
       "lineage[1], to",
       "Two fields"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const FrameworkDraft draft =
        draft_of({field("A", "a"), field("B", "b"), field("C", "c")}, row.lineage);
    const PublishResult result = publish(draft, "test", &first, {});
    CHECK(!result.publication);
    REQUIRE(result.errors.size() == 1);
    CHECK(result.errors[0].where == row.where);
    CHECK_MESSAGE(result.errors[0].message.find(row.message) != std::string::npos,
                  result.errors[0].message);
  }
}

TEST_CASE("publish: lineage of a first version, left out with a warning") {
  const PublishResult result =
      publish(draft_of({field("B", "b")}, {{Kind::renamed, {"A"}, {"B"}}}), "test", nullptr, {});
  REQUIRE(result.publication);
  CHECK(result.publication->version.lineage.empty());
  CHECK(result.publication->warnings.size() == 1);
}

TEST_CASE("publish: a first version again, unchanged although its lineage fits nothing") {
  const FrameworkDraft draft = draft_of({field("B", "b")}, {{Kind::renamed, {"A"}, {"B"}}});
  const FrameworkVersion first = publish_good(draft);
  const PublishResult again = publish(draft, "test", &first, {});
  REQUIRE(again.publication);
  CHECK(again.publication->unchanged);
  CHECK(again.publication->warnings.size() == 1);
}

TEST_CASE("publish: lineage of the request, as if the draft said it") {
  const FrameworkVersion first = publish_good(draft_of({field("A", "a")}));
  PublishOptions options;
  options.lineage = {{Kind::renamed, {"A"}, {"B"}}};
  const FrameworkVersion second = publish_good(draft_of({field("B", "x")}), &first, options);
  CHECK(uid_of(second, "B") == uid_of(first, "A"));
}

TEST_CASE("publish: uids that a document gives, kept and known again") {
  Field given = field("A", "a");
  given.uid = {"from-elsewhere"};
  const FrameworkVersion first = publish_good(draft_of({given, field("B", "b")}));
  CHECK(uid_of(first, "A").value == "from-elsewhere");
  given.code = "Z";
  const FrameworkVersion second = publish_good(draft_of({given, field("A", "other")}), &first);
  CHECK(uid_of(second, "Z").value == "from-elsewhere");
  CHECK(uid_of(second, "A") == mint_field_uid("test v2", "A"));
  Field twin = field("Y", "y");
  twin.uid = given.uid;
  CHECK(!publish(draft_of({given, twin}), "test", nullptr, {}).publication);
}

TEST_CASE("publish: variables, uids of own fields and of those in other frameworks") {
  Field total = field("T", "Total");
  total.computed = Computation{"A + B + C", "1", {}};
  total.computed->variables["A"] = {"", {"A"}, "1"};
  total.computed->variables["B"] = {"test", {"A"}, "2"};
  total.computed->variables["C"] = {"other", {"X-1"}, "1"};
  const FrameworkDraft draft = draft_of({field("A", "a"), total});
  PublishOptions options;
  options.find_foreign = [](std::string_view key,
                            std::string_view code) -> std::optional<FieldUid> {
    if (key == "other" && code == "X-1") return FieldUid{"ux"};
    return std::nullopt;
  };
  const FrameworkVersion version = publish_good(draft, nullptr, options);
  const auto& variables = by_code(version, "T").computed->variables;
  CHECK(variables.at("A") == VariableMapping{"", uid_of(version, "A"), "1"});
  CHECK(variables.at("B") == VariableMapping{"", uid_of(version, "A"), "2"});
  CHECK(variables.at("C") == VariableMapping{"other", {"ux"}, "1"});

  const PublishResult unknown = publish(draft, "test", nullptr, {});
  REQUIRE(unknown.errors.size() == 1);
  CHECK(unknown.errors[0].where == "field T, variable C");
  CHECK(unknown.errors[0].message.find("\"X-1\" in a framework \"other\"") != std::string::npos);

  FrameworkDraft broken = draft;
  broken.content.fields[1].computed->variables["A"].field = {"GONE"};
  CHECK(publish(broken, "test", nullptr, options).errors.at(0).where == "field T, variable A");
}

TEST_CASE("publish: variables follow a code that was made and gave way") {
  const FrameworkVersion first = publish_good(draft_of({field("E1", "Energy")}));
  Field total = field("T", "Total");
  total.computed = Computation{"energy", "1", {{"energy", {"", {"energy"}, "1"}}}};
  FrameworkDraft draft = draft_of({field("energy", "Energy"), total});
  draft.made_codes = {"energy"};
  const FrameworkVersion second = publish_good(draft, &first, by_name());
  CHECK(by_code(second, "T").computed->variables.at("energy").field == uid_of(first, "E1"));
}

TEST_CASE("publish: contents that are not valid, errors naming the field") {
  Field formula = field("F", "f");
  formula.computed = Computation{"1 +", "1", {}};
  Field choice = field("O", "o");
  choice.options = {{"x", "X"}};
  struct Row {
    const char* name;
    std::vector<Field> fields;
    const char* where;
  };
  const Row rows[] = {
      {"no fields", {}, "fields"},
      {"code twice", {field("A", "a"), field("A", "b")}, "field A"},
      {"unknown topic", {field("A", "a", "NOPE")}, "field A, attribute topic"},
      {"options of a number", {choice}, "field O, attribute options"},
      {"broken formula", {formula}, "field F, attribute expression"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const PublishResult result = publish(draft_of(row.fields), "test", nullptr, {});
    CHECK(!result.publication);
    REQUIRE(!result.errors.empty());
    CHECK_MESSAGE(result.errors[0].where.starts_with(row.where), result.errors[0].where);
  }
}
