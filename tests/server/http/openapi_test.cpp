#include <set>

#include <doctest/doctest.h>

#include "core/base/text.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

std::set<std::string> missing_references(const Json& json, const Json& schemas) {
  std::set<std::string> missing;
  if (json.is_object() && json.contains("$ref")) {
    const auto name =
        json["$ref"].get<std::string>().substr(std::string("#/components/schemas/").size());
    if (!schemas.contains(name)) missing.insert(name);
  }
  if (!json.is_structured()) return missing;
  for (const Json& part : json) missing.merge(missing_references(part, schemas));
  return missing;
}

}  // namespace

TEST_CASE("openapi: describes exactly the routes that there are, and who may use them") {
  TestServer server;
  const Answer answer = server.get("/openapi.json");
  REQUIRE(answer.status == 200);
  REQUIRE(answer.json["openapi"] == "3.1.0");
  std::set<std::string> described, open_described, routed, open_routed;
  for (const auto& [path, operations] : answer.json["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) {
      const std::string name = method + " " + path;
      described.insert(name);
      if (operation.contains("security") && operation["security"].empty())
        open_described.insert(name);
    }
  }
  for (const http::Route& route : server.dispatcher().routes()) {
    const std::string name = to_lower_ascii(route.method) + " " + std::string(route.pattern);
    CHECK_MESSAGE(routed.insert(name).second, name << " stands twice");
    if (route.access == http::Access::open) open_routed.insert(name);
  }
  CHECK(described == routed);
  CHECK(open_described == open_routed);
  CHECK(missing_references(answer.json, answer.json["components"]["schemas"]).empty());
}

TEST_CASE(
    "routes: all that change something, ask for the CSRF token, an audit name and a body limit") {
  TestServer server(TestServer::Worker::stopped);
  for (const http::Route& route : server.dispatcher().routes()) {
    CAPTURE(route.pattern);
    if (route.method == "GET") {
      CHECK(route.body_limit == 0);
      continue;
    }
    // Whoever comes to these has no session that another site could use.
    static const std::set<std::string_view> kBeforeSession{"/api/auth/login", "/api/auth/link",
                                                           "/api/auth/redeem"};
    CHECK(route.needs_csrf != kBeforeSession.contains(route.pattern));
    CHECK_FALSE(route.action.empty());
    CHECK(route.body_limit > 0);
    CHECK(route.accepts != http::Accepts::nothing);
    const bool is_admins = route.pattern.starts_with("/superadmin");
    CHECK((route.access == http::Access::super_admin) == is_admins);
    const bool is_tenants = route.pattern.starts_with("/api/tenant");
    CHECK((route.access == http::Access::tenant_user) == is_tenants);
  }
}

}  // namespace datavault::test
