// What every route refuses, read from the server's own table: a route that is added is walked, too.
#include <set>

#include <doctest/doctest.h>

#include "core/base/text.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

using http::Accepts;
using http::Access;
using http::Route;

/// A server with something behind every {id}, and sessions of everybody who could come.
struct Walk {
  ManualClock clock;
  TestServer server{TestServer::Worker::running, &clock};
  std::vector<int64_t> companies;
  int64_t framework = 0;
  Headers expired, ended, super_admin, tenants_admin, other_tenants_admin;

  Walk() {
    server.sign_in();
    companies = server.create_companies(2);
    framework = server.import(document("f", {"A", "B"}));
    server.distribute(framework,
                      {{"target_company_ids", {companies[0]}}, {"conflict_resolution", "MERGE"}});
    server.app().workers.stop();
    server.add_user("one@test.example", companies[0]);
    server.add_user("two@test.example", companies[1]);
    expired = server.session();
    clock.now += int64_t{13} * 60 * 60 * 1000;
    ended = session("super");
    server.act_as(ended);
    REQUIRE(server.post("/api/auth/logout", Json::object()).status == 200);
    super_admin = session("super");
    tenants_admin = session("one");
    other_tenants_admin = session("two");
  }

  Headers session(const std::string& name) {
    return server.session_of(name + "@test.example", TestServer::kPassword);
  }

  /// With what is there in place of the names.
  std::string path(const Route& route) const {
    std::string path;
    for (const std::string& part : split_trimmed(std::string(route.pattern), "/")) {
      if (part.empty()) continue;
      path += "/";
      path += part == "{fid}" ? std::to_string(framework) : part.starts_with("{") ? "1" : part;
    }
    return path;
  }

  const Headers& who_may(const Route& route) const {
    return route.access == Access::tenant_user ? tenants_admin : super_admin;
  }
};

bool changes(const Route& route) { return route.method != "GET"; }

/// What is sent, as whom, and how it is refused.
struct Attempt {
  std::string name;
  Headers headers;
  std::string method;
  std::string body;
  int status;
  std::set<std::string> codes;
  bool is_audited;
};

Headers with(Headers headers, const std::string& name, const std::string& value) {
  headers[name] = value;
  return headers;
}

/// The attempts by those who may not use the route at all.
std::vector<Attempt> attempts_of_others(const Walk& walk, const Route& route) {
  const std::string method(route.method);
  const bool is_edit = route.method == "PATCH" && route.pattern.find("{fid}") != route.pattern.npos;
  const std::string body = is_edit ? R"({"edits":[]})" : changes(route) ? "{}" : "";
  std::vector<Attempt> attempts;
  const auto add = [&](std::string name, const Headers& headers, int status,
                       std::set<std::string> codes) {
    attempts.push_back({std::move(name), with(headers, "Content-Type", "application/json"), method,
                        body, status, std::move(codes), changes(route) || status == 403});
  };
  add("no session", {}, 401, {"not_signed_in"});
  add("a session that nobody has", {{"Cookie", "datavault_session=guess"}}, 401, {"not_signed_in"});
  add("an expired session", walk.expired, 401, {"not_signed_in"});
  add("a session that was ended", walk.ended, 401, {"not_signed_in"});
  add("an API token that nobody has", {{"Authorization", "Bearer dv_guess"}}, 401,
      {"token_invalid"});
  if (route.access == Access::super_admin) {
    add("a company's admin", walk.tenants_admin, 403, {"forbidden"});
    add("another company's admin", walk.other_tenants_admin, 403, {"forbidden"});
  }
  if (route.access == Access::tenant_user) {
    add("a super admin", walk.super_admin, 403, {"forbidden"});
    if (route.pattern.find("{fid}") != std::string_view::npos) {
      add("a user of a company that has no such copy", walk.other_tenants_admin, 404,
          {"framework_not_found"});
    }
  }
  return attempts;
}

/// The attempts by who may, but not like this.
std::vector<Attempt> attempts_of_whom_it_is_for(const Walk& walk, const Route& route) {
  std::vector<Attempt> attempts;
  const Headers& who = walk.who_may(route);
  const Headers json = with(who, "Content-Type", "application/json");
  const std::string method(route.method);
  const auto add = [&](std::string name, const Headers& headers, std::string body, int status,
                       std::string code) {
    attempts.push_back({std::move(name), headers, method, std::move(body), status, {code}, true});
  };
  if (!changes(route)) return attempts;
  if (route.needs_csrf) {
    Headers without = json;
    without.erase("X-CSRF-Token");
    add("no CSRF token", without, "{}", 403, "csrf_missing");
    add("another session's CSRF token",
        with(json, "X-CSRF-Token", walk.other_tenants_admin.at("X-CSRF-Token")), "{}", 403,
        "csrf_invalid");
  }
  add("a form", with(who, "Content-Type", "application/x-www-form-urlencoded"), "a=b", 415,
      "unsupported_content_type");
  add("text that says it is plain", with(who, "Content-Type", "text/plain"), "{}", 415,
      "unsupported_content_type");
  if (route.accepts == Accepts::json) {
    add("CSV", with(who, "Content-Type", "text/csv"), "a\n1\n", 415, "unsupported_content_type");
  }
  add("a compressed body", with(json, "Content-Encoding", "gzip"), "{}", 415,
      "unsupported_content_encoding");
  add("half a body", json, "{\"a\":", 400, "malformed_json");
  add("a body deeper than anything is", json, std::string(200, '[') + std::string(200, ']'), 400,
      "malformed_json");
  add("a body over the limit", json, std::string(route.body_limit + 1, ' '), 413, "body_too_large");
  return attempts;
}

/// Addresses without their own row in the table for a method.
std::vector<Attempt> attempts_with_other_methods(const Walk& walk, const Route& route,
                                                 const std::set<std::string>& known) {
  std::vector<Attempt> attempts;
  for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
    if (known.contains(method)) continue;
    const std::string body = std::string_view(method) == "GET" ? "" : "{}";
    attempts.push_back({std::string("the method ") + method,
                        with(walk.who_may(route), "Content-Type", "application/json"),
                        method,
                        body,
                        405,
                        {"method_not_allowed"},
                        false});
  }
  return attempts;
}

class Walker {
 public:
  explicit Walker(Walk& walk) : walk_(walk), before_(tables()) {}

  void check(const Route& route, const Attempt& attempt) {
    INFO(route.method << " " << route.pattern << ": " << attempt.name);
    const int64_t audited = refusals();
    const Answer answer =
        walk_.server.send_raw(attempt.method, walk_.path(route), attempt.body, attempt.headers);
    CHECK(answer.status == attempt.status);
    CHECK_MESSAGE(attempt.codes.contains(answer.code()), answer.body);
    CHECK_FALSE(answer.json.value("error", "").empty());
    CHECK(refusals() == audited + (attempt.is_audited ? 1 : 0));
    CHECK(tables() == before_);
  }

 private:
  std::string tables() { return dump_tables(walk_.server.app().database()); }

  int64_t refusals() {
    auto page = walk_.server.app().audit.list({.limit = 1, .filters = {{"is_refused", "true"}}});
    REQUIRE(page.ok());
    return page->total;
  }

  Walk& walk_;
  const std::string before_;
};

}  // namespace

TEST_CASE("every route: who may not, and what is not right, is refused and changes nothing") {
  Walk walk;
  Walker walker(walk);
  const auto& routes = walk.server.dispatcher().routes();
  std::map<std::string_view, std::set<std::string>> methods;
  for (const Route& route : routes) methods[route.pattern].insert(std::string(route.method));
  for (const Route& route : routes) {
    if (route.access != Access::open) {
      for (const Attempt& attempt : attempts_of_others(walk, route)) walker.check(route, attempt);
    }
    for (const Attempt& attempt : attempts_of_whom_it_is_for(walk, route)) {
      walker.check(route, attempt);
    }
    for (const Attempt& attempt :
         attempts_with_other_methods(walk, route, methods[route.pattern])) {
      walker.check(route, attempt);
    }
  }
}

TEST_CASE("every route: for a company's users, none takes the company from the request") {
  TestServer server(TestServer::Worker::stopped);
  for (const Route& route : server.dispatcher().routes()) {
    CAPTURE(route.pattern);
    if (route.access != Access::tenant_user) continue;
    CHECK(route.pattern.find("{id}") == std::string_view::npos);
    CHECK(route.pattern.starts_with("/api/tenant"));
  }
}

}  // namespace datavault::test
