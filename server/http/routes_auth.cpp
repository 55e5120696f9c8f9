#include "core/codec/json_reader.h"
#include "server/http/dispatcher.h"
#include "server/http/replies.h"
#include "server/http/routes.h"
#include "server/http/wire.h"

namespace datavault::http {
namespace {

/// Not readable by scripts, not sent along from other sites, by TLS alone where it came so. An
/// empty token takes the cookie away.
void set_session_cookie(HttpResponse& response, const HttpRequest& request,
                        const std::string& token) {
  const bool is_secure = request.is_secure;
  std::string cookie = std::string(is_secure ? kSecureSessionCookie : kSessionCookie) + "=" +
                       token + "; Path=/; HttpOnly; SameSite=Strict";
  if (is_secure) cookie += "; Secure";
  if (token.empty()) cookie += "; Max-Age=0";
  response.headers.emplace_back("Set-Cookie", cookie);
}

/// A refusal that says when to come again says it in the header too.
HttpResponse refuse_attempt(const Failure& failure) {
  HttpResponse response = refuse(failure);
  if (failure.details.contains("retry_after_seconds")) {
    response.headers.emplace_back("Retry-After", failure.details["retry_after_seconds"].dump());
  }
  return response;
}

/// {id, name} of the company whose user it is; null for super admins.
Json company_of_user(Application& application, const store::User& user) {
  if (!user.tenant_id) return nullptr;
  auto tenant = application.tenants.get(TenantId{*user.tenant_id});
  if (!tenant) return nullptr;
  return {{"id", *user.tenant_id}, {"name", tenant->name}};
}

Json session_json(Application& application, const SignedIn& session) {
  return {
      {"user", user_to_json(session.user)},
      {"company", company_of_user(application, session.user)},
      {"impersonator", session.impersonator ? user_to_json(*session.impersonator) : Json(nullptr)},
      {"csrf_token",
       or_null(session.csrf_token.empty() ? std::nullopt : std::optional(session.csrf_token))},
      {"expires_at", session.expires_at},
      {"needs_approval", application.approvals.is_needed()}};
}

/// The answer to whoever got a new session.
HttpResponse signed_in(Application& application, const Call& call, const Reply<SignedIn>& session) {
  if (!session) return refuse_attempt(session.failure());
  HttpResponse response = succeed(session_json(application, *session));
  set_session_cookie(response, call.request, session->token);
  return response;
}

HttpResponse login(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  Credentials credentials;
  credentials.email = reader.text("email");
  credentials.password = reader.text("password");
  credentials.code = reader.text_or("one_time_code");
  if (!reader.ok()) return refuse(reader.error());
  auto session = application.auth.login(credentials, call.actor);
  // One browser, one session: the one before must not live on in whoever got hold of it.
  if (session && call.session && !call.session->token.empty()) {
    auto ended = application.auth.logout(*call.session, call.actor);
    if (!ended) return refuse(ended.failure());
  }
  return signed_in(application, call, session);
}

HttpResponse logout(Application& application, const Call& call) {
  if (!call.json.is_object()) return refuse(invalid_input("A JSON object is expected here."));
  if (call.session && !call.session->token.empty()) {
    auto done = application.auth.logout(*call.session, call.actor);
    if (!done) return refuse(done.failure());
  }
  HttpResponse response = succeed({});
  set_session_cookie(response, call.request, "");
  return response;
}

HttpResponse session(Application& application, const Call& call) {
  if (call.session) return succeed(session_json(application, *call.session));
  auto is_first = application.users.needs_first_user();
  if (!is_first) return refuse(is_first.error());
  return succeed({{"user", nullptr},
                  {"company", nullptr},
                  {"impersonator", nullptr},
                  {"csrf_token", nullptr},
                  {"expires_at", nullptr},
                  {"needs_approval", false},
                  {"needs_first_user", *is_first}});
}

HttpResponse look_at_link(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  const std::string token = reader.text("token");
  if (!reader.ok()) return refuse(reader.error());
  auto owner = application.users.link_owner(token);
  if (!owner) return refuse(owner.failure());
  return succeed({{"email", *owner ? Json((*owner)->email) : Json(nullptr)}});
}

HttpResponse redeem(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  const std::string token = reader.text("token");
  const std::string password = reader.text("password");
  const std::string email = reader.text_or("email");
  if (!reader.ok()) return refuse(reader.error());
  auto user = application.users.redeem(token, email, password, call.actor);
  if (!user) return refuse(user.failure());
  return succeed({{"user", user_to_json(*user)}});
}

HttpResponse end_impersonation(Application& application, const Call& call) {
  return signed_in(application, call,
                   application.auth.end_impersonation(*call.session, call.actor));
}

HttpResponse impersonate(Application& application, const Call& call) {
  return signed_in(application, call,
                   application.auth.impersonate(*call.session, call.ids.at("id"), call.actor));
}

}  // namespace

void add_auth_routes(std::vector<Route>& routes, Application& application) {
  const auto open = [&](std::string_view pattern, bool needs_csrf, std::string_view action,
                        Handler handler) {
    routes.push_back({"POST", pattern, Access::open, needs_csrf, Accepts::json, kSmallBody, action,
                      std::move(handler)});
  };
  open("/api/auth/login", false, "auth.login",
       [&](const Call& call) { return login(application, call); });
  open("/api/auth/logout", true, "auth.logout",
       [&](const Call& call) { return logout(application, call); });
  open("/api/auth/link", false, "auth.link",
       [&](const Call& call) { return look_at_link(application, call); });
  open("/api/auth/redeem", false, "auth.redeem",
       [&](const Call& call) { return redeem(application, call); });
  routes.push_back({.method = "GET",
                    .pattern = "/api/auth/session",
                    .access = Access::open,
                    .needs_csrf = false,
                    .handler = [&](const Call& call) { return session(application, call); },
                    .is_use = false});
  routes.push_back({"POST", "/api/auth/impersonation/end", Access::signed_in, true, Accepts::json,
                    kSmallBody, "auth.impersonation.end",
                    [&](const Call& call) { return end_impersonation(application, call); }});
  routes.push_back({"POST", "/superadmin/api/users/{id}/impersonate", Access::super_admin, true,
                    Accepts::json, kSmallBody, "auth.impersonate",
                    [&](const Call& call) { return impersonate(application, call); }});
}

std::vector<Route> api_routes(Application& application) {
  std::vector<Route> routes;
  add_auth_routes(routes, application);
  add_account_routes(routes, application);
  add_tenant_routes(routes, application);
  add_user_routes(routes, application);
  add_fleet_routes(routes, application);
  add_framework_routes(routes, application);
  add_company_routes(routes, application);
  add_reporting_routes(routes, application);
  add_sync_routes(routes, application);
  add_approval_routes(routes, application);
  add_template_routes(routes, application);
  add_job_routes(routes, application);
  add_audit_routes(routes, application);
  add_operation_routes(routes, application);
  return routes;
}

}  // namespace datavault::http
