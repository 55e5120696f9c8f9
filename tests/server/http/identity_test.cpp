// Who comes in, and how: second factors, links, API tokens, sessions, users, standing in.
#include <doctest/doctest.h>

#include "server/security/totp.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

constexpr int64_t kStep = 30 * 1000;
constexpr int64_t kDay = int64_t{24} * 3600 * 1000;
const Json kNothing = Json::object();

struct Setting {
  ManualClock clock;
  TestServer server{TestServer::Worker::stopped, &clock};

  Setting() { server.sign_in(); }

  std::string code(const std::string& secret) { return totp_code(secret, totp_step(clock.now)); }

  Answer login(const std::string& email, const std::string& password,
               const std::string& one_time_code = {}) {
    Json body = {{"email", email}, {"password", password}};
    if (!one_time_code.empty()) body["one_time_code"] = one_time_code;
    return server.post("/api/auth/login", body, {{"Cookie", ""}});
  }

  /// Adds a second factor to the super admin; its secret. `recovery` gets the codes.
  std::string add_second_factor(std::vector<std::string>* recovery = nullptr) {
    const Json password = {{"current_password", TestServer::kPassword}};
    const Answer begun = server.post("/api/account/totp/begin", password);
    REQUIRE_MESSAGE(begun.status == 200, begun.body);
    const std::string secret = begun.json["secret"].get<std::string>();
    Json confirmation = password;
    confirmation["secret"] = secret;
    confirmation["one_time_code"] = code(secret);
    const Answer confirmed = server.post("/api/account/totp/confirm", confirmation);
    REQUIRE_MESSAGE(confirmed.status == 200, confirmed.body);
    if (recovery) *recovery = confirmed.json["recovery_codes"].get<std::vector<std::string>>();
    return secret;
  }

  int64_t user_with_link(const std::string& email, std::string& token) {
    const Answer made =
        server.post("/superadmin/api/users", {{"email", email}, {"role", "SUPER_ADMIN"}});
    REQUIRE_MESSAGE(made.status == 201, made.body);
    token = token_of(made.json["link"]);
    return made.json["user"]["id"].get<int64_t>();
  }

  static std::string token_of(const Json& link) {
    const auto path = link["path"].get<std::string>();
    return path.substr(path.find("token=") + 6);
  }

  Answer redeem(const std::string& token, const std::string& password) {
    return server.post("/api/auth/redeem", {{"token", token}, {"password", password}});
  }
};

std::string path_of(int64_t user, const std::string& what = {}) {
  return "/superadmin/api/users/" + std::to_string(user) + (what.empty() ? "" : "/" + what);
}

}  // namespace

TEST_CASE("identity: a new sign-in ends the browser's session before") {
  Setting s;
  const Headers first = s.server.session();
  const Answer again = s.server.post(
      "/api/auth/login", {{"email", TestServer::kEmail}, {"password", TestServer::kPassword}});
  REQUIRE(again.status == 200);
  CHECK(session_from(again).at("Cookie") != first.at("Cookie"));
  CHECK(s.server.get("/superadmin/api/frameworks").status == 401);
  s.server.act_as(session_from(again));
  CHECK(s.server.get("/superadmin/api/frameworks").status == 200);
}

TEST_CASE("identity: a second factor, asked for after the password, each code once") {
  Setting s;
  std::vector<std::string> recovery;
  const std::string secret = s.add_second_factor(&recovery);
  CHECK(recovery.size() == 10);
  CHECK(s.login(TestServer::kEmail, TestServer::kPassword).code() == "second_factor_required");
  CHECK(s.login(TestServer::kEmail, "wrong horse!!", s.code(secret)).code() == "wrong_credentials");
  CHECK(s.login(TestServer::kEmail, TestServer::kPassword, "000000").code() == "wrong_code");
  // The code that set it up counts no second time.
  CHECK(s.login(TestServer::kEmail, TestServer::kPassword, s.code(secret)).code() == "wrong_code");
  s.clock.now += kStep;
  CHECK(s.login(TestServer::kEmail, TestServer::kPassword, s.code(secret)).status == 200);
  CHECK(s.login(TestServer::kEmail, TestServer::kPassword, s.code(secret)).code() == "wrong_code");
  CHECK(s.login(TestServer::kEmail, TestServer::kPassword, recovery[3]).status == 200);
  CHECK(s.login(TestServer::kEmail, TestServer::kPassword, recovery[3]).code() == "wrong_code");
  s.clock.now += kStep;
  s.server.act_as(session_from(s.login(TestServer::kEmail, TestServer::kPassword, s.code(secret))));
  CHECK(s.server.get("/api/account").json["recovery_codes_left"] == 9);
  CHECK(s.server.get("/api/account").json["user"]["has_second_factor"] == true);
}

TEST_CASE("identity: codes are guessed as slowly as passwords") {
  Setting s;
  s.add_second_factor();
  for (int i = 0; i < 5; ++i) {
    CHECK(s.login(TestServer::kEmail, TestServer::kPassword, "12345" + std::to_string(i)).code() ==
          "wrong_code");
  }
  const Answer answer = s.login(TestServer::kEmail, TestServer::kPassword, "123456");
  CHECK(answer.code() == "too_many_attempts");
  CHECK(answer.json["details"]["retry_after_seconds"] == 2);
}

TEST_CASE("identity: what changes an account asks for its password, and ends its other sessions") {
  Setting s;
  const Headers other = s.server.session_of(TestServer::kEmail, TestServer::kPassword);
  const Json wrong = {{"current_password", "not this one"}, {"password", "the next one, please"}};
  CHECK(s.server.post("/api/account/password", wrong).code() == "wrong_password");
  Json weak = {{"current_password", TestServer::kPassword}, {"password", "password1234"}};
  CHECK(s.server.post("/api/account/password", weak).code() == "invalid_input");
  weak["password"] = "the next one, please";
  CHECK(s.server.post("/api/account/password", weak).status == 200);
  CHECK(s.server.get("/api/account").status == 200);
  CHECK(s.server.send_raw("GET", "/api/account", "", other).status == 401);
  CHECK(s.login(TestServer::kEmail, TestServer::kPassword).code() == "wrong_credentials");
  CHECK(s.login(TestServer::kEmail, "the next one, please").status == 200);
  for (const char* path : {"/api/account/totp/begin", "/api/account/totp/remove"}) {
    CHECK(s.server.post(path, {{"current_password", "nope"}}).code() == "wrong_password");
  }
}

TEST_CASE("identity: sessions are listed, and ended one by one or all others") {
  Setting s;
  const Headers phone = s.server.session_of(TestServer::kEmail, TestServer::kPassword);
  const Headers tablet = s.server.session_of(TestServer::kEmail, TestServer::kPassword);
  Json sessions = s.server.get("/api/account/sessions").json["sessions"];
  REQUIRE(sessions.size() == 3);
  CHECK(sessions[2]["is_current"] == true);
  CHECK(sessions[0]["ip"] == "127.0.0.1");
  const std::string tablets = "/api/account/sessions/" + sessions[0]["id"].dump();
  CHECK(s.server.send("DELETE", tablets).status == 200);
  CHECK(s.server.send("DELETE", tablets).code() == "session_not_found");
  CHECK(s.server.send_raw("GET", "/api/account", "", tablet).status == 401);
  CHECK(s.server.send_raw("GET", "/api/account", "", phone).status == 200);
  CHECK(s.server.post("/api/account/sessions/end-others", kNothing).json["ended"] == 1);
  CHECK(s.server.send_raw("GET", "/api/account", "", phone).status == 401);
  CHECK(s.server.get("/api/account/sessions").json["sessions"].size() == 1);
}

TEST_CASE("identity: an API token is good for its scopes, until it expires or is removed") {
  Setting s;
  const Json wanted = {{"name", "nightly"}, {"scopes", {"read"}}, {"days", 7}};
  const Answer made = s.server.post("/api/account/tokens", wanted);
  REQUIRE_MESSAGE(made.status == 201, made.body);
  const std::string token = made.json["api_token"].get<std::string>();
  CHECK(dump_tables(s.server.app().database()).find(token) == std::string::npos);
  const Headers bearer = {{"Authorization", "Bearer " + token},
                          {"Content-Type", "application/json"}};
  const auto send = [&](const char* method, const char* path, const char* body) {
    return s.server.send_raw(method, path, body, bearer);
  };
  CHECK(send("GET", "/superadmin/api/companies", "").status == 200);
  CHECK(send("POST", "/superadmin/api/companies", R"({"name":"X"})").code() == "scope_missing");
  CHECK(send("POST", "/api/account/tokens", wanted.dump().c_str()).code() == "scope_missing");
  CHECK(send("POST", path_of(1, "reset").c_str(), "{}").code() == "scope_missing");
  CHECK(send("GET", "/api/tenant", "").code() == "forbidden");
  const Json writer = {{"name", "import"}, {"scopes", {"companies:write"}}};
  const Answer second = s.server.post("/api/account/tokens", writer);
  const Headers writing = {
      {"Authorization", "bearer " + second.json["api_token"].get<std::string>()},
      {"Content-Type", "application/json"}};
  // No CSRF token: other sites cannot send this header.
  CHECK(s.server.send_raw("POST", "/superadmin/api/companies", R"({"name":"X"})", writing).status ==
        201);
  const Json audit = s.server.get("/superadmin/api/audit?action=company.create").json["audit"];
  CHECK(audit[0]["user_email"] == TestServer::kEmail);
  s.clock.now += 7 * kDay;
  s.server.sign_in();
  CHECK(send("GET", "/superadmin/api/companies", "").code() == "token_invalid");
  const std::string one = "/api/account/tokens/" + second.json["token"]["id"].dump();
  CHECK(s.server.send("DELETE", one).status == 200);
  CHECK(s.server.send_raw("GET", "/superadmin/api/companies", "", writing).code() ==
        "token_invalid");
}

TEST_CASE("identity: tokens that are for nothing, for ever or for what there is not, refused") {
  Setting s;
  const Json cases[] = {{{"name", ""}, {"scopes", {"read"}}},
                        {{"name", std::string(101, 'x')}, {"scopes", {"read"}}},
                        {{"name", "x"}, {"scopes", Json::array()}},
                        {{"name", "x"}, {"scopes", {"everything"}}},
                        {{"name", "x"}, {"scopes", {1}}},
                        {{"name", "x"}, {"scopes", {"read"}}, {"days", 0}},
                        {{"name", "x"}, {"scopes", {"read"}}, {"days", 367}}};
  for (const Json& body : cases) {
    CAPTURE(body.dump());
    CHECK(s.server.post("/api/account/tokens", body).code() == "invalid_input");
  }
  CHECK(s.server.get("/api/account/tokens").json["tokens"].empty());
}

TEST_CASE("identity: a link lets in once, and not for ever") {
  Setting s;
  std::string token;
  const int64_t user = s.user_with_link("ann@test.example", token);
  CHECK(s.login("ann@test.example", "").code() == "wrong_credentials");
  CHECK(s.server.post("/api/auth/link", {{"token", token}}).json["email"] == "ann@test.example");
  CHECK(s.redeem(token, "short").code() == "invalid_input");
  CHECK(s.redeem("guess", "a harbour in the fog").code() == "link_not_found");
  CHECK(s.redeem(token, "a harbour in the fog").status == 200);
  CHECK(s.redeem(token, "a harbour in the sun").code() == "link_not_found");
  CHECK(s.login("ann@test.example", "a harbour in the fog").status == 200);
  // A reset: the new link replaces an older one, and signs its owner out once it is used.
  const Headers anns = s.server.session_of("ann@test.example", "a harbour in the fog");
  const std::string older =
      Setting::token_of(s.server.post(path_of(user, "reset"), kNothing).json["link"]);
  const std::string newer =
      Setting::token_of(s.server.post(path_of(user, "reset"), kNothing).json["link"]);
  CHECK(s.redeem(older, "a harbour in the sun").code() == "link_not_found");
  CHECK(s.redeem(newer, "a harbour in the sun").status == 200);
  CHECK(s.server.send_raw("GET", "/api/account", "", anns).status == 401);
  const std::string late =
      Setting::token_of(s.server.post(path_of(user, "reset"), kNothing).json["link"]);
  s.clock.now += 3 * kDay + 1;
  CHECK(s.redeem(late, "a harbour in the rain").code() == "link_not_found");
}

TEST_CASE("identity: a reset takes the second factor away only if told to") {
  Setting s;
  s.add_second_factor();
  s.server.add_user("ann@test.example");
  constexpr int64_t first = 1;
  CHECK(s.server.post(path_of(first, "reset"), kNothing).code() == "forbidden");
  s.server.act_as(s.server.session_of("ann@test.example", TestServer::kPassword));
  s.server.post(path_of(first, "reset"), kNothing);
  CHECK(s.login(TestServer::kEmail, TestServer::kPassword).code() == "second_factor_required");
  s.server.post(path_of(first, "reset"), {{"second_factor", true}});
  CHECK(s.login(TestServer::kEmail, TestServer::kPassword).status == 200);
}

TEST_CASE("identity: users are added, kept out and let in again; the last super admin stays") {
  Setting s;
  const int64_t company = s.server.create_companies(1)[0];
  const int64_t ann = s.server.add_user("ann@test.example", company);
  const Headers anns = s.server.session_of("ann@test.example", TestServer::kPassword);
  CHECK(s.server.send_raw("GET", "/api/tenant", "", anns).status == 200);
  CHECK(s.server.patch(path_of(ann), {{"is_active", false}}).json["user"]["is_active"] == false);
  CHECK(s.server.send_raw("GET", "/api/tenant", "", anns).status == 401);
  CHECK(s.login("ann@test.example", TestServer::kPassword).code() == "wrong_credentials");
  // Null is as good as nothing.
  CHECK(s.server.patch(path_of(ann), {{"is_active", nullptr}}).json["user"]["is_active"] == false);
  s.server.patch(path_of(ann), {{"is_active", true}});
  CHECK(s.login("ann@test.example", TestServer::kPassword).status == 200);
  CHECK(s.server.patch(path_of(ann), {{"role", "SUPER_ADMIN"}}).code() == "invalid_input");
  CHECK(s.server.patch(path_of(1), {{"is_active", false}}).code() == "last_super_admin");
  const Json cases[] = {
      {{"email", "ann@test.example"}, {"role", "SUPER_ADMIN"}},
      {{"email", "nobody"}, {"role", "SUPER_ADMIN"}},
      {{"email", "b@test.example"}, {"role", "EMPEROR"}},
      {{"email", "b@test.example"}, {"role", "ADMIN"}},
      {{"email", "b@test.example"}, {"role", "USER"}, {"company_id", 99}},
      {{"email", "b@test.example"}, {"role", "SUPER_ADMIN"}, {"company_id", company}},
      {{"email", "b@test.example"}, {"role", "SUPER_ADMIN"}, {"password", "qwertyuiop12"}}};
  const std::string before = dump_tables(s.server.app().database());
  for (const Json& body : cases) {
    CAPTURE(body.dump());
    CHECK(s.server.post("/superadmin/api/users", body).status / 100 == 4);
  }
  CHECK(dump_tables(s.server.app().database()) == before);
}

TEST_CASE("identity: a new password by link, and being kept out, end the API tokens, too") {
  Setting s;
  const int64_t ann = s.server.add_user("ann@test.example");
  const Headers own = s.server.session();
  for (const bool is_reset : {true, false}) {
    s.server.act_as(s.server.session_of("ann@test.example",
                                        is_reset ? TestServer::kPassword : "a harbour in the fog"));
    const Json wanted = {{"name", "x"}, {"scopes", {"read"}}};
    const Answer made = s.server.post("/api/account/tokens", wanted);
    REQUIRE_MESSAGE(made.status == 201, made.body);
    const Headers bearer = {
        {"Authorization", "Bearer " + made.json["api_token"].get<std::string>()}};
    CHECK(s.server.send_raw("GET", "/superadmin/api/users", "", bearer).status == 200);
    s.server.act_as(own);
    if (is_reset) {
      const Answer link = s.server.post(path_of(ann, "reset"), kNothing);
      CHECK(s.redeem(Setting::token_of(link.json["link"]), "a harbour in the fog").status == 200);
    } else {
      CHECK(s.server.patch(path_of(ann), {{"is_active", false}}).status == 200);
    }
    CHECK(s.server.send_raw("GET", "/superadmin/api/users", "", bearer).code() == "token_invalid");
  }
}

TEST_CASE("identity: what is typed into the wrong place does not stand in the audit") {
  Setting s;
  s.login("my secret passphrase", "x");
  s.server.post("/api/auth/login", {{"email", "a@b.example"}, {"pasword", "my secret passphrase"}},
                {{"Cookie", ""}});
  s.server.post("/api/auth/login", "my secret passphrase", {{"Cookie", ""}});
  const Answer audit = s.server.get("/superadmin/api/audit?is_refused=true");
  CHECK(audit.json["total"] == 3);
  CHECK(audit.body.find("my secret passphrase") == std::string::npos);
  CHECK(audit.body.find("a@b.example") != std::string::npos);
}

TEST_CASE("identity: standing in for a company's user has its rights alone, and a way out") {
  Setting s;
  const auto companies = s.server.create_companies(2);
  const int64_t ann = s.server.add_user("ann@test.example", companies[0]);
  CHECK(s.server.post(path_of(1, "impersonate"), kNothing).code() == "forbidden");
  const Headers own = s.server.session();
  const Answer in = s.server.post(path_of(ann, "impersonate"), kNothing);
  REQUIRE_MESSAGE(in.status == 200, in.body);
  CHECK(in.json["user"]["email"] == "ann@test.example");
  CHECK(in.json["impersonator"]["email"] == TestServer::kEmail);
  s.server.act_as(session_from(in));
  CHECK(s.server.send_raw("GET", "/superadmin/api/users", "", own).status == 401);
  CHECK(s.server.get("/superadmin/api/users").code() == "forbidden");
  CHECK(s.server.get("/api/tenant").json["company"]["id"] == companies[0]);
  // It must not become a way to take the account over.
  const Json password = {{"current_password", TestServer::kPassword},
                         {"password", "mine from now on!"}};
  CHECK(s.server.post("/api/account/password", password).code() == "forbidden");
  CHECK(s.server.post("/api/account/tokens", {{"name", "x"}, {"scopes", {"read"}}}).code() ==
        "forbidden");
  const Answer out = s.server.post("/api/auth/impersonation/end", kNothing);
  REQUIRE(out.status == 200);
  s.server.act_as(session_from(out));
  CHECK(s.server.post("/api/auth/impersonation/end", kNothing).code() == "not_impersonating");
  const Json audit = s.server.get("/superadmin/api/audit?as_user_email=ann@test.example").json;
  REQUIRE(audit["total"].get<int>() >= 3);
  for (const Json& row : audit["audit"]) CHECK(row["user_email"] == TestServer::kEmail);
}

}  // namespace datavault::test
