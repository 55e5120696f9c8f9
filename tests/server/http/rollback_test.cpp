#include <doctest/doctest.h>

#include "server/store/query.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

std::string rollback_path(int64_t job) {
  return "/superadmin/api/sync/jobs/" + std::to_string(job) + "/rollback";
}

/// Three companies on version 1, of which the first edits B; then version 2 renames A, drops C and
/// adds D.
struct Setting {
  TestServer server{TestServer::Worker::stopped};
  int64_t framework = 0;
  std::vector<int64_t> companies;
  int64_t created = 0, updated = 0;  // jobs
  std::vector<Json> found;           // the copies that `updated` found

  Setting() {
    server.sign_in();
    server.app().workers.start();
    framework = server.import(document("f", {"A", "B", "C"}));
    companies = server.create_companies(3);
    created = distribute();
    server.edit(companies[0], framework, {{{"code", "B"}, {"set", {{"name", "Our B"}}}}});
    for (const int64_t company : companies) found.push_back(server.copy(company, framework));
    Json next = document("f", {"A", "B", "D"});
    next["fields"][0]["name"] = "A, renamed";
    server.import(next);
    updated = distribute();
  }

  int64_t distribute() {
    const Json job = server.distribute(
        framework, {{"target_company_ids", companies}, {"conflict_resolution", "MERGE"}});
    REQUIRE(job["status"] == "COMPLETED");
    return job["id"].get<int64_t>();
  }

  Json preview(int64_t job, const Json& body = Json::object()) {
    const Answer answer = server.post(rollback_path(job), body);
    REQUIRE_MESSAGE(answer.status == 200, answer.body);
    return answer.json;
  }

  Json seen(int64_t job, Json body = Json::object()) {
    const Json plan = preview(job, body)["plan"];
    body["plan_digest"] = plan["digest"];
    body["rules_version"] = plan["rules_version"];
    body["expected"] = Json::array();
    for (const Json& target : plan["targets"]) {
      Json expected;
      for (const char* key : {"company_id", "outcome", "before", "evidence", "after"}) {
        expected[key] = target[key];
      }
      body["expected"].push_back(expected);
    }
    return body;
  }

  /// Previews, takes back, waits. The rollback's status.
  Json take_back(int64_t job, const Json& body = Json::object()) {
    const Answer answer = server.post(rollback_path(job), seen(job, body));
    REQUIRE_MESSAGE(answer.status == 202, answer.body);
    return server.wait_for_job(answer.json["sync_operation_id"].get<int64_t>());
  }

  Json outcomes(int64_t job) { return preview(job)["plan"]["summary"]; }
  Json copy(size_t company) { return server.copy(companies[company], framework); }
};

/// What a copy says, without when it was written and how often.
Json content_of(const Json& copy) {
  return {{"fields", copy["fields"]}, {"base", copy["base_version"]}, {"state", copy["state"]}};
}

}  // namespace

TEST_CASE("rollback: nobody edited since, every copy exactly as the job found it") {
  Setting s;
  const Json preview = s.preview(s.updated);
  CHECK(preview["plan"]["summary"] == Json{{"MERGE", 3}});
  const Json job = s.take_back(s.updated);
  CHECK(job["status"] == "COMPLETED");
  CHECK(job["type"] == "FRAMEWORK_SYNC");
  CHECK(job["rollback_of"] == s.updated);
  for (size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    CHECK(content_of(s.copy(i)) == content_of(s.found[i]));
  }
  CHECK(s.outcomes(s.updated) == Json{{"SKIP", 3}});
  const Json audit = s.server.get("/superadmin/api/audit?action=sync.rollback").json;
  REQUIRE(audit["total"] == 1);
  CHECK(audit["audit"][0]["payload"]["rollback_of"] == s.updated);
}

TEST_CASE("rollback: edits made since stay, on a field that would go they are asked about") {
  Setting s;
  s.server.edit(s.companies[1], s.framework, {{{"code", "A"}, {"set", {{"name", "Late A"}}}}});
  s.server.edit(s.companies[2], s.framework, {{{"code", "D"}, {"set", {{"name", "Late D"}}}}});
  const Json preview = s.preview(s.updated);
  CHECK(preview["plan"]["summary"] == Json{{"MERGE", 2}, {"HOLD", 1}});
  REQUIRE(preview["conflicts"].size() == 1);
  CHECK(preview["conflicts"][0]["type"] == "EDIT_REMOVE");
  Json body = {{"decisions",
                Json::array({{{"conflict", preview["conflicts"][0]["id"]}, {"take", "TENANT"}}})}};
  const Json job = s.take_back(s.updated, body);
  CHECK(job["status"] == "COMPLETED");
  CHECK(content_of(s.copy(0)) == content_of(s.found[0]));
  CHECK(field_of(s.copy(1), "A")["name"] == "Late A");
  CHECK_FALSE(field_of(s.copy(1), "C").is_null());
  CHECK(s.copy(1)["base_version"] == 1);
  CHECK(field_of(s.copy(2), "D")["name"] == "Late D");
}

TEST_CASE("rollback: of a job that created copies, removes them; values stay") {
  Setting s;
  const int64_t company = s.server.post("/superadmin/api/companies", {{"name", "Late"}})
                              .json["company_id"]
                              .get<int64_t>();
  const Json job = s.server.distribute(
      s.framework, {{"target_company_ids", {company}}, {"conflict_resolution", "MERGE"}});
  const int64_t entity = s.server.entity(company);
  s.server.put_values(
      company,
      Json::array({{{"code", "A"}, {"entity_id", entity}, {"period", "2024"}, {"value", "1"}}}));
  const int64_t id = job["id"].get<int64_t>();
  const Json preview = s.preview(id);
  CHECK(preview["plan"]["summary"] == Json{{"REMOVE", 1}});
  REQUIRE(preview["conflicts"].size() == 1);
  CHECK(preview["conflicts"][0]["type"] == "REMOVED_WITH_DATA");
  CHECK(preview["conflicts"][0]["values"]["total"] == 1);
  const Json back = s.take_back(id);
  CHECK(back["status"] == "COMPLETED");
  CHECK(back["targets"][0]["outcome"] == "REMOVE");
  CHECK(s.server.copy(company, s.framework).is_null());
  const std::string values = "/superadmin/api/companies/" + std::to_string(company) + "/values";
  CHECK(s.server.get(values).json["total"] == 1);
  CHECK(s.server.get(values).json["values"][0]["is_archived"] == true);

  const Json again = s.take_back(back["id"].get<int64_t>());
  CHECK(again["status"] == "COMPLETED");
  CHECK(s.server.copy(company, s.framework)["base_version"] == 2);
  CHECK(s.server.get(values).json["values"][0]["is_archived"] == false);
}

TEST_CASE("rollback: of chosen companies only, the others keep what the job did") {
  Setting s;
  const Json job = s.take_back(s.updated, {{"target_company_ids", {s.companies[0]}}});
  CHECK(job["target_count"] == 1);
  CHECK(content_of(s.copy(0)) == content_of(s.found[0]));
  CHECK(s.copy(1)["base_version"] == 2);
  CHECK(s.outcomes(s.updated) == Json{{"SKIP", 1}, {"MERGE", 2}});
}

TEST_CASE("rollback: taken back itself, gives what the job had done; and so on") {
  Setting s;
  const Json done = content_of(s.copy(0));
  const int64_t back = s.take_back(s.updated)["id"].get<int64_t>();
  CHECK(content_of(s.copy(0)) == content_of(s.found[0]));
  const int64_t forth = s.take_back(back)["id"].get<int64_t>();
  CHECK(content_of(s.copy(0)) == done);
  CHECK(s.outcomes(back) == Json{{"SKIP", 3}});
  // The pair cancels out: the job stands as if nothing had been.
  CHECK(s.outcomes(s.updated) == Json{{"MERGE", 3}});
  CHECK(s.outcomes(s.created) == Json{{"SKIP", 3}});
  CHECK(s.take_back(forth)["status"] == "COMPLETED");
  CHECK(content_of(s.copy(0)) == content_of(s.found[0]));
}

TEST_CASE("rollback: of an older job, skipped until the newer one was taken back") {
  Setting s;
  CHECK(s.outcomes(s.created) == Json{{"SKIP", 3}});
  CHECK(s.take_back(s.created)["status"] == "COMPLETED");
  CHECK(s.copy(1)["base_version"] == 2);
  s.take_back(s.updated);
  // The first company edited its copy since it was created.
  CHECK(s.outcomes(s.created) == Json{{"HOLD", 1}, {"REMOVE", 2}});
}

TEST_CASE("rollback: a tenant's own framework that became a copy, comes back as its own") {
  Setting s;
  const int64_t company = s.server.post("/superadmin/api/companies", {{"name", "Own"}})
                              .json["company_id"]
                              .get<int64_t>();
  const int64_t own =
      s.server
          .post("/superadmin/api/frameworks", {{"name", "Framework f"}, {"company_id", company}})
          .json["framework_id"]
          .get<int64_t>();
  s.server.edit(company, own,
                {{{"add", {{"code", "OWN"}, {"name", "Our own"}, {"value_type", "TEXT"}}}}});
  const Json before = content_of(s.server.copy(company, own));
  const Json request = {{"target_company_ids", {company}}, {"conflict_resolution", "MERGE"}};
  const int64_t job = s.server.distribute(s.framework, request)["id"].get<int64_t>();
  const Json merged = content_of(s.server.copy(company, s.framework));
  CHECK(s.server.copy(company, own).is_null());
  const Json back = s.take_back(job);
  CHECK(back["status"] == "COMPLETED");
  CHECK(s.server.copy(company, s.framework).is_null());
  CHECK(content_of(s.server.copy(company, own)) == before);
  CHECK(s.take_back(back["id"].get<int64_t>())["status"] == "COMPLETED");
  CHECK(content_of(s.server.copy(company, s.framework)) == merged);
  CHECK(s.server.copy(company, own).is_null());
}

TEST_CASE("rollback: a copy edited after the preview, refused, left alone or stale at its turn") {
  Setting s;
  const Json body = s.seen(s.updated);
  s.server.app().workers.stop();
  const Answer queued = s.server.post(rollback_path(s.updated), body);
  REQUIRE(queued.status == 202);
  s.server.edit(s.companies[1], s.framework, {{{"code", "A"}, {"set", {{"name", "Late"}}}}});
  const std::string before = dump_tables(s.server.app().database());
  const Answer refused = s.server.post(rollback_path(s.updated), body);
  CHECK(refused.status == 409);
  CHECK(refused.code() == "plan_stale");
  REQUIRE(refused.json["details"]["targets"].size() == 1);
  CHECK(refused.json["details"]["targets"][0]["company_id"] == s.companies[1]);
  CHECK(dump_tables(s.server.app().database()) == before);
  Json skipping = body;
  skipping["on_stale"] = "SKIP";
  CHECK(s.server.post(rollback_path(s.updated), skipping).status == 202);
  s.server.app().workers.start();
  const Json job = s.server.wait_for_job(queued.json["sync_operation_id"].get<int64_t>());
  CHECK(statuses_of(job) == std::map<std::string, int>{{"APPLIED", 2}, {"STALE", 1}});
}

TEST_CASE("rollback: requests that are wrong, refused with nothing written") {
  Setting s;
  const Json good = s.seen(s.updated);
  const auto with = [&](const char* key, Json value) {
    Json body = good;
    body[key] = std::move(value);
    return body;
  };
  struct Case {
    const char* name;
    int64_t job;
    Json body;
    int status;
    const char* code;
  };
  const std::vector<Case> cases{
      {"no such job", 999, Json::object(), 404, "job_not_found"},
      {"nobody chosen",
       s.updated,
       {{"target_company_ids", Json::array()}},
       400,
       "empty_target_list"},
      {"misspelt", s.updated, {{"targets", Json::array()}}, 400, "invalid_input"},
      {"another digest", s.updated, with("plan_digest", "sha256:0"), 409, "plan_stale"},
      {"another list of companies", s.updated,
       with("target_company_ids", Json::array({s.companies[0]})), 409, "plan_stale"},
      {"another job", s.created, good, 409, "plan_stale"},
      {"another rules version", s.updated, with("rules_version", 999), 409, "client_outdated"},
      {"a decision twice",
       s.updated,
       {{"decisions",
         {{{"conflict", "x"}, {"take", "MASTER"}}, {{"conflict", "x"}, {"take", "TENANT"}}}}},
       400,
       "invalid_input"},
  };
  const std::string before = dump_tables(s.server.app().database());
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Answer answer = s.server.post(rollback_path(c.job), c.body);
    CHECK(answer.status == c.status);
    CHECK(answer.code() == c.code);
    CHECK(dump_tables(s.server.app().database()) == before);
  }
  s.server.app().workers.stop();
  const Headers key{{"Idempotency-Key", "back"}};
  const Answer queued = s.server.post(rollback_path(s.updated), good, key);
  REQUIRE(queued.status == 202);
  const int64_t waiting = queued.json["sync_operation_id"].get<int64_t>();
  CHECK(s.server.post(rollback_path(waiting), Json::object()).code() == "job_not_ended");
  CHECK(s.server.post(rollback_path(s.updated), good, key).json["sync_operation_id"] == waiting);
  CHECK(s.server.post(rollback_path(s.updated), with("on_stale", "SKIP"), key).status == 422);
}

}  // namespace datavault::test
