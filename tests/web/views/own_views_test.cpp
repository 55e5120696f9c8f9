#include <doctest/doctest.h>

#include "tests/web/support/own_copy.h"
#include "web/views/own_framework_view.h"
#include "web/views/own_values_view.h"
#include "web/views/own_view.h"

namespace datavault {

using test::Client;

TEST_CASE("own frameworks: a newer version shows, a framework of the company's own has none") {
  Client client = Client::of_company();
  client.open("/own/frameworks");
  client.answer({Call::own_frameworks},
                {{"frameworks",
                  {{{"framework_id", 5},
                    {"name", "A"},
                    {"base_version", 1},
                    {"latest_version", 2},
                    {"edits", 1}},
                   {{"framework_id", 6}, {"name", "B"}, {"base_version", 2}, {"latest_version", 2}},
                   {{"framework_id", 7}, {"name", "C"}, {"base_version", nullptr}}}}});
  const OwnFrameworksView view = build_own_frameworks_view(client.state);
  REQUIRE(view.rows.size() == 3);
  CHECK(view.subtitle == "What Acme reports by.");
  CHECK(view.rows[0].state == "New version");
  CHECK(view.rows[0].edits == "1 own change");
  CHECK(view.rows[1].state == "Up to date");
  CHECK(view.rows[2].state == "Own framework");
  CHECK(view.rows[2].version.empty());
}

TEST_CASE("own framework: every own change says who made it and how it is taken back") {
  const Client client = test::client_at_own_copy();
  const OwnFrameworkView view = build_own_framework_view(client.state, {});
  REQUIRE(view.changes.size() == 3);
  CHECK(view.changes[0].what == "Name");
  CHECK(view.changes[0].by == "a@acme.test");
  CHECK(view.changes[0].edits == Json::parse(R"([{"code":"F-a","reset":["name"]}])"));
  CHECK(view.changes[1].what == "Own field");
  CHECK(view.changes[1].undo.empty());
  CHECK(view.changes[2].name == "Waste");
  CHECK(view.changes[2].edits == Json::parse(R"([{"code":"c","hide":false}])"));
  CHECK(view.fields[0].is_changed);
  CHECK(view.fields[2].is_own);
}

TEST_CASE("own framework: only what differs is sent") {
  Client client = test::client_at_own_copy();
  client.open("/own/frameworks/5?field=ub");
  OwnFrameworkUi ui;
  const auto& fields = client.state.own.copies.at(5).value->content.fields;
  ui.field = field_form_of(fields[1]);
  CHECK_FALSE(build_own_framework_view(client.state, ui).field->can_save);
  ui.field.name = "Water used";
  ui.field.unit = "";
  ui.field.required = !ui.field.required;
  const OwnFrameworkView view = build_own_framework_view(client.state, ui);
  CHECK(view.field->can_save);
  const Json& set = view.field->edits[0]["set"];
  CHECK(set["name"] == "Water used");
  CHECK(set.contains("required"));
  CHECK_FALSE(set.contains("description"));
  ui.field.name = "";
  CHECK_FALSE(build_own_framework_view(client.state, ui).field->can_save);
}

TEST_CASE("own framework: what is coming is told field by field, with what is asked") {
  Client client = test::client_at_own_copy();
  client.answer(
      {Call::own_incoming, 5},
      {{"incoming",
        {{"from_version", 1},
         {"to_version", 2},
         {"outcome", "HOLD"},
         {"changes",
          {{{"field_code", "b"},
            {"name", "Water"},
            {"kind", "CHANGED"},
            {"changes", {{{"attribute", "unit"}, {"before", "t"}, {"after", "kg"}}}}},
           {{"field_code", "d"}, {"name", "New"}, {"kind", "ADDED"}, {"changes", Json::array()}}}},
         {"conflicts",
          {{{"type", "EDIT_EDIT"},
            {"severity", "BLOCKING"},
            {"field_code", "a"},
            {"attribute", "name"},
            {"tenant", "Mine"},
            {"master", "Theirs"},
            {"answered_by", nullptr}}}}}}});
  const IncomingView view = build_own_framework_view(client.state, {}).incoming;
  CHECK(view.title == "Version 2 would change 2 fields of yours");
  CHECK(view.rows[0].summary == "Unit: t becomes kg");
  CHECK(view.rows[1].kind.name == "New");
  CHECK(view.questions ==
        std::vector<std::string>{"a, Name: yours is Mine, the new version has Theirs."});
}

TEST_CASE("own values: a value is entered for a field of the framework that is chosen") {
  Client client = test::client_at_own_copy();
  client.open("/own/values?framework_id=5");
  client.answer({Call::own_entities}, {{"entities", {{{"id", 2}, {"name", "Plant"}}}}});
  client.answer({Call::own_values}, {{"values",
                                      {{{"field_uid", "ub"},
                                        {"field_code", "b"},
                                        {"entity_id", 2},
                                        {"period", "2024"},
                                        {"value", "12"},
                                        {"status", "DRAFT"}}}},
                                     {"total", 1}});
  client.send(ShowOwnForm{true});
  OwnValuesUi ui;
  ui.field = 1;
  ui.entity = 0;
  ui.period = "2024";
  CHECK_FALSE(build_own_values_view(client.state, ui).can_save);
  ui.value = "13";
  const OwnValuesView view = build_own_values_view(client.state, ui);
  CHECK(view.can_save);
  CHECK(view.body["code"] == "F-b");
  CHECK(view.body["entity_id"] == 2);
  CHECK(view.rows[0].field == "Water");
  CHECK(view.rows[0].entity == "Plant");
  client.open("/own/values");
  CHECK_FALSE(build_own_values_view(client.state, ui).why_not.empty());
}

}  // namespace datavault
