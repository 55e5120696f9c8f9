#include "tests/server/support/template_server.h"

#include <doctest/doctest.h>

#include "core/base/text.h"

namespace datavault::test {

TemplateServer::TemplateServer(Worker worker) : TestServer(Worker::running) {
  sign_in();
  alpha = import(document("alpha", {"A", "B", "C"}));
  beta = import(document("beta", {"D", "E"}));
  source = create_companies(1)[0];
  patch_ok(company_path(source), {{"name", "Acme"}, {"slug", "acme"}});
  for (const int64_t framework : {alpha, beta}) {
    distribute(framework, {{"target_company_ids", {source}}, {"conflict_resolution", "MERGE"}});
  }
  edit(source, alpha,
       {{{"code", "A"}, {"set", {{"name", "Ours"}}}},
        {{"add",
          {{"code", "OWN"},
           {
               "name",
               "Own",
           },
           {"value_type", "NUMBER"},
           {"unit", "kg"}}}},
        {{"code", "C"}, {"hide", true}}});
  const Answer made = post(company_path(source, "/entities"),
                           {{{"name", "Acme"}, {"kind", "GROUP"}},
                            {{"name", "Acme plant"}, {"kind", "SITE"}, {"parent", "Acme"}}});
  REQUIRE(made.status == 201);
  group = made.json["entities"][0]["id"].get<int64_t>();
  plant = made.json["entities"][1]["id"].get<int64_t>();
  REQUIRE(post(company_path(source, "/assignments"), {{{"code", "B"},
                                                       {"framework", "alpha"},
                                                       {"entity_id", plant},
                                                       {"frequency", "MONTHLY"},
                                                       {"unit", "kg"}}})
                  .status /
              100 ==
          2);
  patch_ok(company_path(source, "/settings"), {{"due_days", "30"}, {"country", "de"}});
  REQUIRE(post("/superadmin/api/users",
               {{"email", "admin@acme.example"}, {"role", "ADMIN"}, {"company_id", source}})
              .status == 201);
  if (worker == Worker::stopped) app().workers.stop();
}

void TemplateServer::patch_ok(const std::string& path, const Json& body) {
  const Answer answer = patch(path, body);
  REQUIRE_MESSAGE(answer.status == 200, answer.body);
}

int64_t TemplateServer::make_template(const std::string& name, const Json& more) {
  Json body = {{"name", name}};
  body.update(more);
  const Answer made =
      post("/superadmin/api/templates/create-from-tenant/" + std::to_string(source), body);
  REQUIRE_MESSAGE(made.status == 201, made.body);
  return made.json["template_id"].get<int64_t>();
}

int64_t TemplateServer::provision(int64_t template_id, const std::string& name, const Json& more) {
  Json body = {{"company_name", name}, {"admin_email", "admin@" + slug_of(name) + ".example"}};
  if (more.is_object()) body.update(more);
  const Answer queued = post(template_path(template_id, "/provision"), body);
  REQUIRE_MESSAGE(queued.status == 202, queued.body);
  const Json job = wait_for_job(queued.json["sync_operation_id"].get<int64_t>());
  REQUIRE_MESSAGE(job["status"] == "COMPLETED", job.dump());
  return queued.json["company"]["company_id"].get<int64_t>();
}

Json TemplateServer::content_of(int64_t company) {
  const Answer shown =
      post("/superadmin/api/templates/create-from-tenant/" + std::to_string(company),
           {{"name", "Never " + std::to_string(company)}, {"dry_run", true}});
  REQUIRE_MESSAGE(shown.status == 200, shown.body);
  return shown.json["content"];
}

Json TemplateServer::bare(Json content) {
  for (Json& framework : content["frameworks"]) framework.erase("version");
  return content;
}

Json TemplateServer::entity(int64_t company, const std::string& name) {
  for (const Json& entity : entities(company)) {
    if (entity["name"] == name) return entity;
  }
  return nullptr;
}

void TemplateServer::add_version(int64_t template_id, const Json& content) {
  const Answer made = post(template_path(template_id, "/versions"), {{"content", content}});
  REQUIRE_MESSAGE(made.status == 201, made.body);
}

Json TemplateServer::upgrade_preview(int64_t template_id, const Json& request) {
  const Answer shown = post(template_path(template_id, "/upgrade"), request);
  REQUIRE_MESSAGE(shown.status == 200, shown.body);
  return shown.json;
}

Json TemplateServer::seen_upgrade(int64_t template_id, Json request) {
  const Json plan = upgrade_preview(template_id, request)["plan"];
  request["plan_digest"] = plan["digest"];
  request["rules_version"] = plan["rules_version"];
  request["expected"] = Json::array();
  for (const Json& target : plan["targets"]) {
    Json expected;
    for (const char* key : {"company_id", "outcome", "before", "evidence", "after"}) {
      expected[key] = target[key];
    }
    request["expected"].push_back(expected);
  }
  return request;
}

Json TemplateServer::upgrade(int64_t template_id, const Json& request) {
  const Answer queued =
      post(template_path(template_id, "/upgrade"), seen_upgrade(template_id, request));
  REQUIRE_MESSAGE(queued.status == 202, queued.body);
  return wait_for_job(queued.json["sync_operation_id"].get<int64_t>());
}

}  // namespace datavault::test
