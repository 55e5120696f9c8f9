#include "tests/server/support/test_server.h"

#include <httplib.h>
#include <stdlib.h>

#include <chrono>
#include <thread>

#include <doctest/doctest.h>

#include "server/http/routes.h"
#include "server/store/query.h"
#include "tests/server/support/openapi_check.h"

namespace datavault::test {
namespace {

std::vector<std::string> texts(store::ReadTransaction& tx, const std::string& sql) {
  std::vector<std::string> rows;
  std::string row;
  store::Query query(tx, sql);
  query.into(row);
  while (query.next()) rows.push_back(row);
  return rows;
}

std::string row_expression(store::ReadTransaction& tx, const std::string& table) {
  std::string sql;
  for (const auto& column : texts(tx, "SELECT name FROM pragma_table_info('" + table + "')")) {
    sql += (sql.empty() ? "" : " || '|' || ") + ("COALESCE(CAST(" + column + " AS TEXT), 'NULL')");
  }
  return sql;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "datavault-test-XXXXXX").string();
  REQUIRE(mkdtemp(pattern.data()) != nullptr);
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string dump_tables(store::Database& database) {
  auto tx = database.read();
  REQUIRE(tx.ok());
  std::string dump;
  const auto tables = texts(*tx,
                            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE "
                            "'audit%' ORDER BY name");
  for (const std::string& table : tables) {
    for (const auto& row : texts(
             *tx, "SELECT " + row_expression(*tx, table) + " AS r FROM " + table + " ORDER BY r")) {
      dump += table + ": " + row + "\n";
    }
  }
  return dump;
}

TestServer::TestServer(const Options& from) {
  ApplicationOptions options{folder_.file("test.db"), PasswordCost::interactive, from.clock};
  options.is_four_eyes = from.is_four_eyes;
  auto application = Application::open(options);
  REQUIRE_MESSAGE(application.ok(), application.error().message);
  application_ = *std::move(application);
  auto user = application_->users.add({kEmail, kPassword}, Actor{});
  REQUIRE(user.ok());
  dispatcher_ = std::make_unique<http::Dispatcher>(*application_, http::api_routes(*application_),
                                                   from.dispatcher);
  http_ = std::make_unique<http::HttpServer>(*dispatcher_);
  http::ServerOptions http = from.http;
  http.port = 0;
  http.threads = 16;
  http.write_timeout_secs = 2;
  if (http.connections_per_address == http::ServerOptions{}.connections_per_address) {
    http.connections_per_address = 1000;  // all of them come from one
  }
  auto port = http_->start(http);
  REQUIRE_MESSAGE(port.ok(), port.error().message);
  port_ = *port;
  if (from.worker == Worker::running) application_->workers.start();
}

TestServer::~TestServer() {
  application_->workers.stop();
  application_->job_changes.close();
  http_->stop();
}

Answer TestServer::send_raw(const std::string& method, const std::string& path,
                            const std::string& body, const Headers& headers) {
  httplib::Client client("127.0.0.1", port_);
  client.set_tcp_nodelay(true);
  client.set_read_timeout(60);
  httplib::Request request;
  request.method = method;
  request.path = path;
  request.body = body;
  for (const auto& [name, value] : headers) request.set_header(name, value);
  const auto result = client.send(request);
  Answer answer;
  if (!result) return answer;
  answer.status = result->status;
  answer.body = result->body;
  for (const auto& [name, value] : result->headers) answer.headers[name] = value;
  answer.json = Json::parse(answer.body, nullptr, false);
  return answer;
}

Answer TestServer::send(const std::string& method, const std::string& path, const std::string& body,
                        const Headers& headers) {
  Headers all = session_;
  if (!body.empty()) all["Content-Type"] = "application/json";
  for (const auto& [name, value] : headers) all[name] = value;
  Answer answer = send_raw(method, path, body, all);
  for (const auto& difference :
       differences_from_openapi(method, path, answer.status, answer.json)) {
    FAIL_CHECK(method << " " << path << " is not as described: " << difference);
  }
  return answer;
}

void TestServer::sign_in() { session_ = session_of(kEmail, kPassword); }

Headers TestServer::session_of(const std::string& email, const std::string& password,
                               const std::string& one_time_code) {
  Json body = {{"email", email}, {"password", password}};
  if (!one_time_code.empty()) body["one_time_code"] = one_time_code;
  const Answer answer =
      send_raw("POST", "/api/auth/login", body.dump(), {{"Content-Type", "application/json"}});
  REQUIRE_MESSAGE(answer.status == 200, answer.body);
  return session_from(answer);
}

int64_t TestServer::add_user(const std::string& email, std::optional<int64_t> company) {
  NewUser user{email, kPassword};
  if (company) {
    user.role = kAdmin;
    user.tenant_id = company;
  }
  auto made = application_->users.add(user, Actor{});
  REQUIRE_MESSAGE(made.ok(), made.failure().error.message);
  return made->user.id;
}

int64_t TestServer::import(const Json& document) {
  const Answer answer =
      post("/superadmin/api/frameworks/import",
           {{"name", document["name"]}, {"format", "document"}, {"content", document.dump()}});
  REQUIRE_MESSAGE(answer.status / 100 == 2, answer.body);
  return answer.json["framework_id"].get<int64_t>();
}

std::vector<int64_t> TestServer::create_companies(int count) {
  Json companies = Json::array();
  for (int i = 1; i <= count; ++i) companies.push_back({{"name", "Company " + std::to_string(i)}});
  const Answer answer = post("/superadmin/api/companies", companies);
  REQUIRE_MESSAGE(answer.status == 201, answer.body);
  return answer.json["company_ids"].get<std::vector<int64_t>>();
}

Json TestServer::conflicts(int64_t framework, const Json& request) {
  const Answer answer =
      post("/superadmin/api/sync/frameworks/" + std::to_string(framework) + "/conflicts", request);
  REQUIRE_MESSAGE(answer.status == 200, answer.body);
  return answer.json;
}

Json TestServer::seen(int64_t framework, Json request) {
  const Json plan = conflicts(framework, request)["plan"];
  request["plan_digest"] = plan["digest"];
  request["rules_version"] = plan["rules_version"];
  request["expected"] = Json::array();
  for (const Json& target : plan["targets"]) {
    Json expected;
    for (const char* key : {"company_id", "outcome", "before", "evidence", "after"}) {
      expected[key] = target[key];
    }
    request["expected"].push_back(expected);
  }
  return request;
}

Json TestServer::distribute(int64_t framework, const Json& request) {
  const Answer answer =
      post("/superadmin/api/sync/frameworks/" + std::to_string(framework) + "/distribute",
           seen(framework, request));
  REQUIRE_MESSAGE(answer.status == 202, answer.body);
  return wait_for_job(answer.json["sync_operation_id"].get<int64_t>());
}

Json TestServer::wait_for_job(int64_t job) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  for (;;) {
    const Answer answer = get("/superadmin/api/sync/jobs/" + std::to_string(job) + "/status");
    REQUIRE_MESSAGE(answer.status == 200, answer.body);
    const Json& status = answer.json["status"];
    if (status["status"] != "QUEUED" && status["status"] != "RUNNING") return status;
    REQUIRE_MESSAGE(std::chrono::steady_clock::now() < give_up, "the job does not end");
    std::this_thread::yield();
  }
}

Json TestServer::copy(int64_t company, int64_t framework) {
  const Answer answer = get("/superadmin/api/companies/" + std::to_string(company) +
                            "/frameworks/" + std::to_string(framework));
  return answer.status == 200 ? answer.json["framework"] : Json(nullptr);
}

void TestServer::edit(int64_t company, int64_t framework, const Json& edits) {
  const Answer answer = patch("/superadmin/api/companies/" + std::to_string(company) +
                                  "/frameworks/" + std::to_string(framework),
                              {{"edits", edits}});
  REQUIRE_MESSAGE(answer.status == 200, answer.body);
}

int64_t TestServer::entity(int64_t company) {
  const Answer answer = post("/superadmin/api/companies/" + std::to_string(company) + "/entities",
                             {{"name", "Site"}});
  REQUIRE_MESSAGE(answer.status == 201, answer.body);
  return answer.json["entities"][0]["id"].get<int64_t>();
}

void TestServer::put_values(int64_t company, const Json& rows) {
  const Answer answer =
      post("/superadmin/api/companies/" + std::to_string(company) + "/values", rows);
  REQUIRE_MESSAGE(answer.status / 100 == 2, answer.body);
}

Headers session_from(const Answer& answer) {
  const std::string cookie = answer.headers.at("Set-Cookie");
  return {{"Cookie", cookie.substr(0, cookie.find(';'))},
          {"X-CSRF-Token", answer.json["csrf_token"].get<std::string>()}};
}

Json field_of(const Json& framework, const std::string& code) {
  for (const Json& field : framework["fields"]) {
    if (field["code"] == code) return field;
  }
  return nullptr;
}

std::map<std::string, int> statuses_of(const Json& job) {
  std::map<std::string, int> counts;
  for (const Json& target : job["targets"]) ++counts[target["status"].get<std::string>()];
  return counts;
}

Json document(const std::string& key, const std::vector<std::string>& codes) {
  Json fields = Json::array();
  for (const std::string& code : codes) {
    fields.push_back(
        {{"code", code}, {"name", "Field " + code}, {"value_type", "NUMBER"}, {"unit", "t"}});
  }
  return {{"schema", "datavault.framework/1"},
          {"key", key},
          {"name", "Framework " + key},
          {"fields", fields}};
}

}  // namespace datavault::test
