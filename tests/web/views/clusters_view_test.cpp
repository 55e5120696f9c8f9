#include "web/views/clusters_view.h"

#include <doctest/doctest.h>

#include "tests/web/support/client.h"
#include "web/views/wizard_strategy_view.h"

namespace datavault {
namespace {

using test::Client;

const ClusterRow& row_of(const ClustersView& view, ConflictType kind) {
  for (const ClusterRow& row : view.rows) {
    if (row.kind.name == label_of(kind).name) return row;
  }
  REQUIRE(false);
  return view.rows.front();
}

}  // namespace

TEST_CASE("clusters view: a row a question, the open ones first") {
  const Client client = test::client_at_preview();
  const ClustersView view = build_clusters_view(client.state, {});
  REQUIRE(view.rows.size() == 3);
  CHECK(view.open == 1);
  CHECK(view.summary == "1 of 3 questions is open and holds 1 tenant.");
  CHECK(view.rows[0].field == "Renamed");
  CHECK(view.rows[0].code == "F-a");
  CHECK(view.rows[0].attribute == "Name");
  CHECK(view.rows[0].tenants == "1 tenant");
  CHECK(view.rows[0].state == "Open");
  CHECK(row_of(view, ConflictType::removed_with_data).values == "7 stored values");
  CHECK(row_of(view, ConflictType::removed_with_data).state == "New version, by rule");
}

TEST_CASE("clusters view: kind, open only and search narrow the list") {
  struct Case {
    const char* name;
    ClustersUi ui;
    size_t rows;
  };
  Case cases[] = {{"all", {}, 3},
                  {"open only", {}, 1},
                  {"a kind", {}, 1},
                  {"search", {}, 1},
                  {"nothing found", {}, 0}};
  cases[1].ui.open_only = true;
  cases[2].ui.kind = ConflictType::removed_with_data;
  cases[3].ui.search = "f-a name";
  cases[4].ui.search = "elsewhere";
  const Client client = test::client_at_preview();
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(build_clusters_view(client.state, c.ui).rows.size() == c.rows);
  }
}

TEST_CASE("clusters view: an opened one shows three sides, its answers and its tenants") {
  Client client = test::client_at_preview();
  ClustersUi ui;
  ui.opened = build_clusters_view(client.state, {}).rows[0].id;
  auto view = build_clusters_view(client.state, ui);
  REQUIRE(view.detail);
  REQUIRE(view.detail->sides.size() == 3);
  CHECK(view.detail->sides[0].lines == std::vector<std::string>{"Name"});
  CHECK(view.detail->sides[1].lines == std::vector<std::string>{"Mine"});
  CHECK(view.detail->sides[2].lines == std::vector<std::string>{"Renamed"});
  REQUIRE(view.detail->choices.size() == 3);
  CHECK(view.detail->can_remember);
  CHECK_FALSE(view.detail->answered_here);
  REQUIRE(view.detail->tenants.size() == 1);
  CHECK(view.detail->tenants[0].name == "Cedar");
  CHECK(entry_text(view.detail->question, view.detail->decided) == "Mine");

  Decision decision;
  decision.cluster = ui.opened;
  decision.take = Take::tenant;
  client.send(GiveAnswers{{decision}, {}});
  client.make_plans();
  view = build_clusters_view(client.state, ui);
  REQUIRE(view.detail);
  CHECK(view.detail->answered_here);
  CHECK(view.detail->choices[1].chosen);
  CHECK(view.detail->row.state == "Tenant's");
  CHECK(view.summary == "3 questions, none is open.");
}

TEST_CASE("clusters view: all open of a kind are answered by one confirmation") {
  Client client = test::client_at_preview();
  ClustersUi ui;
  CHECK(build_clusters_view(client.state, ui).all.why_not == "Choose a kind of conflict first.");
  ui.kind = ConflictType::removed_with_data;
  CHECK(build_clusters_view(client.state, ui).all.why_not == "No question of this kind is open.");
  ui.kind = ConflictType::edit_edit;
  ui.asks_for_all = Take::tenant;
  const AnswerAll all = build_clusters_view(client.state, ui).all;
  CHECK(all.open == 1);
  CHECK(all.title == "Keep tenant's for 1 open question?");
  CHECK(all.detail == "Kind: Both changed. It concerns 1 tenant. F-a, Name.");
  client.send(GiveAnswers{all.decisions, all.questions});
  client.make_plans();
  CHECK(build_clusters_view(client.state, {}).open == 0);
}

TEST_CASE("clusters view: under OVERWRITE the edits take no answer") {
  const Client client = test::client_at_preview(Strategy::overwrite);
  ClustersUi ui;
  for (const ClusterRow& row : build_clusters_view(client.state, {}).rows) {
    ui.opened = row.id;
    const bool is_edit = row.kind.name == label_of(ConflictType::edit_edit).name;
    if (is_edit) CHECK(build_clusters_view(client.state, ui).detail->choices.empty());
  }
}

TEST_CASE("answer words: values are shown a line an element") {
  CHECK(value_lines(nullptr) == std::vector<std::string>{"none"});
  CHECK(value_lines("a\nb") == std::vector<std::string>{"a\nb"});
  CHECK(value_lines({{"name", "Water"}, {"unit", nullptr}, {"de", "Wasser"}}) ==
        std::vector<std::string>{"de: Wasser", "Name: Water"});
  CHECK(value_lines({{{"code", "a"}, {"label", "First"}}, {{"code", "b"}, {"label", "Second"}}}) ==
        std::vector<std::string>{"a – First", "b – Second"});
}

TEST_CASE("answer words: what is entered is read as its attribute wants it") {
  struct Case {
    const char* name;
    Attribute attribute;
    const char* text;
    Json value;  // discarded: refused
  };
  const Json refused(Json::value_t::discarded);
  const Case cases[] = {
      {"a text", Attribute::name, "Water", "Water"},
      {"a text like JSON", Attribute::name, "{\"a\": 1}", "{\"a\": 1}"},
      {"a number", Attribute::decimals, "2", 2},
      {"none", Attribute::decimals, " ", nullptr},
      {"an object", Attribute::translations, R"({"de": "Wasser"})", {{"de", "Wasser"}}},
      {"a broken object", Attribute::translations, "{", refused}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    Conflict conflict;
    conflict.attribute = c.attribute;
    const auto value = entered_value(entry_for(conflict), conflict, c.text);
    CHECK(value.ok() == !c.value.is_discarded());
    if (value) CHECK(*value == c.value);
  }
}

TEST_CASE("what if: every approach with its figures, and the chosen one marked") {
  Client client = test::client_at_preview();
  client.open("/distribute/strategy");
  const WhatIf before = build_wizard_strategy_view(client.state).what_if;
  CHECK(before.progress == "1 of 6 planned");
  client.make_plans();
  const WhatIf after = build_wizard_strategy_view(client.state).what_if;
  CHECK(after.fraction == doctest::Approx(1));
  REQUIRE(after.rows.size() == 6);
  struct Case {
    const char* name;
    int64_t open, dropped, archived;
  };
  const Case cases[] = {{"Skip", 0, 0, 0},          {"Merge, Ask", 1, 0, 7},
                        {"Merge, Peer", 0, 0, 7},   {"Merge, Parent to child", 0, 1, 7},
                        {"Merge, Mirror", 0, 2, 7}, {"Overwrite", 0, 2, 7}};
  for (size_t i = 0; i < 6; ++i) {
    CAPTURE(cases[i].name);
    CHECK(after.rows[i].name == cases[i].name);
    CHECK(after.rows[i].open == counted(cases[i].open, "open question"));
    CHECK(after.rows[i].dropped == counted(cases[i].dropped, "change") + " of tenants dropped");
    CHECK(after.rows[i].archived ==
          counted(cases[i].archived, "stored value") + " archived or failing");
    CHECK(after.rows[i].chosen == (i == 1));
  }
}

}  // namespace datavault
