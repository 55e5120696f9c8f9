#include <doctest/doctest.h>

#include "tests/server/support/template_server.h"

namespace datavault::test {
namespace {

Json renamed(Json content, const std::string& key, const std::string& name) {
  for (Json& entity : content["entities"]) {
    if (entity["key"] == key) entity["name"] = name;
  }
  return content;
}

/// The template's own word on the field with that uid.
Json worded(Json content, const std::string& framework, const std::string& uid,
            const std::string& name) {
  for (Json& copy : content["frameworks"]) {
    if (copy["key"] == framework) copy["overlay"]["edits"][uid]["name"] = {{"value", name}};
  }
  return content;
}

std::string uid_of(TemplateServer& server, int64_t framework, const std::string& code) {
  return field_of(server.copy(server.source, framework), code)["uid"].get<std::string>();
}

std::string name_of(TemplateServer& server, int64_t company, int64_t framework,
                    const std::string& code) {
  return field_of(server.copy(company, framework), code)["name"].get<std::string>();
}

}  // namespace

TEST_CASE(
    "upgrade: edits stay, the rest becomes the new version, and then there is nothing to do") {
  TemplateServer server;
  const int64_t id = server.make_template();
  const int64_t plain = server.provision(id, "Plain");
  const int64_t edited = server.provision(id, "Edited");
  server.edit(edited, server.beta, {{{"code", "E"}, {"set", {{"name", "By Edited"}}}}});
  const Json group = server.entity(edited, "Edited");
  server.patch_ok(TemplateServer::company_path(edited, "/entities/" + group["id"].dump()),
                  {{"kind", "HOLDING"}});
  server.patch_ok(TemplateServer::company_path(edited, "/settings"), {{"due_days", "10"}});
  REQUIRE(server
              .post(TemplateServer::company_path(edited, "/entities"),
                    {{"name", "Annex"}, {"parent_id", group["id"]}})
              .status == 201);

  Json content = renamed(server.content_of(server.source), "acme-plant", "{{company_name}} works");
  content = worded(content, "beta", uid_of(server, server.beta, "D"), "D by the template");
  content["settings"]["country"] = "FR";
  content["entities"].push_back(
      {{"key", "lab"}, {"name", "Lab"}, {"kind", "SITE"}, {"parent", "acme-plant"}});
  server.add_version(id, content);
  CHECK(server.get(TemplateServer::template_path(id)).json["template"]["behind_count"] == 2);

  const Json shown = server.upgrade_preview(id, Json::object());
  CHECK(shown["has_conflicts"] == false);
  CHECK(shown["plan"]["summary"] == Json{{"FAST_FORWARD", 1}, {"MERGE", 1}});
  const Json job = server.upgrade(id, Json::object());
  CHECK_MESSAGE(job["status"] == "COMPLETED", job.dump());
  for (const int64_t company : {plain, edited}) {
    const std::string name = company == plain ? "Plain" : "Edited";
    CHECK(name_of(server, company, server.beta, "D") == "D by the template");
    CHECK_FALSE(server.entity(company, name + " works").is_null());
    CHECK_FALSE(server.entity(company, "Lab").is_null());
    CHECK(server.get(TemplateServer::company_path(company, "/settings"))
              .json["settings"]["country"] == "FR");
  }
  CHECK(name_of(server, edited, server.beta, "E") == "By Edited");
  CHECK(server.entity(edited, "Edited")["kind"] == "HOLDING");
  CHECK_FALSE(server.entity(edited, "Annex").is_null());
  CHECK(
      server.get(TemplateServer::company_path(edited, "/settings")).json["settings"]["due_days"] ==
      "10");
  CHECK(server.digest_of_content(plain) ==
        digest_of_json(TemplateServer::bare(
            server.get(TemplateServer::template_path(id, "/preview")).json["content"])));
  CHECK(server.upgrade_preview(id, Json::object())["plan"]["summary"] == Json{{"NOOP", 2}});

  // Back: what the upgrade brought goes, what was done since and before stays.
  CHECK(server.post(TemplateServer::template_path(id, "/upgrade"), {{"version", 1}}).status == 409);
  const Json back = server.upgrade(id, {{"version", 1}, {"allow_downgrade", true}});
  CHECK_MESSAGE(back["status"] == "COMPLETED", back.dump());
  CHECK(server.entity(plain, "Lab").is_null());
  CHECK(server.digest_of_content(plain) == server.digest_of_content(server.source));
  CHECK(name_of(server, edited, server.beta, "E") == "By Edited");
  const Answer rollback =
      server.post("/superadmin/api/sync/jobs/" + job["id"].dump() + "/rollback", Json::object());
  CHECK(rollback.code() == "rollback_not_possible");
}

TEST_CASE("upgrade: what both changed holds until it is answered; what changed since is stale") {
  TemplateServer server;
  const int64_t id = server.make_template();
  const int64_t beta = server.provision(id, "Beta");
  const int64_t gamma = server.provision(id, "Gamma");
  for (const int64_t company : {beta, gamma}) {
    const std::string name = company == beta ? "Beta" : "Gamma";
    server.edit(company, server.beta, {{{"code", "D"}, {"set", {{"name", "Theirs"}}}}});
    const Json plant = server.entity(company, name + " plant");
    server.patch_ok(TemplateServer::company_path(company, "/entities/" + plant["id"].dump()),
                    {{"name", "Hall"}});
    server.patch_ok(TemplateServer::company_path(company, "/settings"), {{"due_days", "10"}});
  }
  Json content = renamed(server.content_of(server.source), "acme-plant", "Works");
  content = worded(content, "beta", uid_of(server, server.beta, "D"), "Template's");
  content["settings"]["due_days"] = "45";
  server.add_version(id, content);

  Json request = {{"target_company_ids", {beta, gamma}}};
  const Json shown = server.upgrade_preview(id, request);
  CHECK(shown["plan"]["summary"] == Json{{"HOLD", 2}});
  CHECK(shown["total"] == 6);
  std::map<std::string, std::string> part_of;  // names hold the company's: a cluster for each
  for (const Json& conflict : shown["conflicts"]) {
    CHECK(conflict["type"] == "EDIT_EDIT");
    part_of[conflict["cluster"].get<std::string>()] = conflict["part"].get<std::string>();
  }
  REQUIRE(part_of.size() == 4);
  request["decisions"] = Json::array();
  for (const auto& [cluster, part] : part_of) {
    Json decision = {{"cluster", cluster}, {"take", part == "ENTITY" ? "TENANT" : "MASTER"}};
    if (part == "SETTING") decision.update({{"take", "VALUE"}, {"value", "20"}});
    request["decisions"].push_back(decision);
  }
  Json seen = server.seen_upgrade(id, request);
  const std::string path = TemplateServer::template_path(id, "/upgrade");
  // Gamma goes on editing before the admin submits.
  server.patch_ok(TemplateServer::company_path(gamma, "/settings"), {{"due_days", "11"}});
  const std::string before = dump_tables(server.app().database());
  const Answer stale = server.post(path, seen);
  CHECK(stale.status == 409);
  CHECK(stale.code() == "plan_stale");
  CHECK(stale.json["details"]["targets"][0]["company_id"] == gamma);
  CHECK(dump_tables(server.app().database()) == before);
  seen["on_stale"] = "SKIP";
  const Answer queued = server.post(path, seen);
  REQUIRE_MESSAGE(queued.status == 202, queued.body);
  const Json job = server.wait_for_job(queued.json["sync_operation_id"].get<int64_t>());
  CHECK(statuses_of(job) == std::map<std::string, int>{{"APPLIED", 1}, {"STALE", 1}});
  CHECK(name_of(server, beta, server.beta, "D") == "Template's");
  CHECK_FALSE(server.entity(beta, "Hall").is_null());
  CHECK(server.get(TemplateServer::company_path(beta, "/settings")).json["settings"]["due_days"] ==
        "20");
  CHECK(name_of(server, gamma, server.beta, "D") == "Theirs");
}

TEST_CASE("upgrade: a company beyond the template's framework version is never taken back") {
  TemplateServer server;
  const int64_t id = server.make_template();
  const int64_t beyond = server.provision(id, "Beyond");
  server.import(document("beta", {"D", "E", "F"}));
  server.distribute(server.beta,
                    {{"target_company_ids", {beyond}}, {"conflict_resolution", "MERGE"}});
  server.add_version(id, worded(server.content_of(server.source), "beta",
                                uid_of(server, server.beta, "D"), "Template's"));
  const Json job = server.upgrade(id, Json::object());
  CHECK_MESSAGE(job["status"] == "COMPLETED", job.dump());
  const Json copy = server.copy(beyond, server.beta);
  CHECK_FALSE(field_of(copy, "F").is_null());
  CHECK(field_of(copy, "D")["name"] == "Template's");
  // One that was extracted after the source moved on takes the others there.
  server.distribute(server.beta,
                    {{"target_company_ids", {server.source}}, {"conflict_resolution", "MERGE"}});
  const int64_t behind = server.provision(id, "Behind");
  CHECK(field_of(server.copy(behind, server.beta), "F").is_null());
  const Answer made =
      server.post(TemplateServer::template_path(id, "/versions"), {{"company_id", server.source}});
  REQUIRE(made.status == 201);
  server.upgrade(id, Json::object());
  CHECK_FALSE(field_of(server.copy(behind, server.beta), "F").is_null());
}

TEST_CASE("upgrade: an entity with values stays; a new parameter has to be given") {
  TemplateServer server;
  const int64_t id = server.make_template();
  const int64_t beta = server.provision(id, "Beta");
  const Json plant = server.entity(beta, "Beta plant");
  server.put_values(beta, {{{"code", "B"},
                            {"framework", "alpha"},
                            {"entity_id", plant["id"]},
                            {"period", "2024"},
                            {"value", "5"}}});
  Json content = server.content_of(server.source);
  content["entities"] = Json::array({content["entities"][0]});
  content["assignments"] = Json::array();
  content["entities"][0]["name"] = "{{company_name}} in {{city}}";
  content["parameters"] = {{{"name", "city"}, {"label", "City"}, {"default", nullptr}}};
  server.add_version(id, content);
  const Answer missing = server.post(TemplateServer::template_path(id, "/upgrade"), Json::object());
  CHECK(missing.code() == "parameter_missing");
  const Json request = {{"parameters", {{"city", "Rome"}}}};
  const Json shown = server.upgrade_preview(id, request);
  REQUIRE(shown["total"] == 1);
  CHECK(shown["conflicts"][0]["type"] == "REMOVED_WITH_DATA");
  CHECK(shown["conflicts"][0]["values"]["total"] == 1);
  CHECK(server.upgrade(id, request)["status"] == "COMPLETED");
  CHECK_FALSE(server.entity(beta, "Beta plant").is_null());
  CHECK_FALSE(server.entity(beta, "Beta in Rome").is_null());
  CHECK(server.get(TemplateServer::company_path(beta, "/values")).json["total"] == 1);
  const Json tenants = server.get(TemplateServer::template_path(id, "/tenants")).json["tenants"];
  CHECK(tenants[0]["parameters"]["city"] == "Rome");
}

TEST_CASE(
    "upgrade: reaches 200 provisioned companies that edited since, with the merge laws intact") {
  TemplateServer server;
  const int64_t id = server.make_template();
  Json companies = Json::array();
  for (int n = 0; n < 200; ++n) {
    companies.push_back({{"company_name", "Firm " + std::to_string(n)},
                         {"company_slug", "firm-" + std::to_string(n)}});
  }
  const Answer queued =
      server.post(TemplateServer::template_path(id, "/provision/bulk"), {{"companies", companies}});
  REQUIRE_MESSAGE(queued.status == 202, queued.body);
  REQUIRE(server.wait_for_job(queued.json["sync_operation_id"].get<int64_t>())["status"] ==
          "COMPLETED");
  std::vector<int64_t> ids;
  for (const Json& row : queued.json["companies"]) ids.push_back(row["company_id"].get<int64_t>());
  for (size_t n = 0; n < ids.size(); ++n) {
    if (n % 3 == 0) {
      server.edit(ids[n], server.beta,
                  {{{"code", "E"}, {"set", {{"name", "By " + std::to_string(n)}}}}});
    }
    if (n % 4 == 0) {
      server.patch_ok(TemplateServer::company_path(ids[n], "/settings"), {{"due_days", "9"}});
    }
    if (n % 5 == 0) {
      server.edit(ids[n], server.beta, {{{"code", "D"}, {"set", {{"name", "Clash"}}}}});
    }
  }
  Json content = worded(server.content_of(server.source), "beta", uid_of(server, server.beta, "D"),
                        "Template's");
  content["settings"]["country"] = "FR";
  server.add_version(id, renamed(content, "acme-plant", "Works of {{company_name}}"));
  const Json job = server.upgrade(id, {{"policy", {{"preset", "PEER"}}}});
  CHECK_MESSAGE(job["status"] == "COMPLETED", job["log_entries"].dump());
  CHECK(statuses_of(job) == std::map<std::string, int>{{"APPLIED", 200}});
  for (size_t n = 0; n < ids.size(); ++n) {
    CAPTURE(n);
    const Json copy = server.copy(ids[n], server.beta);
    CHECK(field_of(copy, "E")["name"] == (n % 3 == 0 ? "By " + std::to_string(n) : "Field E"));
    CHECK(field_of(copy, "D")["name"] == (n % 5 == 0 ? "Clash" : "Template's"));
    const Json settings =
        server.get(TemplateServer::company_path(ids[n], "/settings")).json["settings"];
    CHECK(settings == Json{{"country", "FR"}, {"due_days", n % 4 == 0 ? "9" : "30"}});
    CHECK_FALSE(server.entity(ids[n], "Works of Firm " + std::to_string(n)).is_null());
  }
  CHECK(server.upgrade_preview(id, Json::object())["plan"]["summary"] == Json{{"NOOP", 200}});
}

TEST_CASE("upgrade: where four eyes are wanted, a second super admin agrees to the plan first") {
  TestServer server{TestServer::Options{.is_four_eyes = true}};
  server.sign_in();
  server.add_user("second@test.example");
  const std::string templates = "/superadmin/api/templates";
  const int64_t company = server.create_companies(1)[0];
  server.entity(company);
  const Answer made = server.post(templates + "/create-from-tenant/" + std::to_string(company),
                                  {{"name", "Sites"}});
  REQUIRE_MESSAGE(made.status == 201, made.body);
  const int64_t id = made.json["template_id"].get<int64_t>();
  const Answer queued =
      server.post(TemplateServer::template_path(id, "/provision"), {{"company_name", "Beta"}});
  REQUIRE_MESSAGE(queued.status == 202, queued.body);
  server.wait_for_job(queued.json["sync_operation_id"].get<int64_t>());
  REQUIRE(server
              .post(TemplateServer::template_path(id, "/versions"),
                    {{"content", renamed(made.json["content"], "site", "Works")}})
              .status == 201);
  const std::string upgrade = TemplateServer::template_path(id, "/upgrade");
  const Json plan = server.post(upgrade, Json::object()).json["plan"];
  const Json seen = {{"plan_digest", plan["digest"]}, {"expected", plan["targets"]}};
  CHECK(server.post(upgrade, seen).code() == "approval_needed");
  const Answer asked = server.post(upgrade + "/approvals", seen);
  REQUIRE_MESSAGE(asked.status == 201, asked.body);
  const Headers first = server.session();
  server.act_as(server.session_of("second@test.example", TestServer::kPassword));
  REQUIRE(server
              .post("/superadmin/api/sync/approvals/" + asked.json["approval"]["id"].dump() +
                        "/approve",
                    Json::object())
              .status == 200);
  server.act_as(first);
  const Answer agreed = server.post(upgrade, seen);
  REQUIRE_MESSAGE(agreed.status == 202, agreed.body);
  CHECK(server.wait_for_job(agreed.json["sync_operation_id"].get<int64_t>())["status"] ==
        "COMPLETED");
}

}  // namespace datavault::test
