#include <doctest/doctest.h>

#include "tests/server/support/template_server.h"

namespace datavault::test {
namespace {

const std::string kTemplates = "/superadmin/api/templates";

struct TemplateRefusal {
  const char* name;
  const char* method;
  std::string path;
  Json body;
  int status;
  const char* code;
  const char* where;  // null: not looked at
};

void check_refusals(TestServer& server, const std::vector<TemplateRefusal>& refusals) {
  for (const TemplateRefusal& row : refusals) {
    CAPTURE(row.name);
    const std::string before = dump_tables(server.app().database());
    const Answer answer = server.send(row.method, row.path, row.body.dump());
    CAPTURE(answer.body);
    CHECK(answer.status == row.status);
    CHECK(answer.code() == row.code);
    if (row.where) CHECK(answer.json.value("where", "") == row.where);
    CHECK(dump_tables(server.app().database()) == before);
  }
}

Json rename_entity(Json content, const std::string& key, const std::string& name) {
  for (Json& entity : content["entities"]) {
    if (entity["key"] == key) entity["name"] = name;
  }
  return content;
}

}  // namespace

TEST_CASE("templates: made of a company, previewed before, with its parts chosen") {
  TemplateServer server;
  const std::string create = kTemplates + "/create-from-tenant/" + std::to_string(server.source);
  const std::string before = dump_tables(server.app().database());
  const Answer shown = server.post(create, {{"name", "Plants"}, {"dry_run", true}});
  REQUIRE(shown.status == 200);
  CHECK(shown.json["template_id"].is_null());
  CHECK(dump_tables(server.app().database()) == before);

  const Answer made =
      server.post(create, {{"name", "Plants"}, {"industry", "manufacturing"}, {"notes", "First"}});
  REQUIRE_MESSAGE(made.status == 201, made.body);
  CHECK(made.json["content"] == shown.json["content"]);
  CHECK(made.json["summary"] == Json{{"frameworks", 2},
                                     {"data_points", 5},
                                     {"entities", 2},
                                     {"assignments", 1},
                                     {"users", 1},
                                     {"settings", 2}});
  CHECK(
      made.json["content"]["entities"][0] ==
      Json{{"key", "acme"}, {"name", "{{company_name}}"}, {"kind", "GROUP"}, {"parent", nullptr}});
  CHECK(made.json["template"]["industry"] == "Manufacturing");
  const Json job = server.wait_for_job(made.json["sync_operation_id"].get<int64_t>());
  CHECK(job["status"] == "COMPLETED");
  CHECK(job["type"] == "TEMPLATE_CREATION");
  CHECK(job["targets"][0]["company_id"] == server.source);

  const int64_t id = made.json["template_id"].get<int64_t>();
  CHECK(server.get(TemplateServer::template_path(id)).json["template"]["usage_count"] == 0);
  CHECK(server.get(kTemplates + "?industry=Manufacturing&search=plan").json["total"] == 1);
  const Answer page = server.get(TemplateServer::template_path(id, "/preview"));
  CHECK(page.json["content"] == made.json["content"]);
  CHECK(page.json["frameworks"][0]["fields"] == 3);
  CHECK(server.get(TemplateServer::template_path(id, "/versions")).json["total"] == 1);

  const Answer parts =
      server.post(create, {{"name", "Tree"}, {"parts", {{"frameworks", false}, {"users", false}}}});
  REQUIRE(parts.status == 201);
  CHECK(parts.json["summary"]["entities"] == 2);
  CHECK(parts.json["summary"]["frameworks"] == 0);
  CHECK(parts.json["summary"]["users"] == 0);

  // The same again is no new version; another name for the plant is.
  const Answer same =
      server.post(TemplateServer::template_path(id, "/versions"), {{"company_id", server.source}});
  CHECK(same.status == 200);
  CHECK(same.json["unchanged"] == true);
  server.patch_ok(
      TemplateServer::company_path(server.source, "/entities/" + std::to_string(server.plant)),
      {{"name", "Works"}});
  const Answer next = server.post(TemplateServer::template_path(id, "/versions"),
                                  {{"company_id", server.source}, {"notes", "Renamed"}});
  CHECK(next.status == 201);
  CHECK(next.json["version"] == 2);
  CHECK(next.json["content"]["entities"][1]["key"] == "acme-plant");
}

TEST_CASE("templates: what is refused, and changes nothing") {
  TemplateServer server;
  const int64_t id = server.make_template();
  server.provision(id, "Beta");
  const int64_t unused = server.make_template("Unused");
  const std::string create = kTemplates + "/create-from-tenant/" + std::to_string(server.source);
  const std::string one = TemplateServer::template_path(id);
  const Json content = server.content_of(server.source);
  Json circle = content;
  circle["entities"][0]["parent"] = "acme-plant";
  check_refusals(
      server,
      {{"no name", "POST", create, Json::object(), 400, "invalid_input", "name"},
       {"name taken", "POST", create, {{"name", "Plants"}}, 409, "template_name_taken", "name"},
       {"markup in a name", "POST", create, {{"name", "<script>"}}, 400, "invalid_input", "name"},
       {"unknown industry",
        "POST",
        create,
        {{"name", "X"}, {"industry", "Alchemy"}},
        400,
        "unknown_industry",
        "industry"},
       {"unknown part",
        "POST",
        create,
        {{"name", "X"}, {"parts", {{"values", true}}}},
        400,
        "invalid_input",
        "parts, values"},
       {"assignments alone",
        "POST",
        create,
        {{"name", "X"}, {"parts", {{"entities", false}, {"assignments", true}}}},
        400,
        "invalid_input",
        "parts, assignments"},
       {"a framework it lacks",
        "POST",
        create,
        {{"name", "X"}, {"parts", {{"frameworks", {"gamma"}}}}},
        400,
        "invalid_input",
        "parts, framework_keys"},
       {"unknown company",
        "POST",
        kTemplates + "/create-from-tenant/999",
        {{"name", "X"}},
        404,
        "company_not_found",
        nullptr},
       {"unknown template",
        "PATCH",
        TemplateServer::template_path(999),
        {{"name", "X"}},
        404,
        "template_not_found",
        nullptr},
       {"rename to a taken name",
        "PATCH",
        one,
        {{"name", "Unused"}},
        409,
        "template_name_taken",
        "name"},
       {"deleted while in use", "DELETE", one, Json::object(), 409, "template_in_use", nullptr},
       {"content that closes a circle",
        "POST",
        one + "/versions",
        {{"content", circle}},
        400,
        "template_refused",
        "content, entities[0] acme, parent"},
       {"content and company",
        "POST",
        one + "/versions",
        {{"content", content}, {"company_id", server.source}},
        400,
        "invalid_input",
        "company_id"},
       {"provision without a name", "POST", one + "/provision", Json::object(), 400,
        "invalid_input", "company_name"},
       {"slug taken",
        "POST",
        one + "/provision",
        {{"company_name", "X"}, {"company_slug", "acme"}},
        409,
        "slug_taken",
        "company_slug"},
       {"no slug",
        "POST",
        one + "/provision",
        {{"company_name", "X"}, {"company_slug", "-x-"}},
        400,
        "invalid_input",
        "company_slug"},
       {"unknown parameter",
        "POST",
        one + "/provision",
        {{"company_name", "X"}, {"parameters", {{"city", "Rome"}}}},
        400,
        "invalid_input",
        "parameters, city"},
       {"unknown industry of a company",
        "POST",
        one + "/provision",
        {{"company_name", "X"}, {"industry", "Alchemy"}},
        400,
        "unknown_industry",
        "industry"},
       {"address taken",
        "POST",
        one + "/provision",
        {{"company_name", "X"}, {"admin_email", "admin@acme.example"}},
        409,
        "email_taken",
        "admin_email"},
       {"no address",
        "POST",
        one + "/provision",
        {{"company_name", "X"}, {"admin_email", "x"}},
        400,
        "invalid_input",
        "admin_email"},
       {"no address of a first user",
        "POST",
        one + "/provision",
        {{"company_name", "X"}, {"users", {{{"email", "x"}}}}},
        400,
        "invalid_input",
        "users[0], email"},
       {"address of a user taken",
        "POST",
        one + "/provision",
        {{"company_name", "X"},
         {"admin_email", "new@x.example"},
         {"users", {{{"email", "u@x.example"}}, {{"email", "admin@acme.example"}}}}},
        409,
        "email_taken",
        "users[1], email"},
       {"unknown version",
        "POST",
        one + "/provision",
        {{"company_name", "X"}, {"version", 9}},
        404,
        "version_not_found",
        nullptr},
       {"empty bulk",
        "POST",
        one + "/provision/bulk",
        {{"companies", Json::array()}},
        400,
        "empty_target_list",
        "companies"},
       {"bulk with mistakes",
        "POST",
        one + "/provision/bulk",
        {{"companies",
          {{{"company_name", "X"}, {"company_slug", "same"}},
           {{"company_name", "Y"}, {"company_slug", "same"}}}}},
        400,
        "rows_refused",
        "companies[1], company_slug"},
       {"upgrade that overwrites",
        "POST",
        one + "/upgrade",
        {{"conflict_resolution", "OVERWRITE"}},
        400,
        "invalid_input",
        "conflict_resolution"},
       {"upgrade of nobody", "POST", TemplateServer::template_path(unused, "/upgrade"),
        Json::object(), 400, "empty_target_list", "target_company_ids"},
       {"unknown setting",
        "PATCH",
        TemplateServer::company_path(server.source, "/settings"),
        {{"colour", "red"}},
        400,
        "invalid_input",
        "settings, colour"},
       {"setting that does not fit",
        "PATCH",
        TemplateServer::company_path(server.source, "/settings"),
        {{"due_days", "soon"}},
        400,
        "invalid_input",
        "settings, due_days"},
       {"entity below itself",
        "PATCH",
        TemplateServer::company_path(server.source, "/entities/" + std::to_string(server.group)),
        {{"parent_id", server.plant}},
        400,
        "invalid_input",
        "parent_id"},
       {"unknown entity",
        "PATCH",
        TemplateServer::company_path(server.source, "/entities/999"),
        {{"name", "X"}},
        404,
        "entity_not_found",
        nullptr}});
  CHECK(server.send("DELETE", TemplateServer::template_path(unused), "{}").status == 200);
  CHECK(server.get(TemplateServer::template_path(unused)).status == 404);
}

TEST_CASE(
    "provisioning: a dry run shows all and writes nothing; then the company is as the source") {
  TemplateServer server;
  const int64_t id = server.make_template("Plants", {{"industry", "Manufacturing"}});
  const std::string path = TemplateServer::template_path(id, "/provision");
  Json body = {
      {"company_name", "Beta & Söhne"}, {"admin_email", "Admin@Beta.example"}, {"dry_run", true}};
  const std::string before = dump_tables(server.app().database());
  const Answer dry = server.post(path, body);
  REQUIRE_MESSAGE(dry.status == 200, dry.body);
  CHECK(dry.json["company"]["company_slug"] == "beta-sohne");
  CHECK(dry.json["company"]["admin_link"].is_null());
  CHECK(dry.json["preview"]["entities"][1]["name"] == "Beta & Söhne plant");
  CHECK(dry.json["summary"]["entities"] == 2);
  CHECK(dump_tables(server.app().database()) == before);

  body.erase("dry_run");
  const Answer queued = server.post(path, body, {{"Idempotency-Key", "once"}});
  REQUIRE_MESSAGE(queued.status == 202, queued.body);
  const int64_t job = queued.json["sync_operation_id"].get<int64_t>();
  const Json status = server.wait_for_job(job);
  CHECK(status["status"] == "COMPLETED");
  CHECK(status["type"] == "TENANT_CLONE");
  CHECK(status["duration_ms"].get<int64_t>() < 2000);
  const Answer again = server.post(path, body, {{"Idempotency-Key", "once"}});
  CHECK(again.json["sync_operation_id"] == job);
  CHECK(again.json["company"].is_null());

  const int64_t beta = queued.json["company"]["company_id"].get<int64_t>();
  const Answer company = server.get(TemplateServer::company_path(beta));
  CHECK(company.json["company"]["industry"] == "Manufacturing");
  for (const int64_t framework : {server.alpha, server.beta}) {
    CHECK(server.copy(beta, framework)["fields"] ==
          server.copy(server.source, framework)["fields"]);
  }
  CHECK(server.entity(beta, "Beta & Söhne plant")["parent_id"] ==
        server.entity(beta, "Beta & Söhne")["id"]);
  const Json assignments =
      server.get(TemplateServer::company_path(beta, "/assignments")).json["assignments"];
  REQUIRE(assignments.size() == 1);
  CHECK(assignments[0]["frequency"] == "MONTHLY");
  CHECK(server.get(TemplateServer::company_path(beta, "/settings")).json["settings"] ==
        Json{{"country", "DE"}, {"due_days", "30"}});
  CHECK(server.digest_of_content(beta) == server.digest_of_content(server.source));
  const Answer of = server.get(TemplateServer::template_path(id, "/tenants"));
  CHECK(of.json["tenants"][0]["is_behind"] == false);
  CHECK(server.get(TemplateServer::template_path(id)).json["template"]["usage_count"] == 1);

  // The link lets the first admin in, once.
  const std::string link = queued.json["company"]["admin_link"]["path"].get<std::string>();
  const std::string token = link.substr(link.find("token=") + 6);
  const Json redeem = {{"token", token}, {"password", "a fine long password"}};
  CHECK(server.post("/api/auth/redeem", redeem).status == 200);
  CHECK(server.post("/api/auth/redeem", redeem).status == 404);
}

TEST_CASE("provisioning: own frameworks become the new company's own, and formulas find them") {
  TemplateServer server;
  const Answer made = server.post("/superadmin/api/frameworks",
                                  {{"name", "Own figures"}, {"company_id", server.source}});
  REQUIRE(made.status == 201);
  const int64_t own = made.json["framework_id"].get<int64_t>();
  server.edit(server.source, own,
              {{{"add", {{"code", "X"}, {"name", "X"}, {"value_type", "NUMBER"}}}}});
  server.edit(server.source, server.alpha,
              {{{"add",
                 {{"code", "SUMX"},
                  {"name", "Sum"},
                  {"value_type", "NUMBER"},
                  {"expression", "x + x"},
                  {"variables", {{"x", {{"framework", "own-figures"}, {"field", "X"}}}}}}}}});
  const int64_t id = server.make_template();
  const int64_t beta = server.provision(id, "Beta");
  const Json copies =
      server.get(TemplateServer::company_path(beta, "/frameworks")).json["frameworks"];
  CHECK(copies.size() == 3);
  const Json sum = field_of(server.copy(beta, server.alpha), "SUMX");
  CHECK(sum["variables"]["x"]["framework"] == "own-figures-beta");
  CHECK(server.digest_of_content(beta) == server.digest_of_content(server.source));
  const int64_t gamma = server.provision(server.make_template("Again"), "Gamma");
  CHECK(server.digest_of_content(gamma) == server.digest_of_content(server.source));
}

TEST_CASE("provisioning in bulk: every company has its outcome, also the one whose slug went") {
  TemplateServer server(TestServer::Worker::stopped);
  const int64_t id = server.make_template();
  const std::string path = TemplateServer::template_path(id, "/provision/bulk");
  Json companies = Json::array();
  for (int n = 0; n < 30; ++n) {
    companies.push_back({{"company_name", "Company B" + std::to_string(n)},
                         {"company_slug", "b-" + std::to_string(n)}});
  }
  companies[0]["admin_email"] = "first@b.example";
  const Answer queued = server.post(path, {{"companies", companies}});
  REQUIRE_MESSAGE(queued.status == 202, queued.body);
  CHECK(queued.json["companies"].size() == 30);
  CHECK(queued.json["companies"][0]["admin_link"]["email"] == "first@b.example");
  CHECK(queued.json["companies"][1]["admin_link"].is_null());
  CHECK(server.send("DELETE", TemplateServer::template_path(id), "{}").code() == "template_in_use");
  REQUIRE(server.post("/superadmin/api/companies", {{"name", "Thief"}, {"slug", "b-7"}}).status ==
          201);
  server.app().workers.start();
  const Json job = server.wait_for_job(queued.json["sync_operation_id"].get<int64_t>());
  CHECK(job["status"] == "COMPLETED_WITH_ERRORS");
  CHECK(statuses_of(job) == std::map<std::string, int>{{"APPLIED", 29}, {"FAILED", 1}});
  CHECK(server.get("/superadmin/api/companies?search=company%20b").json["total"] == 29);
  CHECK(server.get(TemplateServer::template_path(id)).json["template"]["usage_count"] == 29);
  const Json failed = queued.json["companies"][7]["company_id"];
  CHECK(server.get(TemplateServer::company_path(failed.get<int64_t>())).status == 404);
}

TEST_CASE("provisioning in bulk: from CSV, with a dry run that says what is wrong") {
  TemplateServer server;
  Json content = server.content_of(server.source);
  const int64_t id = server.make_template();
  content["parameters"] = {{{"name", "city"}, {"label", "City"}, {"default", nullptr}}};
  server.add_version(id, rename_entity(content, "acme-plant", "{{city}} plant"));
  const std::string path = TemplateServer::template_path(id, "/provision/bulk");
  const std::string csv =
      "company_name,company_slug,city,admin_email\n"
      "North,north,Oslo,a@north.example\nSouth,north,Rome,\nWest,,,\n";
  const Answer dry =
      server.send("POST", path + "?dry_run=true", csv, {{"Content-Type", "text/csv"}});
  REQUIRE_MESSAGE(dry.status == 200, dry.body);
  CHECK(dry.json["problems"] == 2);
  CHECK(dry.json["companies"][0]["problem"].is_null());
  CHECK(dry.json["companies"][1]["problem"]["code"] == "slug_taken");
  CHECK(dry.json["companies"][2]["problem"]["code"] == "parameter_missing");
  CHECK(server.send("POST", path, csv, {{"Content-Type", "text/csv"}}).code() == "rows_refused");
  const Answer queued = server.send(
      "POST", path, "company_name,city,admin_email\nNorth,Oslo,a@north.example\nSouth,Rome,\n",
      {{"Content-Type", "text/csv"}});
  REQUIRE_MESSAGE(queued.status == 202, queued.body);
  CHECK(server.wait_for_job(queued.json["sync_operation_id"].get<int64_t>())["status"] ==
        "COMPLETED");
  const int64_t north = queued.json["companies"][0]["company_id"].get<int64_t>();
  CHECK_FALSE(server.entity(north, "Oslo plant").is_null());
  CHECK(server.digest_of_content(north) ==
        digest_of_json(TemplateServer::bare(
            server.get(TemplateServer::template_path(id, "/preview")).json["content"])));
}

TEST_CASE("documents: into an empty installation and provisioned there, all is the same") {
  TemplateServer here;
  const int64_t id = here.make_template("Plants", {{"industry", "Food"}});
  const Json document = here.get(TemplateServer::template_path(id, "/export")).json["document"];
  CHECK(document["signature"].is_null());
  TestServer there;
  there.sign_in();
  const Answer imported = there.post(kTemplates + "/import", {{"document", document}});
  REQUIRE_MESSAGE(imported.status == 201, imported.body);
  CHECK(imported.json["published_frameworks"] == Json{"alpha", "beta"});
  CHECK(TemplateServer::bare(imported.json["content"]) ==
        TemplateServer::bare(here.content_of(here.source)));
  const std::string path =
      TemplateServer::template_path(imported.json["template_id"].get<int64_t>(), "/provision");
  const Answer queued = there.post(path, {{"company_name", "Acme"}});
  REQUIRE(queued.status == 202);
  CHECK(there.wait_for_job(queued.json["sync_operation_id"].get<int64_t>())["status"] ==
        "COMPLETED");
  const int64_t company = queued.json["company"]["company_id"].get<int64_t>();
  const Json copies =
      there.get(TemplateServer::company_path(company, "/frameworks")).json["frameworks"];
  for (const Json& copy : copies) {
    const int64_t framework = copy["framework_id"].get<int64_t>();
    const int64_t same = copy["key"] == "alpha" ? here.alpha : here.beta;
    CHECK(there.copy(company, framework)["fields"] == here.copy(here.source, same)["fields"]);
  }
  // Again: nothing new.
  const Answer again = there.post(kTemplates + "/import", {{"document", document.dump()}});
  CHECK(again.status == 200);
  CHECK(again.json["unchanged"] == true);
}

TEST_CASE("documents: hostile ones are refused, and frameworks that differ are asked about") {
  TemplateServer here;
  const int64_t id = here.make_template();
  const Json good = here.get(TemplateServer::template_path(id, "/export")).json["document"];
  const auto sealed = [](Json json) {
    json.erase("digest");
    json.erase("signature");
    json["digest"] = digest_of_json(json);
    return json;
  };
  Json script = good, wrong = good, signed_wrong = good;
  script["content"]["entities"][0]["name"] = "<script>alert(1)</script>";
  wrong["name"] = "Other";
  signed_wrong["signature"] = {{"public_key", std::string(64, 'a')},
                               {"signature", std::string(128, 'b')}};
  TestServer there;
  there.sign_in();
  const int64_t alpha = there.import(document("alpha", {"A", "Z"}));
  const std::string import = kTemplates + "/import";
  check_refusals(
      there,
      {{"script in a name",
        "POST",
        import,
        {{"document", sealed(script)}},
        400,
        "template_refused",
        "content, entities[0] acme, name"},
       {"wrong digest", "POST", import, {{"document", wrong}}, 400, "template_refused", "digest"},
       {"no document", "POST", import, {{"document", "{"}}, 400, "template_refused", nullptr},
       {"wrong signature",
        "POST",
        import,
        {{"document", signed_wrong}},
        400,
        "signature_invalid",
        "signature"},
       {"not signed",
        "POST",
        import,
        {{"document", good}, {"trusted_keys", {std::string(64, 'a')}}},
        403,
        "signature_not_trusted",
        "signature"},
       {"frameworks differ",
        "POST",
        import,
        {{"document", good}},
        409,
        "frameworks_differ",
        "frameworks"},
       {"no such answer",
        "POST",
        import,
        {{"document", good}, {"frameworks", {{"alpha", "MINE"}}}},
        400,
        "invalid_input",
        "frameworks, alpha"}});
  const Answer asked = there.post(import, {{"document", good}});
  CHECK(asked.json["details"]["frameworks"][0]["key"] == "alpha");
  CHECK(asked.json["details"]["frameworks"][0]["fields_removed"] == 1);
  const Answer local =
      there.post(import, {{"document", good}, {"frameworks", {{"alpha", "LOCAL"}}}});
  REQUIRE_MESSAGE(local.status == 201, local.body);
  CHECK(local.json["published_frameworks"] == Json{"beta"});
  CHECK(there.get("/superadmin/api/frameworks/" + std::to_string(alpha) + "/versions")
            .json["total"] == 1);
  const Answer published =
      there.post(import, {{"document", good}, {"frameworks", {{"alpha", "PUBLISH"}}}});
  REQUIRE_MESSAGE(published.status == 201, published.body);
  CHECK(there.get("/superadmin/api/frameworks/" + std::to_string(alpha) + "/versions")
            .json["total"] == 2);
}

TEST_CASE("built-in templates: eight, each gives a working company, none can be deleted") {
  TestServer server;
  const auto loaded = server.app().templates.load_builtin();
  REQUIRE_MESSAGE(loaded.ok(), loaded.error().where << ": " << loaded.error().message);
  const std::string before = dump_tables(server.app().database());
  REQUIRE(server.app().templates.load_builtin().ok());
  CHECK(dump_tables(server.app().database()) == before);
  server.sign_in();
  const Json templates = server.get(kTemplates + "?is_builtin=true").json["templates"];
  REQUIRE(templates.size() == 8);
  for (const Json& row : templates) {
    CAPTURE(row["key"]);
    const int64_t id = row["id"].get<int64_t>();
    CHECK(row["summary"]["frameworks"].get<int>() >= 2);
    CHECK(row["summary"]["entities"].get<int>() >= 7);
    CHECK(row["summary"]["assignments"].get<int>() >= 15);
    CHECK(row["summary"]["settings"].get<int>() >= 9);
    CHECK(server.send("DELETE", TemplateServer::template_path(id), "{}").code() ==
          "template_builtin");
    CHECK(server.patch(TemplateServer::template_path(id), {{"name", "X"}}).code() ==
          "template_builtin");
    const std::string name = "Firm of " + row["key"].get<std::string>();
    const Answer queued =
        server.post(TemplateServer::template_path(id, "/provision"),
                    {{"company_name", name}, {"parameters", {{"country", "FR"}}}});
    REQUIRE_MESSAGE(queued.status == 202, queued.body);
    const Json job = server.wait_for_job(queued.json["sync_operation_id"].get<int64_t>());
    CHECK_MESSAGE(job["status"] == "COMPLETED", job.dump());
    CHECK(job["duration_ms"].get<int64_t>() < 2000);
    const int64_t company = queued.json["company"]["company_id"].get<int64_t>();
    CHECK(server.get(TemplateServer::company_path(company, "/settings"))
              .json["settings"]["country"] == "FR");
    CHECK(server.get(TemplateServer::company_path(company, "/entities")).json["total"] ==
          row["summary"]["entities"]);
  }
  CHECK(server.get("/superadmin/api/frameworks").json["total"] == 4);
}

}  // namespace datavault::test
