#include "server/store/upkeep.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "server/app/doctor.h"
#include "server/app/upkeep.h"
#include "server/store/query.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

/// A server whose companies have two versions of a framework behind them.
struct Setting {
  TestServer server;
  int64_t framework = 0;
  int64_t job = 0;

  Setting() {
    server.sign_in();
    framework = server.import(document("f", {"A", "B"}));
    const auto companies = server.create_companies(6);
    const Json request = {{"target_company_ids", companies}, {"conflict_resolution", "MERGE"}};
    server.distribute(framework, request);
    server.edit(companies[0], framework, {{{"code", "A"}, {"set", {{"name", "Ours"}}}}});
    server.import(document("f", {"A", "B", "C"}));
    job = server.distribute(framework, request)["id"].get<int64_t>();
    server.app().workers.stop();
  }

  store::Database& database() { return server.app().database(); }

  void execute(const std::string& sql) {
    auto tx = database().write();
    REQUIRE(tx.ok());
    store::Query(*tx, sql).run();
    REQUIRE(tx->commit().ok());
  }

  int64_t count(const std::string& sql) {
    auto tx = database().read();
    int64_t number = 0;
    store::Query query(*tx, sql);
    query.into(number).next();
    return number;
  }
};

std::vector<std::string> findings_of(store::Database& database) {
  const auto examinations = examine(database);
  REQUIRE(examinations.ok());
  std::vector<std::string> findings;
  for (const Examination& examination : *examinations) {
    for (const std::string& finding : examination.findings) {
      findings.push_back(examination.name + ": " + finding);
    }
  }
  return findings;
}

}  // namespace

TEST_CASE("doctor: a sound database, nothing; each damage, named") {
  {
    Setting s;
    CHECK(findings_of(s.database()).empty());
  }
  struct Case {
    const char* sql;
    const char* finding;
  };
  const Case cases[] = {
      {"UPDATE adoptions SET state_digest = 'sha256:0' WHERE tenant_id = 2",
       "digests of copies: company 2"},
      {"UPDATE adoptions SET overlay = '{' WHERE tenant_id = 1", "digests of copies: company 1"},
      {"UPDATE framework_versions SET digest = 'sha256:0' WHERE number = 2",
       "digests of framework versions: framework 1, version 2"},
      {"UPDATE schema_migrations SET digest = 'sha256:0' WHERE number = 2", "schema: migration 2"},
      {"UPDATE jobs SET done_count = 4 WHERE id = 2", "job 2 says that 4 targets are done; 6 are"},
      {"UPDATE job_targets SET status = 'PENDING' WHERE job_id = 2 AND tenant_id = 3",
       "job 2 is COMPLETED with companies that are still to be done"},
      {"UPDATE job_targets SET status = 'SKIPPED' WHERE job_id = 2 AND tenant_id = 3",
       "job 2 wrote company 3, whose target is SKIPPED"},
      {"DELETE FROM adoption_history WHERE job_id = 2 AND tenant_id = 3",
       "job 2 calls company 3 applied and wrote nothing"},
      {"INSERT INTO adoption_history SELECT tenant_id, framework_id, revision + 1, before_exists, "
       "before_version, before_digest, after_digest, job_id, changed_by, changed_at, "
       "before_overlay FROM adoption_history WHERE job_id = 2 AND tenant_id = 3",
       "job 2 wrote company 3 2 times"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.sql);
    Setting s;
    s.execute(row.sql);
    const auto findings = findings_of(s.database());
    const bool is_found = std::any_of(
        findings.begin(), findings.end(),
        [&](const std::string& finding) { return finding.find(row.finding) != std::string::npos; });
    CHECK_MESSAGE(is_found, (findings.empty() ? std::string("nothing") : findings.front()));
  }
}

TEST_CASE("backup: the whole database; a file that is there is not touched") {
  Setting s;
  TemporaryFolder folder;
  const std::string path = folder.file("o'clock.db");
  REQUIRE(store::back_up(s.database(), path).ok());
  const std::string before = dump_tables(s.database());
  s.execute("UPDATE tenants SET name = 'Later'");
  auto copy = store::Database::open({path});
  REQUIRE(copy.ok());
  CHECK(dump_tables(**copy) == before);
  CHECK(findings_of(**copy).empty());
  const auto again = store::back_up(s.database(), path);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == Error::Code::conflict);
  CHECK(dump_tables(**copy) == before);
  CHECK_FALSE(store::back_up(s.database(), folder.file("no/such/folder.db")));
}

TEST_CASE("retention: old logs and keys go, jobs that wrote tenants stay and can be rolled back") {
  Setting s;
  s.execute("INSERT INTO idempotency_keys VALUES (1, 'k', 'd', 1, '2020-01-01T00:00:00.000Z')");
  s.execute("UPDATE jobs SET completed_at = '2020-01-02T00:00:00.000Z' WHERE id = 1");
  s.execute(
      "INSERT INTO jobs (id, type, kind, status, initiated_by, parameters, target_count, "
      "done_count, conflicts, created_at, completed_at) VALUES (9, 'X', 'X', 'CANCELLED', 'a', "
      "'{}', 1, 1, 0, '', '2020-01-02T00:00:00.000Z')");
  s.execute(
      "INSERT INTO job_targets (tenant_id, job_id, planned_outcome, planned_evidence, status) "
      "VALUES (1, 9, 'CREATE', '', 'CANCELLED')");
  const int64_t log_of_second = s.count("SELECT COUNT(*) FROM job_log WHERE job_id = 2");
  const Actor actor{std::nullopt, "retention", "", ""};
  const auto retained = [&] {
    return retain(s.database(), s.server.app().audit, s.server.app().clock, {}, actor);
  };
  const auto removed = retained();
  REQUIRE(removed.ok());
  CHECK(removed->removed.keys == 1);
  CHECK(removed->removed.jobs == 1);
  CHECK(removed->removed.log_lines > 0);
  const char* audited = "SELECT COUNT(*) FROM audit WHERE action = 'job.retention'";
  CHECK(s.count(audited) == 1);
  const auto nothing_left = retained();
  REQUIRE(nothing_left.ok());
  CHECK(nothing_left->removed.jobs + nothing_left->removed.keys == 0);
  CHECK(s.count(audited) == 1);
  CHECK(s.count("SELECT COUNT(*) FROM job_log WHERE job_id = 1") == 0);
  CHECK(s.count("SELECT COUNT(*) FROM job_log WHERE job_id = 2") == log_of_second);
  CHECK(s.count("SELECT COUNT(*) FROM jobs WHERE id = 9") == 0);
  CHECK(s.count("SELECT COUNT(*) FROM jobs") == 2);
  CHECK(findings_of(s.database()).empty());
  const Answer plan = s.server.post(
      "/superadmin/api/sync/jobs/" + std::to_string(s.job) + "/rollback", Json::object());
  CHECK(plan.status == 200);
}

}  // namespace datavault::test
