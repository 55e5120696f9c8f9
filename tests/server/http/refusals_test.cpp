#include <doctest/doctest.h>

#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

/// A request that is refused, and how. Everything else in the database stays as it was.
struct Refusal {
  std::string name;
  std::string method;
  std::string path;
  std::string body;
  Headers headers;
  int status;
  std::string code;
  std::string says;  // part of the answer
};

const std::string kFrameworks = "/superadmin/api/frameworks";
const std::string kCompanies = "/superadmin/api/companies";
const std::string kSync = "/superadmin/api/sync";

struct Prepared {
  TestServer server{TestServer::Worker::stopped};
  int64_t framework = 0;
  std::vector<int64_t> companies;

  Prepared() {
    server.sign_in();
    framework = server.import(document("f", {"A", "B"}));
    companies = server.create_companies(2);
  }
};

void check(TestServer& server, const Refusal& refusal, const Answer& answer) {
  CHECK(answer.status == refusal.status);
  CHECK(answer.code() == refusal.code);
  CHECK(answer.json["success"] == false);
  CHECK_FALSE(answer.json.value("error", "").empty());
  CHECK_MESSAGE(answer.body.find(refusal.says) != std::string::npos, answer.body);
  CHECK(answer.headers.at("Cache-Control") == "no-store");
  (void)server;
}

int64_t refused_entries(TestServer& server) {
  return server.get("/superadmin/api/audit?is_refused=true").json["total"].get<int64_t>();
}

void run(Prepared& prepared, const std::vector<Refusal>& refusals) {
  TestServer& server = prepared.server;
  const std::string before = dump_tables(server.app().database());
  for (const Refusal& refusal : refusals) {
    CAPTURE(refusal.name);
    const int64_t audited = refused_entries(server);
    check(server, refusal,
          server.send(refusal.method, refusal.path, refusal.body, refusal.headers));
    CHECK(dump_tables(server.app().database()) == before);
    const bool changes = refusal.method != "GET";
    const bool is_routed = refusal.status != 404 || refusal.code != "route_not_found";
    if (changes && is_routed && refusal.status != 405) {
      CHECK(refused_entries(server) == audited + 1);
    }
  }
}

std::string id(int64_t value) { return std::to_string(value); }

}  // namespace

TEST_CASE("http: requests that cannot be read or are not allowed, refused without a trace") {
  Prepared prepared;
  const std::string sync = kSync + "/frameworks/" + id(prepared.framework);
  const Headers no_csrf{{"X-CSRF-Token", ""}};
  run(prepared,
      {
          {"unknown address", "GET", "/superadmin/api/nothing", "", {}, 404, "route_not_found", ""},
          {"id that is no number", "GET", kFrameworks + "/x1", "", {}, 404, "route_not_found", ""},
          {"wrong method", "DELETE", kFrameworks, "", {}, 405, "method_not_allowed", ""},
          {"wrong method on a file",
           "POST",
           "/index.html",
           "{}",
           {},
           405,
           "method_not_allowed",
           ""},
          {"wrong password",
           "POST",
           "/api/auth/login",
           R"({"email":"super@test.example","password":"wrong horse"})",
           {},
           401,
           "wrong_credentials",
           ""},
          {"missing CSRF header", "POST", kCompanies, R"({"name":"X"})", no_csrf, 403,
           "csrf_missing", "X-CSRF-Token"},
          {"another session's CSRF token",
           "POST",
           kCompanies,
           R"({"name":"X"})",
           {{"X-CSRF-Token", "abc"}},
           403,
           "csrf_invalid",
           ""},
          {"not signed in",
           "POST",
           kCompanies,
           R"({"name":"X"})",
           {{"Cookie", ""}},
           401,
           "not_signed_in",
           ""},
          {"not signed in, reading",
           "GET",
           kCompanies,
           "",
           {{"Cookie", "datavault_session=guess"}},
           401,
           "not_signed_in",
           ""},
          {"malformed JSON",
           "POST",
           kCompanies,
           "{\"name\":\n \"X\",}",
           {},
           400,
           "malformed_json",
           "line 2"},
          {"key twice",
           "POST",
           kCompanies,
           R"({"name":"X","name":"Y"})",
           {},
           400,
           "malformed_json",
           ""},
          {"wrong content type",
           "POST",
           kCompanies,
           "name=X",
           {{"Content-Type", "application/x-www-form-urlencoded"}},
           415,
           "unsupported_content_type",
           "application/json"},
          {"CSV where JSON is needed",
           "POST",
           kCompanies,
           "name\nX\n",
           {{"Content-Type", "text/csv"}},
           415,
           "unsupported_content_type",
           ""},
          {"compressed body",
           "POST",
           kCompanies,
           "{}",
           {{"Content-Encoding", "gzip"}},
           415,
           "unsupported_content_encoding",
           ""},
          {"body over the route's limit",
           "PATCH",
           kCompanies + "/1",
           std::string(70000, ' '),
           {},
           413,
           "body_too_large",
           "64 kB"},
          {"limit over 1000",
           "GET",
           kCompanies + "?limit=1001",
           "",
           {},
           400,
           "invalid_input",
           "1 to 1000"},
          {"cursor that no list gave",
           "GET",
           kCompanies + "?cursor=zz",
           "",
           {},
           400,
           "invalid_input",
           "cursor"},
          {"unknown filter",
           "GET",
           kCompanies + "?color=red",
           "",
           {},
           400,
           "invalid_input",
           "color"},
          {"unknown sort", "GET", kCompanies + "?sort=color", "", {}, 400, "invalid_input", "name"},
          {"unknown framework",
           "GET",
           kFrameworks + "/999",
           "",
           {},
           404,
           "framework_not_found",
           "999"},
          {"unknown version",
           "GET",
           kFrameworks + "/" + id(prepared.framework) + "?version=9",
           "",
           {},
           404,
           "version_not_found",
           "9"},
          {"unknown company", "GET", kCompanies + "/999", "", {}, 404, "company_not_found", "999"},
          {"unknown job", "GET", kSync + "/jobs/999/status", "", {}, 404, "job_not_found", "999"},
          {"copy that is not there",
           "GET",
           kCompanies + "/1/frameworks/" + id(prepared.framework),
           "",
           {},
           404,
           "framework_not_found",
           "Company 1"},
          {"snapshot of no framework",
           "GET",
           kSync + "/snapshot",
           "",
           {},
           400,
           "invalid_input",
           "framework_id"},
          {"snapshot of an unknown one",
           "GET",
           kSync + "/snapshot?framework_id=99",
           "",
           {},
           404,
           "framework_not_found",
           ""},
          {"preview of an unknown framework",
           "POST",
           kSync + "/frameworks/99/conflicts",
           R"({"target_company_ids":[1],"conflict_resolution":"MERGE"})",
           {},
           404,
           "framework_not_found",
           ""},
          {"preview without targets",
           "POST",
           sync + "/conflicts",
           R"({"target_company_ids":[],"conflict_resolution":"MERGE"})",
           {},
           400,
           "empty_target_list",
           ""},
          {"preview with an unknown strategy",
           "POST",
           sync + "/conflicts",
           R"({"target_company_ids":[1],"conflict_resolution":"GUESS"})",
           {},
           400,
           "invalid_input",
           "conflict_resolution"},
          {"preview with an unknown key",
           "POST",
           sync + "/conflicts",
           R"({"target_company_ids":[1],"conflict_resolution":"MERGE","polcy":{}})",
           {},
           400,
           "invalid_input",
           "polcy"},
          {"preview of an unknown version",
           "POST",
           sync + "/conflicts",
           R"({"target_company_ids":[1],"conflict_resolution":"MERGE","version":7})",
           {},
           404,
           "version_not_found",
           ""},
          {"distribute to an unknown framework",
           "POST",
           kSync + "/frameworks/99/distribute",
           "{}",
           {},
           404,
           "framework_not_found",
           ""},
          {"distribute without targets",
           "POST",
           sync + "/distribute",
           R"({"target_company_ids":[],"conflict_resolution":"MERGE"})",
           {},
           400,
           "empty_target_list",
           ""},
          {"distribute without a preview",
           "POST",
           sync + "/distribute",
           R"({"target_company_ids":[1],"conflict_resolution":"MERGE"})",
           {},
           400,
           "invalid_input",
           "plan_digest"},
      });
}

TEST_CASE("http: data that cannot be stored, refused as a whole with its places") {
  Prepared prepared;
  const std::string company = kCompanies + "/" + id(prepared.companies[0]);
  const auto csv_import = [](const std::string& content) {
    return Json{{"name", "C"},
                {"format", "csv"},
                {"content", content},
                {"map", {{"code", "id"}, {"name", "title"}, {"value_type", "kind"}}},
                {"type_map", {{"number", "NUMBER"}}}}
        .dump();
  };
  const Headers csv{{"Content-Type", "text/csv"}};
  run(prepared,
      {
          {"CSV with a row without a name",
           "POST",
           kFrameworks + "/import",
           csv_import("id,title,kind\n1,One,number\n2,,number\n"),
           {},
           400,
           "import_refused",
           R"("row":3)"},
          {"CSV with an unknown type",
           "POST",
           kFrameworks + "/import",
           csv_import("id,title,kind\n1,One,oops\n"),
           {},
           400,
           "import_refused",
           "kind"},
          {"CSV without a framework name",
           "POST",
           kFrameworks + "/import",
           R"({"format":"csv","content":"a\n1\n","map":{"name":"a"}})",
           {},
           400,
           "invalid_input",
           "name"},
          {"import with an unknown key",
           "POST",
           kFrameworks + "/import",
           R"({"name":"X","content":"a","map":{"name":"a"},"contents":""})",
           {},
           400,
           "invalid_input",
           "contents"},
          {"document that is no JSON",
           "POST",
           kFrameworks + "/import",
           R"({"name":"X","format":"document","content":"{"})",
           {},
           400,
           "import_refused",
           "line 1"},
          {"version for an unknown framework",
           "POST",
           kFrameworks + "/99/versions",
           Json{{"name", "x"}, {"format", "document"}, {"content", document("x", {"A"}).dump()}}
               .dump(),
           {},
           404,
           "framework_not_found",
           ""},
          {"framework with a name that is taken",
           "POST",
           kFrameworks,
           R"({"name":"Framework f"})",
           {},
           409,
           "conflict",
           "name"},
          {"company without a name",
           "POST",
           kCompanies,
           R"({"name":"  "})",
           {},
           400,
           "invalid_input",
           "name"},
          {"one of several companies is wrong",
           "POST",
           kCompanies,
           R"([{"name":"Good"},{"name":""}])",
           {},
           400,
           "invalid_input",
           "companies[1]"},
          {"slug that is taken",
           "POST",
           kCompanies,
           R"({"name":"X","slug":"company-1"})",
           {},
           409,
           "slug_taken",
           "company-1"},
          {"the same slug twice",
           "POST",
           kCompanies,
           R"([{"name":"X","slug":"x"},{"name":"Y","slug":"x"}])",
           {},
           409,
           "slug_taken",
           "companies[1]"},
          {"entity below an unknown one",
           "POST",
           company + "/entities",
           R"({"name":"Site","parent_id":77})",
           {},
           400,
           "rows_refused",
           "parent_id"},
          {"entities of an unknown company",
           "POST",
           kCompanies + "/99/entities",
           R"({"name":"Site"})",
           {},
           404,
           "company_not_found",
           ""},
          {"value of a field that no copy has",
           "POST",
           company + "/values",
           R"([{"code":"A","entity_id":1,"period":"2024","value":"1"}])",
           {},
           400,
           "rows_refused",
           "values[0]"},
          {"CSV of values with an unknown column", "POST", company + "/values",
           "code,entity,year,value\nA,G,2024,1\n", csv, 400, "invalid_input", "year"},
          {"edit of a copy that is not there",
           "PATCH",
           company + "/frameworks/" + id(prepared.framework),
           R"({"edits":[]})",
           {},
           404,
           "framework_not_found",
           ""},
      });
}

TEST_CASE("http: a body of 200 MB, refused without being kept in memory") {
  Prepared prepared;
  const std::string before = dump_tables(prepared.server.app().database());
  const std::string body(200 * 1024 * 1024, 'x');
  for (const std::string& path : {kFrameworks + "/import", std::string("/api/auth/login")}) {
    CAPTURE(path);
    const Answer answer = prepared.server.send("POST", path, body);
    CHECK(answer.status == 413);
    CHECK(answer.code() == "body_too_large");
    CHECK(answer.json["details"]["limit_bytes"].get<int64_t>() < 100 * 1024 * 1024);
  }
  CHECK(dump_tables(prepared.server.app().database()) == before);
  CHECK(prepared.server.get(kFrameworks).status == 200);
}

TEST_CASE("http: too many wrong passwords, the right one has to wait too") {
  TestServer server;
  const Json wrong = {{"email", TestServer::kEmail}, {"password", "wrong horse"}};
  const Json right = {{"email", TestServer::kEmail}, {"password", TestServer::kPassword}};
  for (int i = 0; i < 5; ++i)
    CHECK(server.post("/api/auth/login", wrong).code() == "wrong_credentials");
  const Answer answer = server.post("/api/auth/login", right);
  CHECK(answer.status == 429);
  CHECK(answer.code() == "too_many_attempts");
  CHECK(std::stoi(answer.headers.at("Retry-After")) > 0);
}

TEST_CASE("http: an unknown address and a wrong password, the same answer") {
  TestServer server;
  const Answer unknown =
      server.post("/api/auth/login", {{"email", "nobody@test.example"}, {"password", "whatever1"}});
  const Answer wrong =
      server.post("/api/auth/login", {{"email", TestServer::kEmail}, {"password", "whatever1"}});
  CHECK(unknown.body == wrong.body);
  CHECK(unknown.status == wrong.status);
}

}  // namespace datavault::test
