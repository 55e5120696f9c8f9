#include <doctest/doctest.h>

#include "server/store/query.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

std::string job_path(int64_t job, const std::string& action) {
  return "/superadmin/api/sync/jobs/" + std::to_string(job) + "/" + action;
}

/// Companies and a framework that none of them has; no worker runs until a test starts them.
struct Setting {
  ManualClock clock;
  TestServer server{TestServer::Worker::stopped, &clock};
  int64_t framework = 0;
  std::vector<int64_t> companies;

  explicit Setting(int tenants = 40) {
    server.sign_in();
    framework = server.import(document("f", {"A", "B"}));
    companies = server.create_companies(tenants);
  }

  Answer submit(const Json& options, const Headers& headers = {}) {
    Json body = server.seen(framework,
                            {{"target_company_ids", companies}, {"conflict_resolution", "MERGE"}});
    if (!options.is_null()) body["sync_options"] = options;
    return server.post(
        "/superadmin/api/sync/frameworks/" + std::to_string(framework) + "/distribute", body,
        headers);
  }

  int64_t queue(const Json& options = nullptr) {
    const Answer answer = submit(options);
    REQUIRE_MESSAGE(answer.status == 202, answer.body);
    return answer.json["sync_operation_id"].get<int64_t>();
  }

  Json status(int64_t job) { return server.get(job_path(job, "status")).json["status"]; }

  Answer act(int64_t job, const std::string& action, const Json& body = Json::object()) {
    return server.post(job_path(job, action), body);
  }

  void execute(const std::string& sql) {
    auto tx = server.app().database().write();
    REQUIRE(tx.ok());
    store::Query(*tx, sql).run();
    REQUIRE(tx->commit().ok());
  }

  std::vector<std::string> audited(int64_t job) {
    std::vector<std::string> actions;
    const Json rows = server.get("/superadmin/api/audit?entity=job&sort=id").json["audit"];
    for (const Json& row : rows) {
      if (row["entity_id"] == std::to_string(job)) actions.push_back(row["action"]);
    }
    return actions;
  }
};

}  // namespace

TEST_CASE("job actions: pause, resume, cancel and retry, shown, logged and audited") {
  Setting s;
  const int64_t job = s.queue();
  CHECK(s.status(job)["actions"] == Json({"cancel", "pause"}));
  CHECK(s.status(job)["tenants"] == Json{{"PENDING", 40}});

  const Answer paused = s.act(job, "pause", {{"reason", "Lunch"}});
  REQUIRE_MESSAGE(paused.status == 200, paused.body);
  CHECK(paused.json["job"]["status"] == "PAUSED");
  CHECK(paused.json["job"]["reason"].get<std::string>().find("Lunch") != std::string::npos);
  s.server.app().workers.start();
  CHECK(s.status(job)["status"] == "PAUSED");
  s.server.app().workers.stop();

  CHECK(s.act(job, "resume").json["job"]["status"] == "QUEUED");
  CHECK(s.status(job)["reason"].is_null());
  const Answer cancelled = s.act(job, "cancel");
  CHECK(cancelled.json["job"]["status"] == "CANCELLED");
  CHECK(cancelled.json["job"]["tenants"] == Json{{"CANCELLED", 40}});
  CHECK(cancelled.json["job"]["actions"] == Json({"retry", "rollback"}));

  CHECK(s.act(job, "retry").json["job"]["status"] == "QUEUED");
  s.server.app().workers.start();
  const Json ended = s.server.wait_for_job(job);
  CHECK(ended["status"] == "COMPLETED");
  CHECK(ended["tenants"] == Json{{"APPLIED", 40}});
  CHECK(ended["done_count"] == 40);
  CHECK(ended["rate_per_second"].is_number());
  CHECK(s.audited(job) == std::vector<std::string>{"sync.distribute", "sync.pause", "sync.resume",
                                                   "sync.cancel", "sync.retry"});
}

TEST_CASE("job actions: what the state does not allow, refused with nothing written") {
  Setting s;
  const int64_t job = s.queue();
  struct Case {
    const char* status;
    const char* action;
    int code;
    const char* name;
  };
  const Case cases[] = {
      {"QUEUED", "resume", 409, "job_state_conflict"},
      {"QUEUED", "retry", 409, "job_state_conflict"},
      {"RUNNING", "resume", 409, "job_state_conflict"},
      {"RUNNING", "retry", 409, "job_state_conflict"},
      {"PAUSED", "pause", 409, "job_state_conflict"},
      {"PAUSED", "retry", 409, "job_state_conflict"},
      {"COMPLETED", "pause", 409, "job_state_conflict"},
      {"COMPLETED", "cancel", 409, "job_state_conflict"},
      {"COMPLETED", "retry", 409, "job_state_conflict"},
      {"CANCELLED", "cancel", 409, "job_state_conflict"},
      {"FAILED", "resume", 409, "job_state_conflict"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.status);
    CAPTURE(row.action);
    s.execute(std::string("UPDATE jobs SET status = '") + row.status + "'");
    const std::string before = dump_tables(s.server.app().database());
    const Answer answer = s.act(job, row.action);
    CHECK(answer.status == row.code);
    CHECK(answer.code() == row.name);
    CHECK(answer.json["details"]["status"] == row.status);
    CHECK(answer.json["details"]["actions"].is_array());
    CHECK(dump_tables(s.server.app().database()) == before);
  }
  CHECK(s.act(999, "cancel").code() == "job_not_found");
  CHECK(s.act(job, "cancel", {{"because", "x"}}).status == 400);
  CHECK(s.act(job, "cancel", {{"reason", std::string(501, 'x')}}).status == 400);
}

TEST_CASE("retry: only what failed or was left out; nothing to do is refused") {
  Setting s;
  const int64_t job = s.queue();
  s.server.app().workers.start();
  s.server.wait_for_job(job);
  s.server.app().workers.stop();
  s.execute("UPDATE jobs SET status = 'COMPLETED_WITH_ERRORS'");
  CHECK(s.act(job, "retry").code() == "nothing_to_retry");
  s.server.import(document("f", {"A", "B", "C"}));
  const int64_t second = s.queue({{"retries", {{"max_attempts", 1}}}});
  s.execute("UPDATE adoptions SET overlay = '{' WHERE tenant_id = 3");
  s.server.app().workers.start();
  CHECK(s.server.wait_for_job(second)["tenants"] == Json{{"APPLIED", 39}, {"FAILED", 1}});
  s.execute(
      "UPDATE adoptions SET overlay = (SELECT overlay FROM adoptions WHERE tenant_id = 4) "
      "WHERE tenant_id = 3");
  REQUIRE(s.act(second, "retry").status == 200);
  const Json ended = s.server.wait_for_job(second);
  CHECK(ended["status"] == "COMPLETED");
  CHECK(ended["tenants"] == Json{{"APPLIED", 40}});
  auto tx = s.server.app().database().read();
  int64_t most = 0;
  store::Query query(*tx, "SELECT MAX(revision) FROM adoptions");
  query.into(most).next();
  CHECK(most == 2);
}

TEST_CASE("retry: a job that was rolled back, refused") {
  Setting s(3);
  const int64_t job = s.queue();
  s.server.app().workers.start();
  s.server.wait_for_job(job);
  const Json plan = s.server.post(job_path(job, "rollback"), Json::object()).json["plan"];
  const Answer back =
      s.server.post(job_path(job, "rollback"), {{"plan_digest", plan["digest"]},
                                                {"expected", plan["targets"]},
                                                {"sync_options", {{"priority", 3}}}});
  REQUIRE_MESSAGE(back.status == 202, back.body);
  const Json ended = s.server.wait_for_job(back.json["sync_operation_id"].get<int64_t>());
  CHECK(ended["priority"] == 3);
  s.execute("UPDATE jobs SET status = 'COMPLETED_WITH_ERRORS' WHERE id = " + std::to_string(job));
  CHECK(s.act(job, "retry").code() == "job_rolled_back");
}

TEST_CASE("sync_options: what is wrong is refused by name and nothing is queued") {
  Setting s(2);
  const std::string before = dump_tables(s.server.app().database());
  struct Case {
    Json options;
    int status;
    const char* code;
    const char* where;
  };
  const Case cases[] = {
      {{{"speed", 9}}, 400, "invalid_input", "sync_options.speed"},
      {{{"priority", 1000}}, 400, "invalid_input", "sync_options.priority"},
      {{{"depends_on", 77}}, 404, "job_not_found", ""},
      {{{"waves", {{"percentages", {50}}}}},
       400,
       "invalid_input",
       "sync_options.waves.percentages"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.options);
    const Answer answer = s.submit(row.options);
    CHECK(answer.status == row.status);
    CHECK(answer.code() == row.code);
    CHECK(answer.json.value("where", "") == row.where);
  }
  CHECK(dump_tables(s.server.app().database()) == before);
}

TEST_CASE("sync_options: priority, dependency, waves and attempts, as the job shows them") {
  Setting s(20);
  const int64_t first = s.queue();
  const int64_t job =
      s.queue({{"priority", 7},
               {"depends_on", first},
               {"not_before", "2030-01-01T00:00:00Z"},
               {"waves", {{"percentages", {5, 25, 100}}, {"max_failure_rate", 0.5}}},
               {"retries", {{"max_attempts", 5}, {"backoff_seconds", 9}}}});
  const Json status = s.status(job);
  CHECK(status["priority"] == 7);
  CHECK(status["depends_on"] == first);
  CHECK(status["not_before"] == "2030-01-01T00:00:00.000Z");
  CHECK(
      status["waves"] ==
      Json{{"percentages", {5, 25, 100}}, {"max_failure_rate", 0.5}, {"current", 1}, {"count", 3}});
  CHECK(status["retries"] == Json{{"max_attempts", 5}, {"backoff_seconds", 9}});
  CHECK(status["targets"][0]["wave"] == 1);
  CHECK(status["targets"][19]["wave"] == 3);
  CHECK(s.act(first, "cancel").status == 200);
  const Json abandoned = s.status(job);
  CHECK(abandoned["status"] == "CANCELLED");
  CHECK(abandoned["reason"].get<std::string>().find("was cancelled") != std::string::npos);
  const Answer refused = s.act(job, "retry");
  CHECK(refused.code() == "dependency_failed");
  CHECK(s.submit({{"depends_on", first}}).code() == "dependency_failed");
  CHECK(
      s.server.get("/superadmin/api/sync/jobs?depends_on=" + std::to_string(first)).json["total"] ==
      1);
}

TEST_CASE("idempotency: a repeated submit is the same job, also after it ended") {
  Setting s(5);
  const Headers key = {{"Idempotency-Key", "once"}};
  const Json body = s.server.seen(
      s.framework, {{"target_company_ids", s.companies}, {"conflict_resolution", "MERGE"}});
  const std::string path =
      "/superadmin/api/sync/frameworks/" + std::to_string(s.framework) + "/distribute";
  const Answer first = s.server.post(path, body, key);
  s.server.app().workers.start();
  s.server.wait_for_job(first.json["sync_operation_id"].get<int64_t>());
  const Answer again = s.server.post(path, body, key);
  CHECK(again.status == 202);
  CHECK(again.json == first.json);
  CHECK(again.headers.at("Idempotent-Replayed") == "true");
  CHECK(s.server.get("/superadmin/api/sync/jobs").json["total"] == 1);
}

TEST_CASE("metrics: Prometheus text with queue, requests by route and SQLite") {
  Setting s(3);
  s.queue();
  s.server.app().workers.start();
  s.server.wait_for_job(1);
  const Answer answer = s.server.get("/metrics");
  CHECK(answer.status == 200);
  CHECK(answer.headers.at("Content-Type").find("version=0.0.4") != std::string::npos);
  for (const char* line :
       {"# TYPE datavault_jobs gauge", "datavault_jobs{status=\"COMPLETED\"} 1",
        "datavault_jobs{status=\"QUEUED\"} 0", "datavault_job_targets_total{status=\"APPLIED\"} 3",
        "datavault_job_duration_seconds_count{kind=\"FRAMEWORK_SYNC\",status=\"COMPLETED\"} 1",
        "route=\"/superadmin/api/sync/frameworks/{id}/distribute\"",
        "datavault_sqlite_commit_seconds_bucket{le=\"+Inf\"}",
        "datavault_sqlite_write_wait_seconds_count"}) {
    CAPTURE(line);
    CHECK(answer.body.find(line) != std::string::npos);
  }
}

TEST_CASE("requests: an id comes back, the client's own where it is plain") {
  TestServer server(TestServer::Worker::stopped);
  CHECK(server.send_raw("GET", "/healthz", "", {{"X-Request-Id", "abc-1.2_3"}})
            .headers.at("X-Request-Id") == "abc-1.2_3");
  const std::string made = server.send_raw("GET", "/healthz", "", {{"X-Request-Id", "a b\"c"}})
                               .headers.at("X-Request-Id");
  CHECK(made.size() == 16);
}

}  // namespace datavault::test
