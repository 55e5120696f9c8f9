#include <doctest/doctest.h>

#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

constexpr const char* kList = "/superadmin/api/sync/remembered";

/// Two companies that named A as they like it, and a master that renames A again and again.
struct Setting {
  TestServer server;
  int64_t framework = 0;
  std::vector<int64_t> companies;

  explicit Setting(TestServer::Worker worker = TestServer::Worker::running) : server(worker) {
    server.sign_in();
    framework = server.import(document("f", {"A", "B"}));
    companies = server.create_companies(2);
    if (worker == TestServer::Worker::stopped) server.app().workers.start();
    server.distribute(framework, request());
    for (const int64_t company : companies) {
      server.edit(company, framework, {{{"code", "A"}, {"set", {{"name", "Ours"}}}}});
    }
    publish("Second");
  }

  Json request() const {
    return {{"target_company_ids", companies}, {"conflict_resolution", "MERGE"}};
  }

  void publish(const std::string& name) {
    Json next = document("f", {"A", "B"});
    next["fields"][0]["name"] = name;
    server.import(next);
  }

  /// The request with one decision for the cluster of all.
  Json decided(const std::string& take) {
    const Json seen = server.conflicts(framework, request());
    REQUIRE(seen["conflicts"].size() == 2);
    Json body = request();
    body["decisions"] = {
        {{"cluster", seen["conflicts"][0]["cluster"]}, {"take", take}, {"remember", true}}};
    return body;
  }
};

}  // namespace

TEST_CASE("remembered: decided once, holds for the next version; withdrawn, it is asked again") {
  Setting s;
  CHECK(s.server.distribute(s.framework, s.decided("TENANT"))["status"] == "COMPLETED");
  const Answer list =
      s.server.get(std::string(kList) + "?framework_id=" + std::to_string(s.framework) +
                   "&company_id=" + std::to_string(s.companies[1]));
  REQUIRE(list.status == 200);
  REQUIRE(list.json["remembered"].size() == 1);
  const Json kept = list.json["remembered"][0];
  CHECK(kept["field_code"] == "A");
  CHECK(kept["attribute"] == "name");
  CHECK(kept["value"] == "Ours");
  CHECK(kept["decided_by"] == TestServer::kEmail);
  CHECK(s.server.get(kList).json["total"] == 2);
  CHECK(s.server.get(std::string(kList) + "?limit=1").json["next_cursor"].is_string());
  CHECK(s.server.get(std::string(kList) + "?framework_id=999").json["total"] == 0);
  CHECK(s.server.get(std::string(kList) + "?oops=1").status == 400);

  s.publish("Third");
  const Json seen = s.server.conflicts(s.framework, s.request());
  CHECK(seen["plan"]["summary"] == Json{{"MERGE", 2}});
  CHECK(seen["conflicts"][0]["answered_by"] == "REMEMBERED");

  const std::string one = std::string(kList) + "/" + std::to_string(kept["id"].get<int64_t>());
  CHECK(s.server.send("DELETE", one).status == 200);
  CHECK(s.server.send("DELETE", one).code() == "remembered_not_found");
  CHECK(s.server.conflicts(s.framework, s.request())["plan"]["summary"] ==
        Json{{"MERGE", 1}, {"HOLD", 1}});
  const Json audit =
      s.server.get("/superadmin/api/audit?action=sync.remembered.withdraw&is_refused=false").json;
  REQUIRE(audit["total"] == 1);
  CHECK(audit["audit"][0]["payload"]["field_code"] == "A");
}

TEST_CASE("remembered: decided again, the newer one replaces the older") {
  Setting s;
  s.server.distribute(s.framework, s.decided("TENANT"));
  s.publish("Third");
  const Json seen = s.server.conflicts(s.framework, s.request());
  Json body = s.request();
  body["decisions"] = {{{"cluster", seen["conflicts"][0]["cluster"]},
                        {"take", "VALUE"},
                        {"value", "Agreed"},
                        {"remember", true}}};
  s.server.distribute(s.framework, body);
  const Json list = s.server.get(kList).json;
  CHECK(list["total"] == 2);
  CHECK(list["remembered"][0]["value"] == "Agreed");
}

TEST_CASE("remembered: an answer that edits the copy, stamped with the admin and the time") {
  Setting s;
  const Json seen = s.server.conflicts(s.framework, s.request());
  Json body = s.request();
  body["decisions"] = {
      {{"cluster", seen["conflicts"][0]["cluster"]}, {"take", "VALUE"}, {"value", "Agreed"}}};
  s.server.distribute(s.framework, body);
  const Json copy = s.server.copy(s.companies[0], s.framework);
  const std::string uid = field_of(copy, "A")["uid"].get<std::string>();
  const Json edit = copy["changes"]["edits"][uid]["name"];
  CHECK(edit["value"] == "Agreed");
  CHECK(edit["by"] == TestServer::kEmail);
  CHECK(edit["at"].get<std::string>().size() > 10);
  CHECK(s.server.get(kList).json["total"] == 0);
}

TEST_CASE("remembered: withdrawn between preview and submission, or before the turn, stale") {
  Setting s(TestServer::Worker::stopped);
  s.server.distribute(s.framework, s.decided("TENANT"));
  s.publish("Third");
  s.server.app().workers.stop();
  const std::string path =
      "/superadmin/api/sync/frameworks/" + std::to_string(s.framework) + "/distribute";
  const Json body = s.server.seen(s.framework, s.request());
  const Answer queued = s.server.post(path, body);
  REQUIRE(queued.status == 202);
  const Json list =
      s.server.get(std::string(kList) + "?company_id=" + std::to_string(s.companies[0]))
          .json["remembered"];
  REQUIRE(list.size() == 1);
  REQUIRE(
      s.server
          .send("DELETE", std::string(kList) + "/" + std::to_string(list[0]["id"].get<int64_t>()))
          .status == 200);
  const Answer refused = s.server.post(path, body);
  CHECK(refused.status == 409);
  CHECK(refused.code() == "plan_stale");
  REQUIRE(refused.json["details"]["targets"].size() == 1);
  CHECK(refused.json["details"]["targets"][0]["company_id"] == s.companies[0]);
  s.server.app().workers.start();
  const Json job = s.server.wait_for_job(queued.json["sync_operation_id"].get<int64_t>());
  CHECK(statuses_of(job) == std::map<std::string, int>{{"STALE", 1}, {"APPLIED", 1}});
}

}  // namespace datavault::test
