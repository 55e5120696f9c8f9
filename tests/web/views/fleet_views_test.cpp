#include <doctest/doctest.h>

#include "tests/web/support/client.h"
#include "web/views/overview_view.h"
#include "web/views/palette_view.h"
#include "web/views/tenant_view.h"
#include "web/views/tenants_view.h"

namespace datavault {
namespace {

using test::Client;

void answer_lists(Client& client) {
  client.answer({Call::frameworks}, {{"frameworks",
                                      {{{"id", 5}, {"name", "Small"}, {"latest_version", 2}},
                                       {{"id", 6}, {"name", "Large"}, {"latest_version", 1}}}}});
  client.answer({Call::companies},
                {{"companies",
                  {{{"id", 1}, {"name", "Aurora"}, {"industry", "Energy"}, {"is_active", true}},
                   {{"id", 2}, {"name", "Borealis"}, {"industry", "Food"}, {"is_active", true}},
                   {{"id", 3}, {"name", "Ceres"}, {"industry", "Food"}, {"is_active", false}}}}});
}

Client client_at_overview() {
  Client client = Client::signed_in();
  client.open("/overview");
  answer_lists(client);
  client.answer({Call::fleet},
                {{"active_companies", 10},
                 {"frameworks",
                  {{{"framework_id", 5},
                    {"latest_version", 2},
                    {"current", 6},
                    {"behind", 3},
                    {"customised", 2}},
                   {{"framework_id", 6},
                    {"latest_version", 1},
                    {"current", 0},
                    {"behind", 0},
                    {"customised", 0}}}},
                 {"held", {{{"framework_id", 5}, {"company_id", 1}, {"sync_operation_id", 4}}}}});
  return client;
}

Json audit_row(const char* action, const char* entity, const char* id, const Json& payload = {}) {
  return {{"id", 1},
          {"at", "2025-01-01T00:00:00Z"},
          {"user_email", "ann@x.example"},
          {"action", action},
          {"entity", entity},
          {"entity_id", id},
          {"payload", payload}};
}

}  // namespace

TEST_CASE("overview: a held tenant is counted once, as held") {
  const OverviewView view = build_overview_view(client_at_overview().state);
  REQUIRE(view.fleet.size() == 2);
  CHECK(view.fleet[0].current == 6);
  CHECK(view.fleet[0].behind == 2);
  CHECK(view.fleet[0].held == 1);
  CHECK(view.fleet[0].without == 1);
  CHECK(view.fleet[1].without == 10);
  CHECK(view.all.copies() == 9);
  CHECK(view.fleet[0].sentence() == "6 current, 2 behind, 1 held, 1 without a copy; 2 customised");
}

TEST_CASE("overview: what is held leads to its preview, a failed job to its page") {
  Client client = client_at_overview();
  client.answer({Call::jobs}, {{"jobs",
                                {{{"id", 9}, {"status", "RUNNING"}, {"framework_id", 5}},
                                 {{"id", 8}, {"status", "FAILED"}, {"framework_id", 6}},
                                 {{"id", 7}, {"status", "COMPLETED"}, {"framework_id", 6}}}}});
  const OverviewView view = build_overview_view(client.state);
  REQUIRE(view.concerns.size() == 3);
  CHECK(view.concerns[2].title == "2 tenants behind");
  CHECK(view.concerns[0].title == "Small: 1 tenant held");
  CHECK(view.concerns[0].detail == "Aurora");
  CHECK(view.concerns[0].version == 2);
  CHECK(view.concerns[0].tenants == std::vector<TenantId>{{1}});
  CHECK(view.concerns[1].href == "#/jobs/8");
  REQUIRE(view.running.size() == 1);
  CHECK(view.running[0].id == 9);
}

TEST_CASE("overview: changes are sentences with a place to go, signing in is none") {
  Client client = client_at_overview();
  client.answer({Call::recent_changes},
                {{"audit",
                  {audit_row("auth.login", "user", "1"),
                   audit_row("framework.import", "framework", "5", {{"version", 2}}),
                   audit_row("company.framework.edit", "company", "1", {{"framework_id", 5}}),
                   audit_row("sync.distribute", "job", "4")}}});
  const OverviewView view = build_overview_view(client.state);
  REQUIRE(view.changes.size() == 3);
  CHECK(view.changes[0].what == "Published Small, version 2");
  CHECK(view.changes[0].who == "ann@x.example");
  CHECK(view.changes[1].href == "#/tenants/1/frameworks/5");
  CHECK(view.changes[2].what == "Distributed (job 4)");
}

TEST_CASE("overview: loading and failing are said") {
  Client client = Client::signed_in();
  client.open("/overview");
  CHECK(build_overview_view(client.state).fleet_load.waiting);
  answer_lists(client);
  client.answer({Call::fleet}, {{"error", "Broken."}}, 500);
  CHECK(build_overview_view(client.state).fleet_load.problem == "Broken.");
}

TEST_CASE("tenants: filtered and sorted by what their copies are like") {
  Client client = Client::signed_in();
  client.open("/tenants");
  answer_lists(client);
  client.answer({Call::fleet_tenants},
                {{"companies",
                  {{{"company_id", 1}, {"copies", 2}, {"behind", 0}, {"customised", 1}},
                   {{"company_id", 2}, {"copies", 2}, {"behind", 2}, {"customised", 0}}}}});
  const auto names = [&](const TenantsUi& ui) {
    std::string text;
    for (const TenantRow& row : build_tenants_view(client.state, ui).rows) text += row.name[0];
    return text;
  };
  CHECK(names({}) == "ABC");
  CHECK(names({.active = true}) == "AB");
  CHECK(names({.behind = true}) == "B");
  CHECK(names({.customised = true}) == "A");
  CHECK(names({.industry = 2}) == "BC");
  CHECK(names({.order = TenantOrder::behind, .descending = true}) == "BCA");
  CHECK(names({.search = "food"}) == "BC");
}

TEST_CASE("tenant: frameworks with version and state; the parts are asked for when shown") {
  Client client = Client::signed_in();
  client.open("/tenants/1");
  answer_lists(client);
  client.answer({Call::tenant_copies, 1},
                {{"frameworks",
                  {{{"framework_id", 5},
                    {"name", "Small"},
                    {"base_version", 1},
                    {"latest_version", 2},
                    {"edits", 3}},
                   {{"framework_id", 8}, {"name", "Own"}, {"base_version", nullptr}}}}});
  TenantUi ui;
  TenantView view = build_tenant_view(client.state, ui);
  REQUIRE(view.copies.size() == 2);
  CHECK(view.copies[0].version == "Version 1 of 2");
  CHECK(view.copies[0].standing.name == "Behind");
  CHECK(view.copies[1].standing.name == "Own framework");
  CHECK(view.behind == 1);
  CHECK_FALSE(view.wants_part);
  ui.tab = 3;
  CHECK(build_tenant_view(client.state, ui).wants_part);
  client.send(LoadTenantPart{1, TenantPart::values, 50, 0});
  CHECK_FALSE(build_tenant_view(client.state, ui).wants_part);
  client.answer({Call::tenant_entities, 1},
                {{"entities",
                  {{{"id", 1}, {"name", "Group"}, {"kind", "GROUP"}},
                   {{"id", 2}, {"name", "Site"}, {"kind", "SITE"}, {"parent_id", 1}}}}});
  client.answer({Call::tenant_values, 1, 50}, {{"total", 51},
                                               {"values",
                                                {{{"field_code", "E1"},
                                                  {"entity_id", 2},
                                                  {"period", "2024"},
                                                  {"value", "12"},
                                                  {"unit", "t"},
                                                  {"status", "APPROVED"}}}}});
  view = build_tenant_view(client.state, ui);
  REQUIRE(view.values.size() == 1);
  CHECK(view.values[0].entity == "Site");
  CHECK(view.value_page.first == 50);
  REQUIRE(view.entities.size() == 2);
  CHECK(view.entities[1].depth == 1);
}

TEST_CASE("tenant: one that is not there") {
  Client client = Client::signed_in();
  client.open("/tenants/99");
  CHECK(build_tenant_view(client.state, {}).found);  // not known yet
  answer_lists(client);
  CHECK_FALSE(build_tenant_view(client.state, {}).found);
}

TEST_CASE("palette: letters in order find, beginnings of words come first") {
  CHECK(fuzzy_score("overview", "ovw") >= 0);
  CHECK(fuzzy_score("overview", "wo") < 0);
  CHECK(fuzzy_score("ghg protocol", "gp") > fuzzy_score("aggregate", "gp"));
  CHECK(fuzzy_score("jobs", "jobs") > fuzzy_score("jobs of today", "jobs"));
}

TEST_CASE("palette: pages and actions at first, then everything that fits") {
  const Client client = client_at_overview();
  const auto first = [&](std::string_view query) {
    const auto entries = build_palette(client.state, query);
    return entries.empty() ? std::string() : entries.front().title;
  };
  CHECK(first("") == "Overview");
  CHECK(first("small") == "Small");
  CHECK(first("edit small") == "Edit Small");
  CHECK(first("boreal") == "Borealis");
  CHECK(first("sign out") == "Sign out");
  CHECK(first("zzz").empty());
  CHECK(build_palette(client.state, "distribute small").front().path == "/distribute?framework=5");
}

}  // namespace datavault
