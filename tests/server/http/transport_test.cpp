// TLS, proxies, hosts, and what connections may do.
#include <httplib.h>

#include <array>
#include <chrono>
#include <fstream>
#include <memory>
#include <optional>

#include <doctest/doctest.h>

#include "tests/server/support/certificate.h"
#include "tests/server/support/raw_client.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

struct Certified {
  TemporaryFolder folder;
  http::TlsFiles files{folder.file("cert.pem"), folder.file("key.pem")};

  Certified() { renew("First"); }
  void renew(const std::string& organisation) {
    write_certificate(files.certificate, files.key, organisation);
  }
  TestServer::Options options() const {
    TestServer::Options options;
    options.worker = TestServer::Worker::stopped;
    options.http.tls = files;
    return options;
  }
};

/// The organisation in the certificate that the server shows; empty when it does not answer.
std::string organisation_of(int port) {
  httplib::SSLClient client("localhost", port);
  std::string organisation;
  client.set_server_certificate_verifier([&](SSL* connection) {
    X509* certificate = SSL_get1_peer_certificate(connection);
    char text[256] = "";
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_organizationName, text,
                              sizeof text);
    organisation = text;
    X509_free(certificate);
    return true;
  });
  const auto answer = client.Get("/healthz");
  return answer && answer->status == 200 ? organisation : std::string();
}

}  // namespace

TEST_CASE("transport: by TLS with the headers and cookies that browsers then insist on") {
  Certified certified;
  TestServer server(certified.options());
  httplib::SSLClient client("localhost", server.port());
  client.enable_server_certificate_verification(false);
  const Json body = {{"email", TestServer::kEmail}, {"password", TestServer::kPassword}};
  const auto answer = client.Post("/api/auth/login", body.dump(), "application/json");
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->get_header_value("Strict-Transport-Security").starts_with("max-age="));
  const std::string cookie = answer->get_header_value("Set-Cookie");
  CHECK(cookie.starts_with("__Host-datavault_session="));
  for (const char* part : {"; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/"}) {
    CHECK_MESSAGE(cookie.find(part) != std::string::npos, cookie);
  }
  const httplib::Headers with{{"Cookie", cookie.substr(0, cookie.find(';'))}};
  const auto page = client.Get("/superadmin/api/frameworks", with);
  REQUIRE(page);
  CHECK(page->status == 200);
  // Not in the clear.
  RawClient plain(server.port());
  plain.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(status_of(plain.receive_all()) == 0);
}

TEST_CASE("transport: certificates that do not fit are refused at the start") {
  Certified certified;
  Certified other;
  http::TlsFiles files = certified.files;
  files.key = other.files.key;
  http::TlsFiles missing = certified.files;
  missing.certificate += "x";
  TestServer server(TestServer::Worker::stopped);
  for (const http::TlsFiles& tls : {files, missing}) {
    http::HttpServer refused(server.dispatcher());
    http::ServerOptions options;
    options.port = 0;
    options.tls = tls;
    const auto started = refused.start(options);
    REQUIRE_FALSE(started.ok());
    CHECK(started.error().message.find(".pem") != std::string::npos);
  }
}

TEST_CASE("transport: a renewed certificate is taken without a restart, a broken one is not") {
  Certified certified;
  TestServer server(certified.options());
  CHECK(organisation_of(server.port()) == "First");
  certified.renew("Second");
  REQUIRE(server.http().reload_certificate().ok());
  CHECK(organisation_of(server.port()) == "Second");
  std::ofstream(certified.files.certificate) << "nothing";
  CHECK_FALSE(server.http().reload_certificate().ok());
  CHECK(organisation_of(server.port()) == "Second");
}

TEST_CASE("transport: every answer has the headers that keep browsers from harm") {
  TestServer server(TestServer::Worker::stopped);
  for (const char* path : {"/", "/api/auth/session", "/superadmin/api/users", "/nothing"}) {
    CAPTURE(path);
    const Answer answer = server.send_raw("GET", path, "", {});
    const std::string policy = answer.headers.at("Content-Security-Policy");
    CHECK(policy.find("default-src 'none'") != std::string::npos);
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(policy.find("unsafe-inline") == std::string::npos);
    CHECK(policy.find("'unsafe-eval'") == std::string::npos);
    CHECK(answer.headers.at("X-Content-Type-Options") == "nosniff");
    CHECK(answer.headers.at("Referrer-Policy") == "same-origin");
    CHECK_FALSE(answer.headers.contains("Strict-Transport-Security"));
  }
}

TEST_CASE(
    "transport: only by names that it has, so that no page can make its own name point here") {
  TestServer::Options options;
  options.worker = TestServer::Worker::stopped;
  options.dispatcher.hosts = {"vault.example"};
  TestServer server(options);
  const std::pair<const char*, int> cases[] = {
      {"127.0.0.1", 200},     {"localhost:8080", 200},     {"[::1]:80", 200},
      {"VAULT.example", 200}, {"vault.example.", 200},     {"vault.example:443", 200},
      {"evil.example", 421},  {"vault.example.evil", 421}, {"", 421}};
  for (const auto& row : cases) {
    const std::string host = row.first;
    const int status = row.second;
    CAPTURE(host);
    for (const char* path : {"/api/auth/session", "/"}) {
      CHECK(server.send_raw("GET", path, "", {{"Host", host}}).status == status);
    }
  }
}

TEST_CASE("transport: behind a proxy that is trusted, the client's own address counts") {
  TestServer::Options options;
  options.worker = TestServer::Worker::stopped;
  options.http.trusted_proxies = {"127.0.0.1"};
  TestServer server(options);
  const Json body = {{"email", TestServer::kEmail}, {"password", TestServer::kPassword}};
  const Answer answer =
      server.post("/api/auth/login", body,
                  {{"X-Forwarded-For", "6.6.6.6, 203.0.113.9"}, {"X-Forwarded-Proto", "https"}});
  CHECK(answer.headers.at("Set-Cookie").find("; Secure") != std::string::npos);
  CHECK(answer.headers.contains("Strict-Transport-Security"));
  server.act_as(session_from(answer));
  // That the connection is a safe one, each request says anew.
  const Answer audit = server.send("GET", "/superadmin/api/audit?action=auth.login", "",
                                   {{"X-Forwarded-Proto", "https"}});
  REQUIRE(audit.status == 200);
  const Json row = audit.json["audit"][0];
  // What stands before the proxy's own entry anybody can write.
  CHECK(row["ip"] == "203.0.113.9");
}

TEST_CASE("transport: from anybody else, what is said about the client is not believed") {
  TestServer server(TestServer::Worker::stopped);
  const Json body = {{"email", TestServer::kEmail}, {"password", TestServer::kPassword}};
  const Answer answer =
      server.post("/api/auth/login", body,
                  {{"X-Forwarded-For", "203.0.113.9"}, {"X-Forwarded-Proto", "https"}});
  CHECK(answer.headers.at("Set-Cookie").find("Secure") == std::string::npos);
  server.act_as(session_from(answer));
  const Json row = server.get("/superadmin/api/audit?action=auth.login").json["audit"][0];
  CHECK(row["ip"] == "127.0.0.1");
}

TEST_CASE("transport: one address has only so many connections, and gets them back") {
  TestServer::Options options;
  options.worker = TestServer::Worker::stopped;
  options.http.connections_per_address = 3;
  TestServer server(options);
  const std::string request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  auto open = std::make_unique<std::array<std::optional<RawClient>, 3>>();
  for (auto& client : *open) {
    client.emplace(server.port());
    client->send(request);
    CHECK(status_of(client->receive_some()) == 200);
  }
  RawClient fourth(server.port());
  const std::string refused = fourth.receive_all();
  CHECK(status_of(refused) == 429);
  CHECK(refused.find("too_many_connections") != std::string::npos);
  open.reset();
  int status = 0;
  for (const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
       status != 200 && std::chrono::steady_clock::now() < until;) {
    RawClient again(server.port());
    again.send(request);
    status = status_of(again.receive_some());
  }
  CHECK(status == 200);
}

TEST_CASE("transport: who takes too long over a request's headers is cut off, others are served") {
  TestServer::Options options;
  options.worker = TestServer::Worker::stopped;
  options.http.request_secs = 1;
  TestServer server(options);
  RawClient slow(server.port());
  slow.send("GET /healthz HTTP/1.1\r\nHost: local");
  CHECK(server.get("/healthz").status == 200);
  // Ends when the server does so, not when the test's own patience does.
  const auto began = std::chrono::steady_clock::now();
  (void)slow.receive_all();
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(50));
}

TEST_CASE("transport: addresses and headers beyond all measure are refused") {
  TestServer server(TestServer::Worker::stopped);
  CHECK(server.send_raw("GET", "/" + std::string(3000, 'a'), "", {}).status == 414);
  const Answer header =
      server.send_raw("GET", "/healthz", "", {{"X-Long", std::string(20000, 'a')}});
  CHECK(header.status / 100 == 4);
  Headers many;
  for (int i = 0; i < 200; ++i) many["X-" + std::to_string(i)] = "1";
  CHECK(server.send_raw("GET", "/healthz", "", many).status / 100 == 4);
  RawClient smuggler(server.port());
  smuggler.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nGET /");
  CHECK(status_of(smuggler.receive_all()) == 400);
}

}  // namespace datavault::test
