#include <doctest/doctest.h>

#include "tests/web/support/client.h"
#include "web/views/job_view.h"
#include "web/views/template_bulk_view.h"
#include "web/views/template_changes.h"
#include "web/views/template_creation_view.h"
#include "web/views/template_import_view.h"
#include "web/views/template_provision_view.h"
#include "web/views/template_upgrade_view.h"
#include "web/views/template_view.h"
#include "web/views/templates_view.h"

namespace datavault {

using test::Client;

namespace {

Json listed(int64_t id, const std::string& name, const std::string& industry, bool is_builtin) {
  return {{"id", id},
          {"name", name},
          {"industry", industry},
          {"is_public", is_builtin},
          {"is_builtin", is_builtin},
          {"latest_version", 2},
          {"usage_count", is_builtin ? 0 : 3},
          {"behind_count", is_builtin ? 0 : 1},
          {"summary", {{"frameworks", 2}, {"entities", 1}}}};
}

Json version_of(int64_t number, const Json& content) {
  return {{"template", listed(5, "Energy", "Energy", false)},
          {"version", {{"number", number}}},
          {"summary", {{"entities", 1}}},
          {"content", content},
          {"frameworks", Json::array()}};
}

Json entity(const char* key, const char* name, const Json& parent = nullptr) {
  return {{"key", key}, {"name", name}, {"kind", "SITE"}, {"parent", parent}};
}

std::vector<std::string> names(const TemplatesView& view) {
  std::vector<std::string> list;
  for (const TemplateCard& card : view.cards) list.push_back(card.name);
  return list;
}

}  // namespace

TEST_CASE("gallery: the address filters it") {
  Client client = Client::signed_in();
  client.open("/templates");
  client.answer({Call::templates},
                {{"templates",
                  {listed(1, "Banking", "Banking", true), listed(2, "Power", "Energy", true),
                   listed(5, "Ours", "Energy", false)}}});
  CHECK(names(build_templates_view(client.state)).size() == 3);
  struct Case {
    const char* path;
    std::vector<std::string> shown;
  };
  const Case cases[] = {{"/templates?industry=Energy", {"Power", "Ours"}},
                        {"/templates?origin=builtin", {"Banking", "Power"}},
                        {"/templates?origin=own&access=private", {"Ours"}},
                        {"/templates?access=public&search=pow", {"Power"}},
                        {"/templates?search=nothing", {}}};
  for (const Case& one : cases) {
    CAPTURE(one.path);
    client.open(one.path);
    CHECK(names(build_templates_view(client.state)) == one.shown);
  }
  client.open("/templates");
  const TemplateCard card = build_templates_view(client.state).cards[2];
  CHECK(card.contents == "2 frameworks · 1 entity");
  CHECK(card.usage == "3 tenants");
  CHECK(card.behind == "1 behind");
}

TEST_CASE("templates need the server: without it, only what is here is shown") {
  Client client = Client::signed_in();
  client.send(NetworkChanged{false});
  client.open("/templates");
  CHECK_FALSE(build_templates_view(client.state).server.is_here);
  client.answer({Call::templates}, {{"templates", {listed(1, "Banking", "Banking", true)}}});
  client.send(NetworkChanged{false});
  CHECK(build_templates_view(client.state).server.is_here);
  CHECK_FALSE(build_templates_view(client.state).server.is_reachable);
}

TEST_CASE("template: what cannot be deleted says why before anybody tries") {
  Client client = Client::signed_in();
  client.open("/templates/5");
  client.answer({Call::template_detail, 5}, version_of(2, {{"entities", Json::array()}}));
  CHECK_FALSE(build_template_view(client.state, {}).why_kept.empty());
  client.answer({Call::template_detail, 5}, {{"error", "Gone."}, {"code", "template_not_found"}},
                404);
  CHECK_FALSE(build_template_view(client.state, {}).is_found);
}

TEST_CASE("contents: entities are a tree, and a parameter says whether it has to be given") {
  const TemplateContents contents = template_contents_from(
      {{"entities", {entity("b", "Below", "top"), entity("top", "Top"), entity("c", "Deep", "b")}},
       {"parameters",
        {{{"name", "city"}, {"label", "City"}, {"default", nullptr}},
         {{"name", "country"}, {"label", "Country"}, {"default", "DE"}}}},
       {"settings", {{"due_days", "30"}}},
       {"users", {{{"role", "ADMIN"}, {"count", 2}}}}},
      Json());
  const TemplateContentsView view = build_contents_view(Client::signed_in().state, contents);
  REQUIRE(view.entities.size() == 3);
  CHECK(view.entities[0].name == "Top");
  CHECK(view.entities[2].depth == 2);
  CHECK(view.parameters[0].value == "has to be given");
  CHECK(view.parameters[1].value == "DE unless given");
  CHECK(view.settings[0].name == "Due days");
  CHECK(view.users[0].name == "Admin");
}

TEST_CASE("template_changes: what the second version changes; nothing against itself") {
  const auto contents = [](const Json& entities, const Json& settings, const Json& assignments,
                           int version) {
    return template_contents_from({{"entities", entities},
                                   {"settings", settings},
                                   {"assignments", assignments},
                                   {"frameworks",
                                    {{{"key", "ghg"},
                                      {"name", "GHG"},
                                      {"version", version},
                                      {"version_digest", std::to_string(version)},
                                      {"overlay", Json::object()}}}}},
                                  Json());
  };
  const TemplateContents before =
      contents({entity("a", "Plant"), entity("b", "Old")}, {{"currency", "EUR"}},
               {{{"field_uid", "u1"}, {"entity", "a"}, {"unit", "kg"}}}, 1);
  const TemplateContents after = contents({entity("a", "Works"), entity("c", "New", "a")},
                                          {{"currency", "USD"}, {"due_days", "9"}},
                                          {{{"field_uid", "u1"}, {"entity", "a"}, {"unit", "t"}},
                                           {{"field_uid", "u2"}, {"entity", "a"}}},
                                          2);
  CHECK(template_changes(before, before).empty());
  std::vector<std::string> lines;
  for (const TemplateChange& change : template_changes(before, after)) {
    lines.push_back(change.part + " " + change.name + ": " + std::string(change.kind.name) + " " +
                    change.what);
  }
  CHECK(lines ==
        std::vector<std::string>{
            "Framework GHG: Changed Version: 1 → 2", "Entity Works: Changed Name: Plant → Works",
            "Entity Old: Removed ", "Entity New: Added ", "Assignments 1 assignment: Added ",
            "Assignments 1 assignment: Changed ", "Setting Currency: Changed Value: EUR → USD",
            "Setting Due days: Changed Value: none → 9"});
}

TEST_CASE("provisioning: what is typed is checked at once, what is missing only when asked") {
  Client client = Client::signed_in();
  client.open("/templates/5/provision");
  client.answer({Call::companies}, {{"companies", {{{"id", 1}, {"slug", "acme"}}}}});
  client.answer({Call::template_detail, 5},
                version_of(2, {{"parameters", {{{"name", "city"}, {"label", "City"}}}}}));
  CHECK(build_provision_view(client.state).fields.name_error.empty());
  CompanyForm form;
  form.slug = "acme";
  form.email = "x";
  client.send(EditCompany{form});
  CHECK_FALSE(build_provision_view(client.state).fields.slug_error.empty());
  CHECK_FALSE(build_provision_view(client.state).fields.email_error.empty());
  CHECK(build_provision_view(client.state).fields.parameters[0].error.empty());
  client.send(CheckCompany{});
  CHECK_FALSE(build_provision_view(client.state).fields.name_error.empty());
  CHECK_FALSE(build_provision_view(client.state).fields.parameters[0].error.empty());
  form = {"Borealis", "borealis", "", "a@b.test", {{"city", "Oslo"}}};
  client.send(EditCompany{form});
  client.send(CheckCompany{});
  client.answer({Call::check_company, 5},
                {{"error", "Taken."}, {"code", "email_taken"}, {"where", "admin_email"}}, 409);
  CHECK(build_provision_view(client.state).fields.email_error == "Taken.");
  CHECK(build_provision_view(client.state).problem.empty());
}

TEST_CASE("bulk: rows with something wrong can be shown alone, and the way on says what is next") {
  Client client = Client::signed_in();
  client.open("/templates/5/bulk");
  client.answer({Call::companies}, {{"companies", Json::array()}});
  client.answer({Call::template_detail, 5}, version_of(2, {{"entities", Json::array()}}));
  client.send(ReadCompanies{"name,slug\nA,a\nB,Bad slug\n"});
  BulkUi ui;
  BulkView view = build_bulk_view(client.state, ui);
  CHECK(view.status == "2 companies, 1 is wrong");
  CHECK(view.can_check);
  CHECK_FALSE(view.can_make);
  ui.only_problems = true;
  view = build_bulk_view(client.state, ui);
  REQUIRE(view.rows.size() == 1);
  CHECK(view.rows[0].problem.rfind("Slug: ", 0) == 0);
  client.send(DropCompany{1});
  client.send(CheckCompanies{});
  client.answer({Call::check_companies, 5},
                {{"companies", {{{"company_slug", "a"}, {"problem", nullptr}}}}});
  view = build_bulk_view(client.state, {});
  CHECK(view.can_make);
  CHECK(view.make_label == "Provision 1 company");
}

TEST_CASE("links_csv: one row a link, whole addresses") {
  CHECK(links_csv({{"A, B", "a@b.test", "/#/welcome?token=t", "2026-01-01"}}, "https://v.test") ==
        "Company,E-mail,Link,Works until\r\n"
        "\"A, B\",a@b.test,https://v.test/#/welcome?token=t,2026-01-01\r\n");
}

TEST_CASE("creation: the steps have addresses that name the tenant, and the way on waits") {
  Client client = Client::signed_in();
  client.open("/templates/new");
  CHECK_FALSE(build_template_creation_view(client.state, {}).can_continue);
  client.open("/templates/new?tenant=7");
  TemplateCreationView view = build_template_creation_view(client.state, {});
  CHECK(view.can_continue);
  CHECK(view.next_path == "/templates/new?step=parts&tenant=7");
  client.open("/templates/new?tenant=7&step=preview");
  view = build_template_creation_view(client.state, {});
  CHECK(view.step == CreationStep::preview);
  CHECK_FALSE(view.can_continue);
  client.open("/templates/new?tenant=7&step=details");
  CHECK(build_template_creation_view(client.state, {}).why_not == "Give it a name.");
}

TEST_CASE("upgrade: tenants, conflicts and what the version changes for them") {
  Client client = Client::signed_in();
  client.open("/templates/5/upgrade");
  client.answer({Call::template_detail, 5},
                version_of(2, {{"entities", {entity("plant", "Works")}},
                               {"parameters", {{{"name", "city"}, {"label", "City"}}}}}));
  client.answer({Call::template_tenants, 5},
                {{"tenants",
                  {{{"company_id", 1}, {"name", "Acme"}, {"version", 1}, {"is_behind", true}},
                   {{"company_id", 2},
                    {"name", "Borealis"},
                    {"version", 1},
                    {"is_behind", true},
                    {"parameters", {{"city", "Oslo"}}}}}}});
  client.answer({Call::template_detail, 5, 1},
                version_of(1, {{"entities", {entity("plant", "Plant")}}}));
  client.answer({Call::upgrade_preview, 5},
                {{"plan",
                  {{"digest", "d"},
                   {"targets",
                    {{{"company_id", 1}, {"outcome", "HOLD"}, {"conflicts", 1}},
                     {{"company_id", 2}, {"outcome", "FAST_FORWARD"}}}}}},
                 {"conflicts",
                  {{{"company_id", 1},
                    {"cluster", "c1"},
                    {"type", "EDIT_EDIT"},
                    {"severity", "BLOCKING"},
                    {"part", "ENTITY"},
                    {"subject", "plant"},
                    {"aspect", "name"},
                    {"tenant", "Mine"},
                    {"master", "Works"},
                    {"answers", {"MASTER", "TENANT"}}}}}});
  UpgradeUi ui;
  ui.opened = TenantId{1};
  const UpgradeView view = build_upgrade_view(client.state, ui);
  REQUIRE(view.rows.size() == 2);
  CHECK(view.rows[0].outcome.name == "Held");
  CHECK(view.rows[0].conflicts == "1 conflict");
  CHECK(view.rows[1].outcome.name == "Updated");
  CHECK(view.action == "Upgrade 1 tenant");
  REQUIRE(view.questions.size() == 1);
  CHECK(view.questions[0].title == "Works, name");
  CHECK(view.questions[0].tenants == "Acme");
  REQUIRE(view.changes.size() == 1);
  CHECK(view.changes[0].title == "From version 1 (2 tenants)");
  CHECK(view.changes[0].changes.size() == 1);
  REQUIRE(view.asked.size() == 1);
  CHECK(view.asked[0].label == "City");
  CHECK(view.opened_name == "Acme");
  REQUIRE(view.opened_conflicts.size() == 1);
  CHECK(view.opened_conflicts[0].master == "Works");
}

TEST_CASE("import: who signed a document is said, and that its name is taken stands at the name") {
  Client client = Client::signed_in();
  client.open("/templates/import");
  client.send(
      ReadDocument{R"({"schema": "datavault.template/1", "key": "k", "name": "K", "version": 3})"});
  TemplateImportView view = build_template_import_view(client.state);
  CHECK(view.subtitle == "Version 3, key k");
  CHECK(view.trust.rfind("Nobody", 0) == 0);
  client.answer({Call::check_document},
                {{"error", "Taken."}, {"code", "template_name_taken"}, {"where", "name"}}, 409);
  view = build_template_import_view(client.state);
  CHECK(view.name_error == "Taken.");
  CHECK_FALSE(view.is_ready);
}

TEST_CASE("jobs about templates are named by them") {
  Client client = Client::signed_in();
  client.open("/templates");
  client.answer({Call::templates}, {{"templates", {listed(5, "Ours", "Energy", false)}}});
  Job job;
  job.template_id = 5;
  job.version = 2;
  job.kind = "TEMPLATE_PROVISION";
  CHECK(job_title(client.state, job) == "Tenants from template Ours, version 2");
  job.kind = "TEMPLATE_UPGRADE";
  CHECK(job_title(client.state, job) == "Upgrade to template Ours, version 2");
}

}  // namespace datavault
