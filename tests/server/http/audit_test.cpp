// The audit is searched, exported and verified.
#include <sstream>

#include <doctest/doctest.h>

#include "core/codec/csv.h"
#include "server/app/audit_chain.h"
#include "server/store/query.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

constexpr int64_t kHour = 3600 * 1000;

struct Setting {
  ManualClock clock;
  TestServer server{TestServer::Worker::stopped, &clock};

  Setting() {
    server.sign_in();
    server.create_companies(3);
    clock.now += kHour;
    server.sign_in();
    server.post("/superadmin/api/companies", {{"name", "=HYPERLINK(\"x\")"}});
    server.post("/superadmin/api/companies", {{"name", ""}});
  }

  int64_t total(const std::string& query) {
    const Answer answer = server.get("/superadmin/api/audit" + query);
    REQUIRE_MESSAGE(answer.status == 200, answer.body);
    return answer.json["total"].get<int64_t>();
  }
};

}  // namespace

TEST_CASE("audit: found by what, who, when, where and whether it was refused") {
  Setting s;
  const int64_t all = s.total("");
  CHECK(s.total("?action=company.create") == 3);
  CHECK(s.total("?action=company.create&is_refused=true") == 1);
  CHECK(s.total("?user_email=super%40test.example") == all - 1);
  CHECK(s.total("?entity=company") == 2);
  CHECK(s.total("?search=hyperlink") >= 1);
  const std::string since = "2025-06-15T15:30:00Z";
  CHECK(s.total("?from=" + since) + s.total("?to=" + since) == all);
  CHECK(s.total("?from=" + since) > 0);
  CHECK(s.total("?to=" + since) > 0);
  CHECK(s.server.get("/superadmin/api/audit?color=red").code() == "invalid_input");
  CHECK(s.server.get("/superadmin/api/audit?limit=2").json["audit"].size() == 2);
}

TEST_CASE("audit: exported as CSV and as lines of JSON, all that fits and nothing to run") {
  Setting s;
  const int64_t all = s.total("");
  const Answer csv = s.server.get("/superadmin/api/audit/export");
  CHECK(csv.headers.at("Content-Type").starts_with("text/csv"));
  CHECK(csv.headers.at("Content-Disposition").find("attachment") != std::string::npos);
  const auto table = read_csv(csv.body);
  REQUIRE(table.ok());
  CHECK(static_cast<int64_t>(table->records.size()) == all + 1);
  CHECK(csv.body.find(",=") == std::string::npos);
  const Answer lines =
      s.server.get("/superadmin/api/audit/export?format=jsonl&action=company.create");
  std::istringstream stream(lines.body);
  int64_t count = 0;
  for (std::string line; std::getline(stream, line); ++count) {
    CHECK(Json::parse(line)["action"] == "company.create");
  }
  CHECK(count == 3);
  CHECK(s.server.get("/superadmin/api/audit/export?format=xlsx").code() == "invalid_input");
}

TEST_CASE("audit: verified on request, and a changed row is named") {
  Setting s;
  Json verdict = s.server.get("/superadmin/api/audit/verify").json;
  CHECK(verdict["is_whole"] == true);
  CHECK(verdict["findings"].empty());
  {
    auto tx = s.server.app().database().write();
    store::Query(*tx, "UPDATE audit SET user_email = 'eve@test.example' WHERE id = 4").run();
    REQUIRE(tx->commit().ok());
  }
  verdict = s.server.get("/superadmin/api/audit/verify").json;
  CHECK(verdict["is_whole"] == false);
  REQUIRE(verdict["findings"].size() == 1);
  CHECK(verdict["findings"][0]["row"] == 4);
}

TEST_CASE("audit: who may not even look is written down, who is not signed in is not") {
  Setting s;
  const int64_t company = s.server.create_companies(4).front();
  s.server.add_user("ann@test.example", company);
  const Headers anns = s.server.session_of("ann@test.example", TestServer::kPassword);
  const int64_t before = s.total("?is_refused=true");
  CHECK(s.server.send_raw("GET", "/superadmin/api/users", "", {}).status == 401);
  CHECK(s.total("?is_refused=true") == before);
  CHECK(s.server.send_raw("GET", "/superadmin/api/users", "", anns).status == 403);
  const Json row = s.server.get("/superadmin/api/audit?is_refused=true&limit=1").json["audit"][0];
  CHECK(row["user_email"] == "ann@test.example");
  CHECK(row["action"] == "read");
  CHECK(row["entity_id"] == "/superadmin/api/users");
}

}  // namespace datavault::test
