#include <doctest/doctest.h>

#include "core/plan/snapshot_difference.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

std::string copy_path(int64_t company, int64_t framework) {
  return "/superadmin/api/companies/" + std::to_string(company) + "/frameworks/" +
         std::to_string(framework);
}

std::string distribute_path(int64_t framework) {
  return "/superadmin/api/sync/frameworks/" + std::to_string(framework) + "/distribute";
}

Json request_for(const std::vector<int64_t>& companies, const std::string& strategy = "MERGE") {
  return {{"target_company_ids", companies}, {"conflict_resolution", strategy}};
}

Json edit_name(const std::string& code, const std::string& name) {
  return {{"edits", Json::array({{{"code", code}, {"set", {{"name", name}}}}})}};
}

std::map<std::string, int> statuses(const Json& job) {
  std::map<std::string, int> counts;
  for (const Json& target : job["targets"]) ++counts[target["status"].get<std::string>()];
  return counts;
}

std::map<std::string, std::string> names(const Json& framework) {
  std::map<std::string, std::string> result;
  for (const Json& field : framework["fields"]) result[field["code"]] = field["name"];
  return result;
}

}  // namespace

TEST_CASE(
    "distribute: from the first import to the second version, what was previewed is what is "
    "applied") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A", "B", "C"}));
  const auto companies = server.create_companies(5);
  REQUIRE(server
              .patch("/superadmin/api/companies/" + std::to_string(companies[4]),
                     {{"is_active", false}})
              .status == 200);

  const Json first = server.distribute(framework, request_for(companies));
  CHECK(first["status"] == "COMPLETED");
  CHECK(statuses(first) == std::map<std::string, int>{{"APPLIED", 4}, {"SKIPPED", 1}});
  CHECK(first["progress_percentage"] == 100);
  CHECK(first["duration"].is_number());
  CHECK(first["log_entries"].size() >= 2);
  CHECK(server.conflicts(framework, request_for(companies))["plan"]["summary"] ==
        Json{{"NOOP", 4}, {"SKIP", 1}});

  // One renames a field, one edits what the next version removes.
  REQUIRE(server.patch(copy_path(companies[0], framework), edit_name("A", "Ours")).status == 200);
  REQUIRE(server.patch(copy_path(companies[1], framework), edit_name("C", "Kept?")).status == 200);
  Json second_version = document("f", {"A", "B", "D"});
  second_version["fields"][1]["name"] = "B, newer";
  REQUIRE(server.import(second_version) == framework);

  const Json preview = server.conflicts(framework, request_for(companies));
  CHECK(preview["plan"]["summary"] ==
        Json{{"MERGE", 1}, {"HOLD", 1}, {"FAST_FORWARD", 2}, {"SKIP", 1}});
  const Json job = server.distribute(framework, request_for(companies));
  CHECK(job["status"] == "COMPLETED_WITH_ERRORS");
  CHECK(statuses(job) == std::map<std::string, int>{{"APPLIED", 3}, {"HELD", 1}, {"SKIPPED", 1}});
  for (size_t i = 0; i < companies.size(); ++i) {
    CHECK(job["targets"][i]["outcome"] == preview["plan"]["targets"][i]["outcome"]);
  }

  const Json version =
      server.get("/superadmin/api/frameworks/" + std::to_string(framework)).json["framework"];
  CHECK(version["version"] == 2);
  const Json plain = server.get(copy_path(companies[2], framework)).json["framework"];
  CHECK(plain["fields"] == version["fields"]);
  CHECK(plain["base_version"] == 2);
  auto expected = names(version);
  expected["A"] = "Ours";
  CHECK(names(server.get(copy_path(companies[0], framework)).json["framework"]) == expected);
  CHECK(names(server.get(copy_path(companies[1], framework)).json["framework"]).at("C") == "Kept?");

  const Json again = server.conflicts(framework, request_for(companies));
  for (const Json& target : again["plan"]["targets"]) {
    CHECK((target["outcome"] == "NOOP" || target["outcome"] == "HOLD" ||
           target["outcome"] == "SKIP"));
  }
}

TEST_CASE(
    "distribute: copies changed since the preview, refused by name or left alone on request") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A", "B"}));
  const auto companies = server.create_companies(3);
  server.distribute(framework, request_for(companies));
  server.import(document("f", {"A", "B", "C"}));
  Json body = server.seen(framework, request_for(companies));
  REQUIRE(server.patch(copy_path(companies[1], framework), edit_name("A", "Late")).status == 200);

  const std::string before = dump_tables(server.app().database());
  const Answer refused = server.post(distribute_path(framework), body);
  CHECK(refused.status == 409);
  CHECK(refused.code() == "plan_stale");
  REQUIRE(refused.json["details"]["targets"].size() == 1);
  CHECK(refused.json["details"]["targets"][0]["company_id"] == companies[1]);
  CHECK_FALSE(refused.json["details"]["targets"][0]["reason"].get<std::string>().empty());
  CHECK(dump_tables(server.app().database()) == before);

  body["on_stale"] = "SKIP";
  const Answer accepted = server.post(distribute_path(framework), body);
  REQUIRE_MESSAGE(accepted.status == 202, accepted.body);
  const Json job = server.wait_for_job(accepted.json["sync_operation_id"].get<int64_t>());
  CHECK(job["status"] == "COMPLETED_WITH_ERRORS");
  CHECK(statuses(job) == std::map<std::string, int>{{"APPLIED", 2}, {"STALE", 1}});
  const Json late = server.get(copy_path(companies[1], framework)).json["framework"];
  CHECK(late["base_version"] == 1);
  CHECK(names(late).at("A") == "Late");
}

TEST_CASE("distribute: a copy changed after the job was queued, stale at its turn") {
  TestServer server(TestServer::Worker::stopped);
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A", "B"}));
  const auto companies = server.create_companies(2);
  const auto queue = [&](const Json& body) {
    const Answer answer = server.post(distribute_path(framework), body);
    REQUIRE_MESSAGE(answer.status == 202, answer.body);
    return answer.json["sync_operation_id"].get<int64_t>();
  };
  const int64_t first = queue(server.seen(framework, request_for({companies[0]})));
  const int64_t second = queue(server.seen(framework, request_for(companies)));
  CHECK(server.get("/superadmin/api/sync/jobs/" + std::to_string(first) + "/status")
            .json["status"]["status"] == "QUEUED");
  CHECK(server.get(copy_path(companies[0], framework)).status == 404);
  server.app().workers.start();
  CHECK(server.wait_for_job(first)["status"] == "COMPLETED");
  const Json job = server.wait_for_job(second);
  CHECK(statuses(job) == std::map<std::string, int>{{"STALE", 1}, {"APPLIED", 1}});
}

TEST_CASE("distribute: a plan that is not the one previewed, refused with nothing written") {
  TestServer server(TestServer::Worker::stopped);
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A"}));
  const auto companies = server.create_companies(2);
  const Json good = server.seen(framework, request_for(companies));
  struct Case {
    const char* name;
    const char* key;
    Json value;
    int status;
    const char* code;
  };
  Json fewer = good["expected"];
  fewer.erase(1);
  const std::vector<Case> cases{
      {"another digest", "plan_digest", "sha256:0", 409, "plan_stale"},
      {"another strategy", "conflict_resolution", "OVERWRITE", 409, "plan_stale"},
      {"a target that was not shown", "expected", fewer, 409, "plan_stale"},
      {"fewer targets than were shown", "target_company_ids", Json::array({companies[0]}), 409,
       "plan_stale"},
      {"another rules version", "rules_version", 999, 409, "client_outdated"},
      {"another way with stale ones", "on_stale", "ASK", 400, "invalid_input"},
      {"no list of targets seen", "expected", 5, 400, "invalid_input"},
  };
  const std::string before = dump_tables(server.app().database());
  for (const Case& c : cases) {
    CAPTURE(c.name);
    Json body = good;
    body[c.key] = c.value;
    const Answer answer = server.post(distribute_path(framework), body);
    CHECK(answer.status == c.status);
    CHECK(answer.code() == c.code);
    CHECK(dump_tables(server.app().database()) == before);
  }
}

TEST_CASE("distribute: the same idempotency key, one job; with another body, refused") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A"}));
  const auto companies = server.create_companies(2);
  const Json body = server.seen(framework, request_for(companies));
  const Headers key{{"Idempotency-Key", "once"}};
  const Answer first = server.post(distribute_path(framework), body, key);
  REQUIRE(first.status == 202);
  server.wait_for_job(first.json["sync_operation_id"].get<int64_t>());
  // The session is another one; the key is the user's.
  server.sign_in();
  const std::string before = dump_tables(server.app().database());
  const Answer replay = server.post(distribute_path(framework), body, key);
  CHECK(replay.status == 202);
  CHECK(replay.json["sync_operation_id"] == first.json["sync_operation_id"]);
  CHECK(replay.headers.at("Idempotent-Replayed") == "true");
  Json other = body;
  other["on_stale"] = "SKIP";
  const Answer refused = server.post(distribute_path(framework), other, key);
  CHECK(refused.status == 422);
  CHECK(refused.code() == "idempotency_key_reused");
  CHECK(dump_tables(server.app().database()) == before);
  CHECK(server.get("/superadmin/api/sync/jobs").json["total"] == 1);
}

TEST_CASE("distribute: back to an earlier version, only where it is allowed") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A"}));
  server.import(document("f", {"A", "B"}));
  const auto companies = server.create_companies(1);
  server.distribute(framework, request_for(companies));
  Json back = request_for(companies);
  back["version"] = 1;
  const Answer refused = server.post(
      "/superadmin/api/sync/frameworks/" + std::to_string(framework) + "/conflicts", back);
  CHECK(refused.status == 409);
  CHECK(refused.json["error"].get<std::string>().find("Company 1") != std::string::npos);
  back["allow_downgrade"] = true;
  CHECK(server.distribute(framework, back)["status"] == "COMPLETED");
  CHECK(server.get(copy_path(companies[0], framework)).json["framework"]["base_version"] == 1);
}

TEST_CASE("distribute: a tenant's own framework of that name, becomes its copy") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A", "B"}));
  const auto companies = server.create_companies(1);
  const Answer own = server.post("/superadmin/api/frameworks",
                                 {{"name", "Framework f"}, {"company_id", companies[0]}});
  REQUIRE_MESSAGE(own.status == 201, own.body);
  const int64_t own_id = own.json["framework_id"].get<int64_t>();
  const Json edits = {
      {"edits",
       Json::array({{{"add", {{"code", "OWN"}, {"name", "Our own"}, {"value_type", "TEXT"}}}}})}};
  REQUIRE(server.patch(copy_path(companies[0], own_id), edits).status == 200);
  const Json preview = server.conflicts(framework, request_for(companies));
  CHECK(preview["plan"]["targets"][0]["outcome"] == "MERGE");
  CHECK(preview["conflicts"][0]["type"] == "FRAMEWORK_EXISTS");
  CHECK(server.distribute(framework, request_for(companies))["status"] == "COMPLETED");
  CHECK(server.get(copy_path(companies[0], own_id)).status == 404);
  const auto codes = names(server.get(copy_path(companies[0], framework)).json["framework"]);
  CHECK(codes.size() == 3);
  CHECK(codes.contains("OWN"));
  CHECK(server.conflicts(framework, request_for(companies))["plan"]["targets"][0]["outcome"] ==
        "NOOP");
}

TEST_CASE("snapshot: fetched again, 304 until something changes") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A"}));
  const auto companies = server.create_companies(2);
  const std::string path =
      "/superadmin/api/sync/snapshot?framework_id=" + std::to_string(framework);
  const Answer first = server.get(path);
  REQUIRE(first.status == 200);
  CHECK(first.json["snapshot"]["tenants"].size() == 2);
  const Headers known{{"If-None-Match", first.headers.at("ETag")}};
  CHECK(server.send("GET", path, "", known).status == 304);
  server.patch("/superadmin/api/companies/" + std::to_string(companies[0]), {{"is_active", false}});
  CHECK(server.send("GET", path, "", known).status == 200);
}

TEST_CASE("snapshot: by difference to one that was served before") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A"}));
  const auto companies = server.create_companies(3);
  const std::string path =
      "/superadmin/api/sync/snapshot?framework_id=" + std::to_string(framework);
  const Json first = server.get(path).json;
  const std::string digest = first["digest"];
  CHECK(digest == digest_of_json(first["snapshot"]));
  const Json same = server.get(path + "&since=" + digest).json;
  REQUIRE_FALSE(same.contains("snapshot"));
  CHECK(same["difference"]["tenants"].empty());
  CHECK(same["digest"] == digest);
  server.patch("/superadmin/api/companies/" + std::to_string(companies[1]), {{"is_active", false}});
  const Json second = server.get(path + "&since=" + digest).json;
  REQUIRE(second.contains("difference"));
  CHECK(second["difference"]["tenants"].size() == 1);
  CHECK(second["difference"]["versions"].empty());
  const auto applied = apply_snapshot_difference(first["snapshot"], second["difference"]);
  REQUIRE(applied);
  CHECK(*applied == server.get(path).json["snapshot"]);
  SUBCASE("of another target version too") {
    server.import(document("f", {"A", "B"}));
    const Answer newer = server.get(path + "&since=" + second["digest"].get<std::string>());
    REQUIRE(newer.json.contains("difference"));
    const auto both = apply_snapshot_difference(*applied, newer.json["difference"]);
    REQUIRE(both);
    CHECK(*both == server.get(path).json["snapshot"]);
  }
  SUBCASE("whole where the earlier one is not known") {
    const std::string unknown = "sha256:" + std::string(64, '0');
    CHECK(server.get(path + "&since=" + unknown).json.contains("snapshot"));
    CHECK(server.get(path + "&since=nonsense").json.contains("snapshot"));
  }
}

TEST_CASE("conflicts: paged and filtered, all of them once") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A"}));
  const std::string path =
      "/superadmin/api/sync/frameworks/" + std::to_string(framework) + "/conflicts";
  const Json request = request_for({901, 902, 903});  // none of them is known
  const Answer first = server.post(path + "?limit=2", request);
  REQUIRE(first.status == 200);
  CHECK(first.json["has_conflicts"] == true);
  CHECK(first.json["conflicts"].size() == 2);
  CHECK(first.json["total"] == 3);
  const Answer rest = server.post(
      path + "?limit=2&cursor=" + first.json["next_cursor"].get<std::string>(), request);
  CHECK(rest.json["conflicts"].size() == 1);
  CHECK(rest.json["next_cursor"].is_null());
  CHECK(server.post(path + "?severity=BLOCKING", request).json["total"] == 0);
  CHECK(server.post(path + "?company_id=902", request).json["total"] == 1);
}

}  // namespace datavault::test
