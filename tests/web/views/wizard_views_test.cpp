#include <doctest/doctest.h>

#include "core/plan/snapshot_json.h"
#include "tests/web/support/client.h"
#include "web/views/submit_view.h"
#include "web/views/wizard_frame_view.h"
#include "web/views/wizard_framework_view.h"
#include "web/views/wizard_preview_view.h"
#include "web/views/wizard_strategy_view.h"
#include "web/views/wizard_tenants_view.h"

namespace datavault {
namespace {

using test::Client;

std::string text_of(const std::vector<PreviewRow>& rows) {
  std::string text;
  for (const PreviewRow& row : rows) text += row.name + ":" + std::string(row.outcome.name) + " ";
  return text;
}

std::string names_of(const std::vector<TenantCard>& cards) {
  std::string text;
  for (const TenantCard& card : cards) text += card.name + " ";
  return text;
}

}  // namespace

TEST_CASE("tenants view: every tenant with its state") {
  const Client client = test::client_at_preview();
  const auto view = build_wizard_tenants_view(client.state, {});
  REQUIRE(view.cards.size() == 6);
  const char* badges[] = {"Behind (v1)", "Behind (v1)", "Behind (v1)",
                          "Not adopted", "Current",     "Inactive"};
  for (size_t i = 0; i < 6; ++i) CHECK(view.cards[i].badge == badges[i]);
  CHECK(view.cards[0].edits.empty());
  CHECK(view.cards[1].edits == "1 own change");
  CHECK(view.selection == "6 of 6 tenants selected");
  CHECK(view.all_shown_selected);
}

TEST_CASE("tenants view: search, state and industry narrow what is shown, not the selection") {
  Client client = test::client_at_preview();
  client.send(SelectTenants{{{1}, {5}, {6}}, false});
  WizardTenantsUi ui;
  ui.search = "retail";
  auto view = build_wizard_tenants_view(client.state, ui);
  CHECK(names_of(view.cards) == "Cedar Delta ");
  CHECK(view.filtered);
  CHECK(view.selection == "3 of 6 tenants selected");
  ui = {};
  ui.state = static_cast<int>(TenantState::behind) + 1;
  view = build_wizard_tenants_view(client.state, ui);
  CHECK(names_of(view.cards) == "Acme Borealis Cedar ");
  CHECK_FALSE(view.all_shown_selected);
  REQUIRE(view.industries.size() == 3);
  CHECK(view.industries[2].name == "Retail");
  CHECK(view.industries[2].all_selected);
  CHECK_FALSE(view.industries[1].all_selected);
}

TEST_CASE("strategy view: each strategy shows its own effect and what it drops") {
  Client client = test::client_at_preview();
  client.open("/distribute/strategy");
  client.make_plans();
  const auto view = build_wizard_strategy_view(client.state);
  REQUIRE(view.cards.size() == 4);
  const StrategyCard& merge = view.cards[0];
  CHECK(merge.chosen);
  CHECK(merge.summary == "1 Created, 1 Updated, 1 Merged, 1 Held, 1 Up to date, 1 Skipped");
  CHECK(merge.held == "1 tenant is held: conflicts need an answer first.");
  CHECK(merge.losses.size() == 1);  // the archived values
  const StrategyCard& skip = view.cards[1];
  CHECK(skip.losses.empty());
  const StrategyCard& overwrite = view.cards[2];
  CHECK(overwrite.impact.dropped_edits == 2);
  CHECK(overwrite.losses[0].title == "2 changes of 2 tenants are dropped");
  CHECK(overwrite.losses[1].title == "7 stored values of 1 tenant are archived");
}

TEST_CASE("preview view: a row a tenant, filtered by outcome, kind and search") {
  const Client client = test::client_at_preview();
  WizardPreviewUi ui;
  auto view = build_wizard_preview_view(client.state, ui);
  CHECK(text_of(view.rows) ==
        "Acme:Updated Borealis:Merged Cedar:Held Delta:Created Elm:Up to date Fjord:Skipped ");
  CHECK(view.made == "6 tenants planned in 1.5 ms, in this browser");
  CHECK(view.digest == client.state.wizard.planned({Strategy::merge, Preset::ask})->plan->digest);
  ui.outcome = Outcome::hold;
  CHECK(text_of(build_wizard_preview_view(client.state, ui).rows) == "Cedar:Held ");
  ui = {};
  ui.kind = ConflictType::removed_with_data;
  CHECK(text_of(build_wizard_preview_view(client.state, ui).rows) == "Acme:Updated ");
  ui = {};
  ui.search = "banking";
  CHECK(text_of(build_wizard_preview_view(client.state, ui).rows) ==
        "Elm:Up to date Fjord:Skipped ");
}

TEST_CASE("preview view: an opened tenant shows each conflict with its sides") {
  const Client client = test::client_at_preview();
  WizardPreviewUi ui;
  ui.opened = {3};
  const auto view = build_wizard_preview_view(client.state, ui);
  REQUIRE(view.detail);
  CHECK(view.detail->name == "Cedar");
  REQUIRE(view.detail->conflicts.size() == 1);
  const ConflictView& conflict = view.detail->conflicts[0];
  CHECK(conflict.attribute == "Name");
  CHECK(conflict.base == "Name");
  CHECK(conflict.tenant == "Mine");
  CHECK(conflict.master == "Renamed");
  CHECK(conflict.code == "F-a");
  CHECK(conflict.severity.name == "Blocking");
  CHECK(conflict.answer.empty());
}

TEST_CASE("preview view: tenants beyond the version are named and can be left out") {
  Client client = Client::signed_in();
  client.state.wizard.draft = Wizard::Draft::known;
  Snapshot snapshot = test::small_snapshot();
  snapshot.target_version = 1;
  client.state.wizard.framework = {5};
  client.state.wizard.version = 1;
  client.state.wizard.snapshot.arrive(
      {std::make_shared<const Snapshot>(std::move(snapshot)), 0, false}, 0);
  client.send(SelectTenants{{{4}, {5}}, true});
  client.open("/distribute/preview");
  client.make_plans();
  auto view = build_wizard_preview_view(client.state, {});
  CHECK(view.refusal.find("Elm") != std::string::npos);
  CHECK(view.leave_out == std::vector<TenantId>{{5}});
  client.forget();
  client.send(SelectTenants{view.leave_out, false});
  client.make_plans();
  CHECK(build_wizard_preview_view(client.state, {}).rows.size() == 1);
}

TEST_CASE("frame view: says why one cannot go on") {
  Client client = Client::signed_in();
  client.state.wizard.draft = Wizard::Draft::known;
  client.open("/distribute");
  auto view = build_wizard_frame_view(client.state);
  CHECK_FALSE(view.can_continue);
  CHECK(view.why_not == "Choose a framework first.");
  client.send(ChooseFramework{{5}, 2});
  CHECK(build_wizard_frame_view(client.state).can_continue);
  client.open("/distribute/tenants");
  CHECK(build_wizard_frame_view(client.state).why_not ==
        "The state of the tenants is being loaded.");
  client.answer({Call::snapshot, 5, 2}, {{"snapshot", snapshot_to_json(test::small_snapshot())}});
  CHECK(build_wizard_frame_view(client.state).why_not == "Select at least one tenant.");
}

TEST_CASE("frame view: sums up what was chosen") {
  const Client client = test::client_at_preview();
  const auto view = build_wizard_frame_view(client.state);
  CHECK(view.subtitle == "Small framework, version 2 · 6 tenants · Merge");
  CHECK(view.snapshot_taken == "State of @1000");
  CHECK(view.snapshot_age == "since @1000");
  CHECK(view.back_path == "/distribute/strategy");
  CHECK(view.next_label == "Distribute to 6 tenants");
  CHECK(view.next_path.empty());
  CHECK(view.can_continue);
}

TEST_CASE("framework step: only what can be distributed, with the chosen version's notes") {
  Client client = Client::signed_in();
  client.state.wizard.draft = Wizard::Draft::known;
  client.open("/distribute");
  client.answer({Call::frameworks},
                {{"frameworks",
                  {{{"id", 5}, {"name", "Small"}, {"latest_version", 2}, {"field_count", 2}},
                   {{"id", 6}, {"name", "Empty"}, {"latest_version", nullptr}},
                   {{"id", 7}, {"name", "Own"}, {"latest_version", 1}, {"owner_company_id", 3}}}}});
  client.send(ChooseFramework{{5}, 0});
  client.answer(
      {Call::versions, 5},
      {{"versions", {{{"number", 1}, {"notes", "First"}}, {{"number", 2}, {"notes", "Second"}}}}});
  const auto view = build_wizard_framework_view(client.state, {});
  REQUIRE(view.cards.size() == 1);
  CHECK(view.cards[0].chosen);
  REQUIRE(view.chosen_version == 0);
  CHECK(view.versions[0].notes == "Second");
  CHECK(view.versions[0].title == "Version 2 (latest)");
}

TEST_CASE("submit view: the confirmation names what is dropped and archived") {
  Client client = test::client_at_preview(Strategy::overwrite);
  client.send(AskToSubmit{});
  const auto view = build_submit_view(client.state);
  CHECK(view.shows == SubmitView::Shows::confirmation);
  CHECK(view.title == "Distribute Small framework, version 2?");
  std::string losses;
  for (const Loss& loss : view.losses) losses += loss.detail + "\n";
  CHECK(losses.find("Tenants: Borealis, Cedar.") != std::string::npos);
  CHECK(losses.find("Fields: F-c (7 values).") != std::string::npos);
  CHECK(view.drops_edits);
}

TEST_CASE("submit view: stale tenants by name, and how many could go on") {
  Client client = test::client_at_preview();
  client.send(AskToSubmit{});
  client.send(ConfirmSubmit{});
  client.send(KeyMade{"k"});
  client.answer(
      {Call::distribute, 5, 2},
      {{"error", "Changed."},
       {"code", "plan_stale"},
       {"details", {{"targets", {{{"company_id", 2}, {"reason", "Its copy changed."}}}}}}},
      409);
  const auto view = build_submit_view(client.state);
  REQUIRE(view.stale.size() == 1);
  CHECK(view.stale[0].name == "Borealis");
  CHECK(view.stale[0].reason == "Its copy changed.");
  CHECK(view.unchanged == 5);
}

}  // namespace datavault
