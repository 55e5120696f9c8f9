#include <doctest/doctest.h>

#include "core/plan/plan_digest.h"
#include "server/store/query.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

int64_t count(store::Database& database, const std::string& sql) {
  auto tx = database.read();
  REQUIRE(tx.ok());
  int64_t number = 0;
  store::Query query(*tx, sql);
  query.into(number).next();
  return number;
}

void execute(store::Database& database, const std::string& sql) {
  auto tx = database.write();
  REQUIRE(tx.ok());
  store::Query(*tx, sql).run();
  REQUIRE(tx->commit().ok());
}

/// A server whose worker stands still, with a framework, companies and a queued distribution.
struct Queued {
  TestServer server{TestServer::Worker::stopped};
  int64_t framework = 0;
  std::vector<int64_t> companies;
  int64_t job = 0;

  explicit Queued(int tenants) {
    server.sign_in();
    framework = server.import(document("f", {"A", "B"}));
    companies = server.create_companies(tenants);
    queue();
  }

  void queue() {
    const Json body = server.seen(
        framework, {{"target_company_ids", companies}, {"conflict_resolution", "MERGE"}});
    const Answer answer = server.post(
        "/superadmin/api/sync/frameworks/" + std::to_string(framework) + "/distribute", body);
    REQUIRE_MESSAGE(answer.status == 202, answer.body);
    job = answer.json["sync_operation_id"].get<int64_t>();
  }

  std::map<std::string, int> end() {
    server.app().workers.start();
    std::map<std::string, int> counts;
    const Json targets = server.wait_for_job(job)["targets"];
    for (const Json& target : targets) ++counts[target["status"]];
    return counts;
  }
};

}  // namespace

TEST_CASE("sync: interrupted after some tenants, goes on and writes each of them once") {
  Queued queued(45);
  store::Database& database = queued.server.app().database();
  Application& app = queued.server.app();
  const jobs::JobKinds kinds = make_job_kinds({app.versions, app.clock});
  jobs::JobRunner runner(database, app.clock, app.job_changes, kinds, *app.metrics);
  // A process of this name is not there, so that the workers take the job over later.
  execute(database, "UPDATE jobs SET status = 'RUNNING', lease_owner = '1abc/1'");
  const auto step = runner.step(queued.job, "1abc/1");
  REQUIRE(step.ok());
  CHECK(*step == jobs::Step::more);
  const std::string between = dump_tables(database);
  CHECK(*runner.step(queued.job, "1abc/2") == jobs::Step::over);
  CHECK(dump_tables(database) == between);
  const int64_t applied = count(database, "SELECT COUNT(*) FROM adoptions");
  CHECK(applied > 0);
  CHECK(applied < 45);
  CHECK(queued.server.get("/superadmin/api/sync/jobs").json["jobs"][0]["progress_percentage"] ==
        applied * 100 / 45);
  CHECK(queued.end() == std::map<std::string, int>{{"APPLIED", 45}});
  CHECK(count(database, "SELECT COUNT(*) FROM adoptions WHERE revision = 1") == 45);
  CHECK(count(database, "SELECT COUNT(*) FROM adoption_history") == 45);
}

TEST_CASE("sync: one tenant's copy cannot be read, it alone fails") {
  Queued queued(40);
  queued.server.app().workers.start();
  queued.server.wait_for_job(queued.job);
  queued.server.app().workers.stop();
  queued.server.import(document("f", {"A", "B", "C"}));
  queued.queue();
  const std::string damaged = std::to_string(queued.companies[7]);
  execute(queued.server.app().database(),
          "UPDATE adoptions SET overlay = '{' WHERE tenant_id = " + damaged);
  CHECK(queued.end() == std::map<std::string, int>{{"APPLIED", 39}, {"FAILED", 1}});
  const Json status =
      queued.server.get("/superadmin/api/sync/jobs/" + std::to_string(queued.job) + "/status")
          .json["status"];
  CHECK(status["status"] == "COMPLETED_WITH_ERRORS");
  CHECK(status["targets"][7]["status"] == "FAILED");
  CHECK_FALSE(status["targets"][7]["error"].get<std::string>().empty());
  CHECK(status["done_count"] == 40);
}

TEST_CASE("sync: a tenant made inactive before its turn, stale and untouched") {
  Queued queued(3);
  execute(queued.server.app().database(), "UPDATE tenants SET is_active = 0 WHERE id = 2");
  CHECK(queued.end() == std::map<std::string, int>{{"APPLIED", 2}, {"STALE", 1}});
  CHECK(count(queued.server.app().database(), "SELECT COUNT(*) FROM adoptions") == 2);
}

TEST_CASE("plan_digest: of what a plan shows, is the plan's own") {
  Queued queued(5);
  const Json request = {{"target_company_ids", queued.companies}, {"conflict_resolution", "MERGE"}};
  const auto planned =
      queued.server.app().sync.get_framework_conflicts(FrameworkId{queued.framework}, request);
  REQUIRE(planned.ok());
  auto expected = expected_from_json(expected_to_json(planned->plan));
  REQUIRE(expected.ok());
  const auto digest = [&](const PlanRequest& asked) {
    return plan_digest(planned->built.snapshot.framework, planned->plan.source_version, asked,
                       *expected);
  };
  CHECK(digest(planned->request) == planned->plan.digest);
  PlanRequest other = planned->request;
  other.strategy = Strategy::overwrite;
  CHECK(digest(other) != planned->plan.digest);
  (*expected)[0].evidence += "0";
  CHECK(digest(planned->request) != planned->plan.digest);
}

}  // namespace datavault::test
