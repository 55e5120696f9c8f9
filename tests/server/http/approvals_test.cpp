// Four eyes: a plan that somebody else agreed to, and only that plan.
#include <doctest/doctest.h>

#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

const Json kNothing = Json::object();

struct Setting {
  TestServer server{TestServer::Options{.is_four_eyes = true}};
  std::vector<int64_t> companies;
  int64_t framework = 0;
  Headers asks, agrees;

  Setting() {
    server.sign_in();
    companies = server.create_companies(3);
    framework = server.import(document("f", {"A", "B"}));
    server.add_user("second@test.example");
    asks = server.session();
    agrees = server.session_of("second@test.example", TestServer::kPassword);
  }

  std::string sync(const std::string& what) const {
    return "/superadmin/api/sync/frameworks/" + std::to_string(framework) + "/" + what;
  }

  Json plan(const std::vector<int64_t>& targets) {
    return server.seen(framework,
                       {{"target_company_ids", targets}, {"conflict_resolution", "MERGE"}});
  }

  Answer decide(int64_t approval, const std::string& how, const Json& body = kNothing) {
    return server.post("/superadmin/api/sync/approvals/" + std::to_string(approval) + "/" + how,
                       body);
  }

  int64_t ask(const Json& plan) {
    const Answer asked = server.post(sync("approvals"), plan);
    REQUIRE_MESSAGE(asked.status == 201, asked.body);
    return asked.json["approval"]["id"].get<int64_t>();
  }

  /// Asks and has it approved.
  void approve(const Json& plan) {
    const int64_t approval = ask(plan);
    server.act_as(agrees);
    REQUIRE(decide(approval, "approve").status == 200);
    server.act_as(asks);
  }
};

}  // namespace

TEST_CASE("approvals: without one nothing is distributed; with one just what was approved") {
  Setting s;
  const Json plan = s.plan({s.companies[0], s.companies[1]});
  const std::string before = dump_tables(s.server.app().database());
  Answer refused = s.server.post(s.sync("distribute"), plan);
  CHECK(refused.code() == "approval_needed");
  CHECK(refused.json["details"]["approval_id"].is_null());
  CHECK(dump_tables(s.server.app().database()) == before);

  const int64_t approval = s.ask(plan);
  CHECK(s.ask(plan) == approval);
  refused = s.server.post(s.sync("distribute"), plan);
  CHECK(refused.json["details"]["approval_id"] == approval);
  CHECK(s.decide(approval, "approve").code() == "forbidden");

  s.server.act_as(s.agrees);
  const Json shown = s.server.get("/superadmin/api/sync/approvals?status=PENDING").json;
  CHECK(shown["total"] == 1);
  CHECK(shown["approvals"][0]["summary"]["CREATE"] == 2);
  CHECK(shown["approvals"][0]["requested_by"] == TestServer::kEmail);
  const Answer approved = s.decide(approval, "approve", {{"remark", "as discussed"}});
  CHECK(approved.json["approval"]["status"] == "APPROVED");
  CHECK(s.decide(approval, "reject").code() == "approval_decided");

  s.server.act_as(s.asks);
  // Another plan, even of a part of the same companies, is not what was approved.
  CHECK(s.server.post(s.sync("distribute"), s.plan({s.companies[0]})).code() == "approval_needed");
  const Answer accepted = s.server.post(s.sync("distribute"), plan);
  REQUIRE_MESSAGE(accepted.status == 202, accepted.body);
  const Json job = s.server.wait_for_job(accepted.json["sync_operation_id"].get<int64_t>());
  CHECK(statuses_of(job)["APPLIED"] == 2);
}

TEST_CASE("approvals: what was approved and has changed since is stale, not applied") {
  Setting s;
  const Json first = s.plan(s.companies);
  s.approve(first);
  s.server.wait_for_job(
      s.server.post(s.sync("distribute"), first).json["sync_operation_id"].get<int64_t>());
  s.server.import(document("f", {"A", "B", "C"}));
  const Json plan = s.plan(s.companies);
  s.approve(plan);
  s.server.edit(s.companies[0], s.framework, {{{"code", "A"}, {"set", {{"name", "Ours"}}}}});
  const Answer stale = s.server.post(s.sync("distribute"), plan);
  CHECK(stale.code() == "plan_stale");
  CHECK(field_of(s.server.copy(s.companies[0], s.framework), "C").is_null());
}

TEST_CASE("approvals: a rejected plan can be asked for again; a rollback needs one, too") {
  Setting s;
  const Json plan = s.plan(s.companies);
  const int64_t first = s.ask(plan);
  s.server.act_as(s.agrees);
  CHECK(s.decide(first, "reject", {{"remark", std::string(2001, 'x')}}).code() == "invalid_input");
  CHECK(s.decide(first, "reject", {{"remark", "not in December"}}).status == 200);
  s.server.act_as(s.asks);
  const Answer refused = s.server.post(s.sync("distribute"), plan);
  CHECK(refused.json["details"]["status"] == "REJECTED");
  s.approve(plan);
  const Answer accepted = s.server.post(s.sync("distribute"), plan);
  REQUIRE(accepted.status == 202);
  const int64_t job = accepted.json["sync_operation_id"].get<int64_t>();
  s.server.wait_for_job(job);

  const std::string rollback = "/superadmin/api/sync/jobs/" + std::to_string(job) + "/rollback";
  const Json back = s.server.post(rollback, kNothing).json["plan"];
  Json seen = {{"plan_digest", back["digest"]},
               {"rules_version", back["rules_version"]},
               {"expected", Json::array()}};
  for (const Json& target : back["targets"]) {
    Json expected;
    for (const char* key : {"company_id", "outcome", "before", "evidence", "after"}) {
      expected[key] = target[key];
    }
    seen["expected"].push_back(expected);
  }
  CHECK(s.server.post(rollback, seen).code() == "approval_needed");
  const Answer asked = s.server.post(rollback + "/approvals", seen);
  REQUIRE_MESSAGE(asked.status == 201, asked.body);
  CHECK(asked.json["approval"]["kind"] == "FRAMEWORK_ROLLBACK");
  s.server.act_as(s.agrees);
  REQUIRE(s.decide(asked.json["approval"]["id"].get<int64_t>(), "approve").status == 200);
  s.server.act_as(s.asks);
  const Answer done = s.server.post(rollback, seen);
  REQUIRE_MESSAGE(done.status == 202, done.body);
  s.server.wait_for_job(done.json["sync_operation_id"].get<int64_t>());
  CHECK(s.server.copy(s.companies[0], s.framework).is_null());
}

TEST_CASE(
    "approvals: not by an account that was made since, nor by who is no super admin any more") {
  Setting s;
  const Json plan = s.plan(s.companies);
  const int64_t approval = s.ask(plan);
  s.server.add_user("third@test.example");
  s.server.act_as(s.server.session_of("third@test.example", TestServer::kPassword));
  CHECK(s.decide(approval, "approve").code() == "forbidden");
  s.server.act_as(s.agrees);
  REQUIRE(s.decide(approval, "approve").status == 200);
  s.server.act_as(s.asks);
  const Json users = s.server.get("/superadmin/api/users?search=second").json["users"];
  REQUIRE(users.size() == 1);
  s.server.patch("/superadmin/api/users/" + users[0]["id"].dump(), {{"is_active", false}});
  const Answer refused = s.server.post(s.sync("distribute"), plan);
  CHECK(refused.code() == "approval_needed");
  CHECK(refused.json["details"]["status"] == "WITHDRAWN");
  CHECK(s.ask(plan) != approval);
}

TEST_CASE("approvals: without four eyes, none is needed") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A"}));
  const auto companies = server.create_companies(1);
  const Json job = server.distribute(
      framework, {{"target_company_ids", companies}, {"conflict_resolution", "MERGE"}});
  CHECK(job["status"] == "COMPLETED");
  CHECK(server.get("/api/auth/session").json["needs_approval"] == false);
}

}  // namespace datavault::test
