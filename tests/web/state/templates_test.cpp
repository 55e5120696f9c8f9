#include "web/state/templates.h"

#include <doctest/doctest.h>

#include "tests/web/support/client.h"

namespace datavault {

using test::Client;

namespace {

Json row(int64_t id, const std::string& name, bool is_builtin = false) {
  return {{"id", id},
          {"key", "k" + std::to_string(id)},
          {"name", name},
          {"industry", "Energy"},
          {"is_public", true},
          {"is_builtin", is_builtin},
          {"latest_version", 2},
          {"usage_count", 2},
          {"behind_count", 1},
          {"summary", {{"frameworks", 1}, {"entities", 1}}}};
}

Json content() {
  return {
      {"parameters", {{{"name", "city"}, {"label", "City"}, {"default", nullptr}}}},
      {"frameworks", Json::array()},
      {"entities",
       {{{"key", "group"}, {"name", "{{company_name}}"}, {"kind", "GROUP"}, {"parent", nullptr}}}},
      {"settings", {{"currency", "EUR"}}}};
}

Json detail() {
  return {{"template", row(5, "Energy")},
          {"version", {{"number", 2}}},
          {"summary", {{"entities", 1}}},
          {"content", content()},
          {"frameworks", Json::array()}};
}

/// At a page of template 5, whose contents and companies are here.
Client client_at(const std::string& part) {
  Client client = Client::signed_in();
  client.open("/templates/5" + part);
  client.answer({Call::companies},
                {{"companies", {{{"id", 1}, {"name", "Acme"}, {"slug", "acme"}}}}});
  client.answer({Call::template_detail, 5}, detail());
  return client;
}

CompanyForm borealis() {
  CompanyForm form;
  form.name = "Borealis";
  form.email = "a@borealis.test";
  form.parameters["city"] = "Oslo";
  return form;
}

Json sent(const Client& client, Call call) {
  const auto request = client.last_call(call);
  REQUIRE(request);
  return parse_json(request->request.body).value();
}

std::string sent_header(const Client& client, Call call, const std::string& name) {
  const auto request = client.last_call(call);
  REQUIRE(request);
  for (const auto& header : request->request.headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

}  // namespace

TEST_CASE("templates: a page asks for what it shows") {
  Client client = Client::signed_in();
  client.open("/templates");
  CHECK(client.last_call(Call::templates));
  client.open("/templates/5?version=1");
  CHECK(client.last_call(Call::template_versions));
  CHECK(client.last_call(Call::template_tenants));
  CHECK(client.last_call(Call::template_detail)->request.path ==
        "/superadmin/api/templates/5/preview?version=1");
}

TEST_CASE("templates: many tenants arrive in pages") {
  Client client = Client::signed_in();
  client.open("/templates/5");
  client.answer({Call::template_tenants, 5},
                {{"tenants", {{{"company_id", 1}, {"version", 1}}}}, {"next_cursor", "1"}});
  CHECK(client.last_call(Call::template_tenants)->tag.version == 1);
  client.answer({Call::template_tenants, 5, 1},
                {{"tenants", {{{"company_id", 2}, {"version", 2}}}}, {"next_cursor", nullptr}});
  const auto& tenants = client.state.templates.pages.at(5).tenants;
  CHECK(tenants.value.size() == 2);
  CHECK(tenants.status == LoadStatus::ready);
}

TEST_CASE("templates: deleting goes back to the gallery, and a refusal stays in the dialog") {
  Client client = client_at("");
  client.send(ShowTemplateForm{TemplateForm::remove});
  client.send(DeleteTemplate{5});
  client.answer({Call::delete_template, 5},
                {{"error", "In use."}, {"code", "template_in_use"}, {"details", {{"tenants", 2}}}},
                409);
  CHECK(client.state.templates.form == TemplateForm::remove);
  CHECK(client.state.templates.task.failure.code == "template_in_use");
  client.send(DeleteTemplate{5});
  client.answer({Call::delete_template, 5}, {{"deleted", 5}});
  CHECK(client.state.route.page == Page::templates);
  CHECK(client.state.templates.pages.count(5) == 0);
}

TEST_CASE("templates: an export is the document alone, as a file") {
  Client client = client_at("");
  client.send(ExportTemplate{5, 0});
  client.answer({Call::export_template, 5},
                {{"document", {{"key", "energy"}, {"version", 2}, {"schema", "x"}}}});
  const auto file = client.last<OfferFile>();
  REQUIRE(file);
  CHECK(file->name == "energy-2.template.json");
  CHECK(parse_json(file->content).value()["schema"] == "x");
}

TEST_CASE("provisioning: nothing is made before it was previewed, and an edit drops the preview") {
  Client client = client_at("/provision");
  client.send(EditCompany{borealis()});
  CHECK(client.state.templates.provisioning.form.slug == "borealis");
  client.send(ProvisionCompany{});
  CHECK_FALSE(client.last<MakeKey>());
  client.send(CheckCompany{});
  CHECK(sent(client, Call::check_company)["dry_run"] == true);
  CHECK(sent(client, Call::check_company)["version"] == 2);
  client.answer({Call::check_company, 5},
                {{"company", {{"company_slug", "borealis"}}}, {"preview", content()}});
  CHECK(client.state.templates.provisioning.preview.has_value);
  CompanyForm other = client.state.templates.provisioning.form;
  other.name = "Cedar";
  client.send(EditCompany{other});
  CHECK_FALSE(client.state.templates.provisioning.preview.has_value);
}

TEST_CASE("provisioning: what is missing is said, and the server is not asked") {
  Client client = client_at("/provision");
  client.send(CheckCompany{});
  CHECK_FALSE(client.last_call(Call::check_company));
  CHECK(client.state.templates.provisioning.shows_missing);
}

TEST_CASE(
    "provisioning: once, with one key, also after nobody answered; the link goes with the page") {
  Client client = client_at("/provision");
  client.send(EditCompany{borealis()});
  client.send(CheckCompany{});
  client.answer({Call::check_company, 5}, {{"company", Json::object()}, {"preview", content()}});
  client.send(ProvisionCompany{});
  client.send(ProvisionCompany{});
  client.send(KeyMade{"key-1", 0});
  CHECK(sent_header(client, Call::provision_company, "Idempotency-Key") == "key-1");
  client.fail({Call::provision_company, 5});
  CHECK(client.state.templates.provisioning.post.phase == OneTimePost::Phase::unanswered);
  client.forget();
  client.send(ProvisionCompany{});
  CHECK(sent_header(client, Call::provision_company, "Idempotency-Key") == "key-1");
  client.answer(
      {Call::provision_company, 5},
      {{"sync_operation_id", 31},
       {"summary", {{"entities", 1}}},
       {"company",
        {{"company_id", 9},
         {"company_name", "Borealis"},
         {"admin_link", {{"email", "a@borealis.test"}, {"path", "/#/welcome?token=t"}}}}}},
      202);
  const Provisioning& made = client.state.templates.provisioning;
  CHECK(made.job == 31);
  REQUIRE(made.link);
  CHECK(made.link->path == "/#/welcome?token=t");
  CHECK(client.state.route.query_integer("job") == 31);
  CHECK(client.last_call(Call::job)->tag.id == 31);
  client.open("/jobs/31");
  CHECK_FALSE(client.state.templates.provisioning.link);
}

TEST_CASE("provisioning: a draft is kept in the browser and comes back with the page") {
  Client client = client_at("/provision");
  client.send(EditCompany{borealis()});
  const auto kept = client.kept("u1/template-draft");
  REQUIRE(kept);
  Client later = client_at("/provision");
  later.send(BlobArrived{"u1/template-draft", kept});
  CHECK(later.state.templates.provisioning.form.name == "Borealis");
  CHECK(later.state.templates.provisioning.form.parameters.at("city") == "Oslo");
}

TEST_CASE("bulk: rows are checked here first; slugs that earlier rows take are taken") {
  Client client = client_at("/bulk");
  client.send(ReadCompanies{"name,slug,city\nA,x,Kiel\nB,x,Kiel\nC,acme,Kiel\nD,,\n"});
  const auto& rows = client.state.templates.bulk.rows;
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].problems.empty());
  CHECK(rows[1].problems.contains("company_slug"));
  CHECK(rows[2].problems.contains("company_slug"));
  CHECK(rows[3].problems.contains("parameters, city"));
}

TEST_CASE("bulk: what the server finds stands at its row, until the row is edited") {
  Client client = client_at("/bulk");
  client.send(ReadCompanies{"name,city\nA,Kiel\nB,Kiel\n"});
  client.send(CheckCompanies{});
  CHECK(sent(client, Call::check_companies)["companies"].size() == 2);
  client.answer(
      {Call::check_companies, 5},
      {{"problems", 1},
       {"companies",
        {{{"company_slug", "a"}, {"problem", nullptr}},
         {{"company_slug", "b"},
          {"problem",
           {{"message", "Taken."}, {"where", "companies[1], admin_email"}, {"code", "x"}}}}}}});
  auto& bulk = client.state.templates.bulk;
  CHECK(bulk.is_checked);
  CHECK(bulk.rows[0].slug == "a");
  CHECK(bulk.rows[1].problems.at("admin_email") == "Taken.");
  CompanyForm form = bulk.rows[1].form;
  form.email = "other@b.test";
  client.send(SetCompany{1, form});
  CHECK(client.state.templates.bulk.rows[1].problems.empty());
  CHECK_FALSE(client.state.templates.bulk.is_checked);
}

TEST_CASE("bulk: rows that are refused when they are sent are marked too") {
  Client client = client_at("/bulk");
  client.send(ReadCompanies{"name,city\nA,Kiel\n"});
  client.send(ProvisionCompanies{});
  CHECK_FALSE(client.last<MakeKey>());
  client.send(CheckCompanies{});
  client.answer({Call::check_companies, 5},
                {{"problems", 0}, {"companies", {{{"company_slug", "a"}, {"problem", nullptr}}}}});
  client.send(ProvisionCompanies{});
  client.send(KeyMade{"key-2", 0});
  client.answer(
      {Call::provision_companies, 5},
      {{"error", "Nothing was queued."},
       {"code", "rows_refused"},
       {"details",
        {{"errors", {{{"where", "companies[0], company_slug"}, {"message", "Taken."}}}}}}},
      400);
  CHECK(client.state.templates.bulk.rows[0].problems.at("company_slug") == "Taken.");
  CHECK(client.state.templates.bulk.post.phase == OneTimePost::Phase::refused);
}

TEST_CASE("bulk: a row is added, changed and removed; a file is read like a paste") {
  Client client = client_at("/bulk");
  client.send(SetCompany{0, borealis()});
  client.send(SetCompany{7, borealis()});
  CHECK(client.state.templates.bulk.rows.size() == 2);
  CHECK(client.state.templates.bulk.rows[1].problems.contains("admin_email"));
  client.send(DropCompany{1});
  CHECK(client.state.templates.bulk.rows.size() == 1);
  client.send(FileArrived{"c.csv", "name;city\nA;Kiel\nB;Kiel\nC;Kiel\n", {}});
  CHECK(client.state.templates.bulk.rows.size() == 3);
  client.send(DropCompanies{});
  CHECK(client.state.templates.bulk.rows.empty());
}

TEST_CASE("creation: the preview is the server's, of the parts that were chosen") {
  Client client = Client::signed_in();
  client.open("/templates/new?tenant=1&step=preview");
  CHECK(sent(client, Call::preview_template)["dry_run"] == true);
  client.answer({Call::preview_template, 1, 0},
                {{"version", 1}, {"summary", {{"entities", 3}}}, {"content", content()}});
  CHECK(client.state.templates.creation.preview.value.counts.entities == 3);
  TemplateDraft draft = client.state.templates.creation.draft;
  draft.entities = false;
  draft.name = "Mine";
  client.send(EditTemplateDraft{draft});
  client.send(CreateTemplate{});
  const Json body = sent(client, Call::create_template);
  CHECK(body["name"] == "Mine");
  CHECK(body["parts"]["entities"] == false);
  CHECK(body["parts"]["assignments"] == false);
  client.answer({Call::create_template, 1, 0},
                {{"template_id", 8}, {"version", 1}, {"template", row(8, "Mine")}}, 201);
  CHECK(client.state.route == route_from("/templates/8"));
  CHECK(client.state.templates.creation.draft == TemplateDraft{});
}

TEST_CASE("creation: frameworks that are left out are named by the keys of the others") {
  Client client = Client::signed_in();
  client.open("/templates/new?tenant=1");
  client.answer({Call::frameworks},
                {{"frameworks", {{{"id", 3}, {"key", "ghg"}}, {{"id", 4}, {"key", "esrs"}}}}});
  client.answer({Call::tenant_copies, 1},
                {{"frameworks", {{{"framework_id", 3}}, {{"framework_id", 4}}}}});
  TemplateDraft draft = client.state.templates.creation.draft;
  draft.left_out = {4};
  client.send(EditTemplateDraft{draft});
  client.open("/templates/new?tenant=1&step=preview");
  CHECK(sent(client, Call::preview_template)["parts"]["frameworks"] == Json::array({"ghg"}));
}

TEST_CASE("upgrade: tenants that are behind are planned, and each choice plans again") {
  Client client = Client::signed_in();
  client.open("/templates/5/upgrade");
  client.answer({Call::template_detail, 5}, detail());
  CHECK_FALSE(client.last_call(Call::upgrade_preview));
  client.answer({Call::template_tenants, 5},
                {{"tenants",
                  {{{"company_id", 1}, {"version", 1}, {"is_behind", true}},
                   {{"company_id", 2}, {"version", 2}, {"is_behind", false}},
                   {{"company_id", 3}, {"version", 1}, {"is_behind", true}}}}});
  CHECK(sent(client, Call::upgrade_preview)["target_company_ids"] == Json::array({1, 3}));
  // What a tenant is on is loaded for the comparison.
  CHECK(client.last_call(Call::template_detail)->tag.version == 1);
  const Json plan = {
      {"plan", {{"digest", "sha256:1"}, {"targets", {{{"company_id", 1}, {"outcome", "MERGE"}}}}}}};
  client.send(IncludeInUpgrade{{{3}}, false});
  client.answer({Call::upgrade_preview, 5}, plan);
  CHECK(sent(client, Call::upgrade_preview)["target_company_ids"] == Json::array({1}));
  client.answer({Call::upgrade_preview, 5}, plan);
  client.send(ChooseUpgrade{{Strategy::overwrite, Preset::ask}});
  CHECK(sent(client, Call::upgrade_preview)["conflict_resolution"] == "OVERWRITE");
  client.answer({Call::upgrade_preview, 5}, plan);
  client.send(AskToUpgrade{});
  client.send(ConfirmUpgrade{});
  client.send(KeyMade{"key-3", 0});
  CHECK(sent(client, Call::upgrade_template)["plan_digest"] == "sha256:1");
  CHECK(sent(client, Call::upgrade_template)["expected"].size() == 1);
  client.answer({Call::upgrade_template, 5}, {{"sync_operation_id", 40}}, 202);
  CHECK(client.state.route == route_from("/jobs/40"));
}

TEST_CASE("upgrade: without a tenant there is no plan") {
  Client client = Client::signed_in();
  client.open("/templates/5/upgrade");
  client.answer({Call::template_detail, 5}, detail());
  client.answer({Call::template_tenants, 5},
                {{"tenants", {{{"company_id", 1}, {"version", 1}, {"is_behind", true}}}}});
  client.answer({Call::upgrade_preview, 5}, {{"plan", {{"digest", "d"}}}});
  client.forget();
  client.send(IncludeInUpgrade{{{1}}, false});
  CHECK_FALSE(client.last_call(Call::upgrade_preview));
  client.send(AskToUpgrade{});
  CHECK(client.state.templates.upgrade.post.phase == OneTimePost::Phase::idle);
}

TEST_CASE("import: a document is checked, its frameworks are asked about, and it is imported") {
  Client client = Client::signed_in();
  client.open("/templates/import");
  client.send(FileArrived{"x.json", R"({"schema": "datavault.template/1", "key": "k"})", {}});
  CHECK(sent(client, Call::check_document)["dry_run"] == true);
  client.answer({Call::check_document},
                {{"error", "They differ."},
                 {"code", "frameworks_differ"},
                 {"details", {{"frameworks", {{{"key", "ghg"}, {"latest_version", 2}}}}}}},
                409);
  REQUIRE(client.state.templates.import.clashes.size() == 1);
  client.send(AnswerClash{"ghg", "LOCAL"});
  CHECK(sent(client, Call::check_document)["frameworks"] == Json{{"ghg", "LOCAL"}});
  client.answer({Call::check_document}, {{"version", 1}, {"content", content()}});
  client.send(ImportDocument{});
  CHECK(sent(client, Call::import_document)["dry_run"] == false);
  client.answer({Call::import_document}, {{"template_id", 9}, {"template", row(9, "K")}}, 201);
  CHECK(client.state.route == route_from("/templates/9"));
}

TEST_CASE("import: what is no document says so and asks nobody; an export's whole answer is one") {
  Client client = Client::signed_in();
  client.open("/templates/import");
  for (const char* text : {"{", "[]", R"({"schema": "other"})"}) {
    client.send(ReadDocument{text});
    CHECK_FALSE(client.state.templates.import.problem.empty());
    CHECK_FALSE(client.last_call(Call::check_document));
  }
  client.send(ReadDocument{R"({"document": {"schema": "datavault.template/1"}})"});
  CHECK(client.last_call(Call::check_document));
}

TEST_CASE("files that are dropped elsewhere change nothing") {
  Client client = client_at("");
  client.send(FileArrived{"c.csv", "name\nA\n", {}});
  CHECK(client.state.templates.bulk.rows.empty());
  client.send(FileArrived{"c.csv", {}, "The browser could not read this file."});
  CHECK(client.last<ShowToast>()->message == "The browser could not read this file.");
}

}  // namespace datavault
