#include <doctest/doctest.h>

#include "server/embedded/embedded_files.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {

TEST_CASE("session: signed out, signed in and out again") {
  TestServer server;
  Answer session = server.get("/api/auth/session");
  CHECK(session.status == 200);
  CHECK(session.json["user"].is_null());
  const Answer login = server.post(
      "/api/auth/login", {{"email", " Super@Test.Example "}, {"password", TestServer::kPassword}});
  REQUIRE(login.status == 200);
  const std::string cookie = login.headers.at("Set-Cookie");
  for (const char* part : {"HttpOnly", "SameSite=Strict", "Path=/"}) {
    CAPTURE(part);
    CHECK(cookie.find(part) != std::string::npos);
  }
  server.sign_in();
  session = server.get("/api/auth/session");
  CHECK(session.json["user"]["email"] == TestServer::kEmail);
  CHECK(session.json["user"]["role"] == "SUPER_ADMIN");
  CHECK(session.json["csrf_token"] == server.session().at("X-CSRF-Token"));
  CHECK(server.get("/superadmin/api/frameworks").status == 200);
  CHECK(server.post("/api/auth/logout", Json::object()).status == 200);
  CHECK(server.get("/api/auth/session").json["user"].is_null());
  CHECK(server.get("/superadmin/api/frameworks").status == 401);
}

TEST_CASE("session: after its time, over, however much it is used") {
  constexpr int64_t kMinute = 60 * 1000;
  ManualClock clock;
  TestServer server(TestServer::Worker::stopped, &clock);
  server.sign_in();
  for (int i = 1; i < 24 * 3; ++i) {
    clock.now += 10 * kMinute;
    REQUIRE(server.get("/superadmin/api/frameworks").status == 200);
  }
  clock.now += 10 * kMinute;
  CHECK(server.get("/superadmin/api/frameworks").status == 401);
}

TEST_CASE("session: not used for half an hour, over; being asked for its state is no use") {
  constexpr int64_t kMinute = 60 * 1000;
  ManualClock clock;
  TestServer server(TestServer::Worker::stopped, &clock);
  server.sign_in();
  clock.now += 29 * kMinute;
  CHECK(server.get("/api/auth/session").json["user"].is_object());
  REQUIRE(server.get("/superadmin/api/frameworks").status == 200);
  clock.now += 29 * kMinute;
  // What was used last is kept in memory and saved now and then.
  REQUIRE(server.app().auth.save_activity().ok());
  CHECK(server.get("/api/auth/session").json["user"].is_object());
  clock.now += 2 * kMinute;
  CHECK(server.get("/api/auth/session").json["user"].is_null());
  CHECK(server.get("/superadmin/api/frameworks").status == 401);
}

TEST_CASE("session: in the database, neither token nor password stands") {
  TestServer server;
  server.sign_in();
  const std::string dump = dump_tables(server.app().database());
  const std::string cookie = server.session().at("Cookie");
  CHECK(dump.find(cookie.substr(cookie.find('=') + 1)) == std::string::npos);
  CHECK(dump.find(server.session().at("X-CSRF-Token")) == std::string::npos);
  CHECK(dump.find(TestServer::kPassword) == std::string::npos);
}

TEST_CASE("audit: every change and every refused attempt, with who and from where") {
  TestServer server;
  server.sign_in();
  server.create_companies(1);
  server.post("/superadmin/api/companies", {{"name", ""}}, {{"User-Agent", "checker/1"}});
  server.post("/api/auth/login", {{"email", "x@y.z"}, {"password", "top secret"}});
  const Json audit = server.get("/superadmin/api/audit").json["audit"];
  REQUIRE(audit.size() == 5);
  CHECK(audit[0]["action"] == "auth.login");
  CHECK(audit[0]["is_refused"] == true);
  CHECK(audit[0].dump().find("top secret") == std::string::npos);
  CHECK(audit[1]["action"] == "company.create");
  CHECK(audit[1]["is_refused"] == true);
  CHECK(audit[1]["user_agent"] == "checker/1");
  CHECK(audit[1]["user_email"] == TestServer::kEmail);
  CHECK(audit[2]["action"] == "company.create");
  CHECK(audit[2]["is_refused"] == false);
  CHECK(audit[2]["ip"] == "127.0.0.1");
  CHECK(audit[3]["action"] == "auth.login");
  CHECK(audit[4]["action"] == "user.create");
  CHECK(server.get("/superadmin/api/audit?action=user.create").json["total"] == 1);
}

TEST_CASE("operations: alive, ready only when all is there") {
  TestServer server;
  CHECK(server.get("/healthz").status == 200);
  CHECK(server.get("/readyz").status == 503);
  server.app().is_ready = true;
  CHECK(server.get("/readyz").status == 200);
}

TEST_CASE("client: served with its tag, types and a strict policy") {
  TestServer server;
  const Answer page = server.get("/");
  CHECK(page.status == 200);
  CHECK(page.headers.at("Content-Type") == "text/html; charset=utf-8");
  const std::string policy = page.headers.at("Content-Security-Policy");
  CHECK(policy.find("script-src 'self' 'wasm-unsafe-eval';") != std::string::npos);
  CHECK(policy.find("unsafe-inline") == std::string::npos);
  CHECK(page.headers.at("X-Content-Type-Options") == "nosniff");
  const Answer again = server.send("GET", "/", "", {{"If-None-Match", page.headers.at("ETag")}});
  CHECK(again.status == 304);
  CHECK(again.body.empty());
  CHECK(server.send("HEAD", "/").body.empty());
  CHECK(server.get("/nothing.html").status == 404);
  CHECK(server.get("/../server/main.cpp").status == 404);
}

TEST_CASE("client: what is named after its content is kept, the rest is asked for again") {
  TestServer server;
  for (const EmbeddedFile& file : embedded_web()) {
    const std::string path(file.path);
    CAPTURE(path);
    const Answer answer = server.send("HEAD", "/" + path);
    CHECK(answer.status == 200);
    const bool keeps_name =
        path == "index.html" || path == "service_worker.js" || path == "manifest.webmanifest";
    CHECK(answer.headers.at("Cache-Control") ==
          (keeps_name ? "no-cache" : "public, max-age=31536000, immutable"));
  }
  CHECK(server.get("/healthz").headers.at("Cache-Control") == "no-store");
}

TEST_CASE("client: installable where it was built in") {
  TestServer server;
  const Answer manifest = server.get("/manifest.webmanifest");
  if (manifest.status == 404) return;  // the tests were built without the client
  CHECK(manifest.headers.at("Content-Type") == "application/manifest+json");
  const std::string policy = manifest.headers.at("Content-Security-Policy");
  CHECK(policy.find("worker-src 'self'") != std::string::npos);
  CHECK(policy.find("manifest-src 'self'") != std::string::npos);
  for (const Json& icon : manifest.json["icons"]) {
    CHECK(server.get("/" + icon["src"].get<std::string>()).status == 200);
  }
}

}  // namespace datavault::test
