#include <doctest/doctest.h>

#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

std::string path_of(int64_t framework, const char* what) {
  return "/superadmin/api/sync/frameworks/" + std::to_string(framework) + "/" + what;
}

Json request_for(const std::vector<int64_t>& companies) {
  return {{"target_company_ids", companies}, {"conflict_resolution", "MERGE"}};
}

/// Three companies: two renamed A alike, the third otherwise; the master renamed it, too.
struct Renamed {
  TestServer server;
  int64_t framework = 0;
  std::vector<int64_t> companies;

  Renamed() {
    server.sign_in();
    framework = server.import(document("f", {"A", "B"}));
    companies = server.create_companies(3);
    server.distribute(framework, request_for(companies));
    const char* names[] = {"Ours", "Ours", "Mine"};
    for (size_t i = 0; i < 3; ++i) {
      server.edit(companies[i], framework, {{{"code", "A"}, {"set", {{"name", names[i]}}}}});
    }
    Json next = document("f", {"A", "B"});
    next["fields"][0]["name"] = "Master's";
    server.import(next);
  }

  Json request() const { return request_for(companies); }
  std::string name(size_t company) {
    return field_of(server.copy(companies[company], framework), "A")["name"].get<std::string>();
  }
};

/// Frameworks "base" with A, B and "top" whose T reads base's A; two companies have both.
struct TwoFrameworks {
  TestServer server{TestServer::Worker::stopped};
  int64_t base = 0, top = 0;
  std::vector<int64_t> companies;

  TwoFrameworks() {
    server.sign_in();
    server.app().workers.start();
    base = server.import(document("base", {"A", "B"}));
    top = server.import(document("top", {"P"}));
    companies = server.create_companies(2);
    server.distribute(base, request_for(companies));
    server.distribute(top, request_for(companies));
  }

  Json top_with_formula() const {
    Json next = document("top", {"P", "T"});
    next["fields"][1]["expression"] = "x * 2";
    next["fields"][1]["variables"] = {{"x", {{"field", "A"}, {"framework", "base"}}}};
    return next;
  }

  int64_t queue(int64_t framework) {
    const Answer answer = server.post(path_of(framework, "distribute"),
                                      server.seen(framework, request_for(companies)));
    REQUIRE_MESSAGE(answer.status == 202, answer.body);
    return answer.json["sync_operation_id"].get<int64_t>();
  }
};

}  // namespace

TEST_CASE("decisions: on a cluster, on one company of it and on a conflict, applied as previewed") {
  Renamed s;
  const Json open = s.server.conflicts(s.framework, s.request());
  CHECK(open["plan"]["summary"] == Json{{"HOLD", 3}});
  REQUIRE(open["conflicts"].size() == 3);
  CHECK(open["conflicts"][0]["cluster"] == open["conflicts"][1]["cluster"]);
  CHECK(open["conflicts"][0]["cluster"] != open["conflicts"][2]["cluster"]);
  Json body = s.request();
  body["decisions"] = {
      {{"cluster", open["conflicts"][0]["cluster"]}, {"take", "MASTER"}},
      {{"cluster", open["conflicts"][0]["cluster"]},
       {"company_id", s.companies[1]},
       {"take", "TENANT"}},
      {{"conflict", open["conflicts"][2]["id"]}, {"take", "VALUE"}, {"value", "Agreed"}},
      {{"conflict", "sha256:none"}, {"take", "MASTER"}}};
  const Json decided = s.server.conflicts(s.framework, body);
  CHECK(decided["plan"]["summary"] == Json{{"MERGE", 3}});
  CHECK(decided["plan"]["unused_decisions"] == Json::array({3}));
  CHECK(decided["conflicts"][0]["answered_by"] == "CLUSTER_DECISION");
  CHECK(decided["conflicts"][2]["answered_by"] == "DECISION");
  // Many batches, each with only some of the tenants: what is not for them is unused there.
  const Json job = s.server.distribute(s.framework, body);
  CHECK(job["status"] == "COMPLETED");
  CHECK(s.name(0) == "Master's");
  CHECK(s.name(1) == "Ours");
  CHECK(s.name(2) == "Agreed");
  CHECK(s.server.conflicts(s.framework, body)["plan"]["summary"] == Json{{"NOOP", 3}});
}

TEST_CASE("policies: presets and attributes, who wins where nobody decided") {
  struct Case {
    const char* name;
    Json policy;
    Json summary;
  };
  const std::vector<Case> cases{
      {"ask", {{"preset", "ASK"}}, {{"HOLD", 3}}},
      {"parent to child", {{"preset", "PARENT_TO_CHILD"}}, {{"MERGE", 3}}},
      {"peer", {{"preset", "PEER"}}, {{"MERGE", 3}}},
      {"another attribute",
       {{"default", "ASK"}, {"attributes", {{"unit", "MASTER"}}}},
       {{"HOLD", 3}}},
      {"this attribute",
       {{"default", "ASK"}, {"attributes", {{"name", "TENANT"}}}},
       {{"MERGE", 3}}},
  };
  Renamed s;
  for (const Case& c : cases) {
    CAPTURE(c.name);
    Json body = s.request();
    body["policy"] = c.policy;
    CHECK(s.server.conflicts(s.framework, body)["plan"]["summary"] == c.summary);
  }
  Json body = s.request();
  body["policy"] = {{"preset", "MIRROR"}};
  CHECK(s.server.distribute(s.framework, body)["status"] == "COMPLETED");
  CHECK(s.name(2) == "Master's");
}

TEST_CASE("decisions: that do not fit, refused with their place and nothing written") {
  Renamed s;
  const Json open = s.server.conflicts(s.framework, s.request());
  const std::string id = open["conflicts"][0]["id"].get<std::string>();
  const std::string cluster = open["conflicts"][0]["cluster"].get<std::string>();
  struct Case {
    const char* name;
    Json decisions;
    const char* where;
  };
  const Json good = {{"conflict", "sha256:none"}, {"take", "MASTER"}};
  const std::vector<Case> cases{
      {"no such answer", {good, {{"conflict", id}, {"take", "OURS"}}}, "decisions[1]"},
      {"neither conflict nor cluster", {good, {{"take", "MASTER"}}}, "decisions[1]"},
      {"both",
       {good, {{"conflict", id}, {"cluster", cluster}, {"take", "MASTER"}}},
       "decisions[1]"},
      {"the master's remembered",
       {good, {{"conflict", id}, {"take", "MASTER"}, {"remember", true}}},
       "decisions[1]"},
      {"a value that is none",
       {good, {{"conflict", id}, {"take", "VALUE"}, {"value", 5}}},
       "decisions[1]"},
      {"one question twice",
       {{{"conflict", id}, {"take", "MASTER"}}, {{"conflict", id}, {"take", "TENANT"}}},
       "decisions[1]"},
      {"misspelt",
       {good, {{"conflict", id}, {"take", "MASTER"}, {"remeber", true}}},
       "decisions[1]"},
  };
  const Json seen = s.server.seen(s.framework, s.request());
  const std::string before = dump_tables(s.server.app().database());
  for (const Case& c : cases) {
    CAPTURE(c.name);
    for (const char* route : {"conflicts", "distribute"}) {
      Json body = std::string(route) == "conflicts" ? s.request() : seen;
      body["decisions"] = c.decisions;
      const Answer answer = s.server.post(path_of(s.framework, route), body);
      CHECK(answer.status == 400);
      CHECK(answer.code() == "invalid_input");
      CHECK(answer.json.value("where", "").find(c.where) == 0);
    }
  }
  CHECK(dump_tables(s.server.app().database()) == before);
}

TEST_CASE("distribute: another decision or policy than was seen, refused") {
  Renamed s;
  Json body = s.request();
  body["policy"] = {{"preset", "PEER"}};
  Json seen = s.server.seen(s.framework, body);
  seen["policy"] = {{"preset", "PARENT_TO_CHILD"}};
  const Answer refused = s.server.post(path_of(s.framework, "distribute"), seen);
  CHECK(refused.status == 409);
  CHECK(refused.code() == "plan_stale");
}

TEST_CASE("stale: a value entered between preview and turn that changes a verdict") {
  TestServer server(TestServer::Worker::stopped);
  server.sign_in();
  server.app().workers.start();
  const int64_t framework = server.import(document("f", {"A"}));
  const auto companies = server.create_companies(2);
  server.distribute(framework, request_for(companies));
  const int64_t entity = server.entity(companies[0]);
  const auto value = [&](const char* period, const char* text) {
    return Json::array(
        {{{"code", "A"}, {"entity_id", entity}, {"period", period}, {"value", text}}});
  };
  server.put_values(companies[0], value("2023", "1"));
  Json next = document("f", {"A"});
  next["fields"][0]["unit"] = "kg";
  server.import(next);
  server.app().workers.stop();
  const Json body = server.seen(framework, request_for(companies));
  // More values that read as the first did change no verdict.
  server.put_values(companies[0], value("2022", "2"));
  const Answer queued = server.post(path_of(framework, "distribute"), body);
  REQUIRE_MESSAGE(queued.status == 202, queued.body);
  next["fields"][0]["unit"] = "kg";
  server.put_values(companies[0], [&] {
    Json other = value("2024", "5");
    other[0]["unit"] = "pieces";
    return other;
  }());
  const Answer refused = server.post(path_of(framework, "distribute"), body);
  CHECK(refused.status == 409);
  REQUIRE(refused.json["details"]["targets"].size() == 1);
  CHECK(refused.json["details"]["targets"][0]["company_id"] == companies[0]);
  CHECK(refused.json["details"]["targets"][0]["reason"].get<std::string>().find("Facts") == 0);
  server.app().workers.start();
  const Json job = server.wait_for_job(queued.json["sync_operation_id"].get<int64_t>());
  CHECK(statuses_of(job) == std::map<std::string, int>{{"STALE", 1}, {"APPLIED", 1}});
}

TEST_CASE("stale: another framework's field hidden between preview and turn") {
  TwoFrameworks s;
  s.server.import(s.top_with_formula());
  s.server.app().workers.stop();
  const Json body = s.server.seen(s.top, request_for(s.companies));
  const int64_t job = s.queue(s.top);
  s.server.edit(s.companies[0], s.base, {{{"code", "A"}, {"hide", true}}});
  const Answer refused = s.server.post(path_of(s.top, "distribute"), body);
  CHECK(refused.status == 409);
  CHECK(refused.json["details"]["targets"].size() == 1);
  Json skipping = body;
  skipping["on_stale"] = "SKIP";
  const Answer accepted = s.server.post(path_of(s.top, "distribute"), skipping);
  CHECK(accepted.status == 202);
  s.server.app().workers.start(1);
  CHECK(statuses_of(s.server.wait_for_job(job)) ==
        std::map<std::string, int>{{"STALE", 1}, {"APPLIED", 1}});
  CHECK(field_of(s.server.copy(s.companies[0], s.top), "T").is_null());
  CHECK_FALSE(field_of(s.server.copy(s.companies[1], s.top), "T").is_null());
}

TEST_CASE(
    "stale: two plans, each valid, that together break a formula: the second is not applied") {
  for (const bool removes_first : {true, false}) {
    CAPTURE(removes_first);
    TwoFrameworks s;
    s.server.import(document("base", {"B"}));
    // The formula is imported against the base's newest version that has the field.
    s.server.import(s.top_with_formula());
    s.server.app().workers.stop();
    const int64_t first = s.queue(removes_first ? s.base : s.top);
    const int64_t second = s.queue(removes_first ? s.top : s.base);
    s.server.app().workers.start(1);
    CHECK(s.server.wait_for_job(first)["status"] == "COMPLETED");
    const Json late = s.server.wait_for_job(second);
    CHECK(late["status"] == "COMPLETED_WITH_ERRORS");
    CHECK(statuses_of(late) == std::map<std::string, int>{{"STALE", 2}});
    const Json again = s.server.conflicts(removes_first ? s.top : s.base, request_for(s.companies));
    CHECK(again["plan"]["summary"] == Json{{"HOLD", 2}});
    CHECK(again["conflicts"][0]["type"] == "BROKEN_FORMULA");
  }
}

}  // namespace datavault::test
