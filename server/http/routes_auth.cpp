#include "core/codec/json_reader.h"
#include "server/http/dispatcher.h"
#include "server/http/replies.h"
#include "server/http/routes.h"
#include "server/http/wire.h"

namespace datavault::http {
namespace {

/// Not readable by scripts, not sent along from other sites.
std::string session_cookie(const std::string& token) {
  std::string cookie =
      std::string(kSessionCookie) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
  if (token.empty()) cookie += "; Max-Age=0";
  return cookie;
}

HttpResponse login(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  const std::string email = reader.text("email");
  const std::string password = reader.text("password");
  if (!reader.ok()) return refuse(reader.error());
  auto signed_in = application.auth.login(email, password, call.actor);
  if (!signed_in) {
    HttpResponse response = refuse(signed_in.failure());
    const Json& details = signed_in.failure().details;
    if (details.contains("retry_after_seconds")) {
      response.headers.emplace_back("Retry-After", details["retry_after_seconds"].dump());
    }
    return response;
  }
  HttpResponse response =
      succeed({{"csrf_token", signed_in->csrf_token}, {"user", user_to_json(signed_in->user)}});
  response.headers.emplace_back("Set-Cookie", session_cookie(signed_in->token));
  return response;
}

HttpResponse logout(Application& application, const Call& call) {
  if (call.session) {
    auto done = application.auth.logout(*call.session, call.actor);
    if (!done) return refuse(done.failure());
  }
  HttpResponse response = succeed({});
  response.headers.emplace_back("Set-Cookie", session_cookie(""));
  return response;
}

HttpResponse session(const Call& call) {
  if (!call.session) return succeed({{"user", nullptr}, {"csrf_token", nullptr}});
  return succeed(
      {{"user", user_to_json(call.session->user)}, {"csrf_token", call.session->csrf_token}});
}

}  // namespace

void add_auth_routes(std::vector<Route>& routes, Application& application) {
  routes.push_back({"POST", "/api/auth/login", Access::open, false, Accepts::json, kSmallBody,
                    "auth.login", [&](const Call& call) { return login(application, call); }});
  routes.push_back({"POST", "/api/auth/logout", Access::open, true, Accepts::json, kSmallBody,
                    "auth.logout", [&](const Call& call) { return logout(application, call); }});
  routes.push_back({"GET", "/api/auth/session", Access::open, false, Accepts::nothing, 0, "",
                    [](const Call& call) { return session(call); }});
}

std::vector<Route> api_routes(Application& application) {
  std::vector<Route> routes;
  add_auth_routes(routes, application);
  add_framework_routes(routes, application);
  add_company_routes(routes, application);
  add_reporting_routes(routes, application);
  add_sync_routes(routes, application);
  add_job_routes(routes, application);
  add_operation_routes(routes, application);
  return routes;
}

}  // namespace datavault::http
