#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/json.h"
#include "server/app/actor.h"
#include "server/app/auth_service.h"
#include "server/http/http_types.h"

namespace datavault::http {

/// Who may: everybody; whoever is signed in; a company's own users; super admins.
enum class Access { open, signed_in, tenant_user, super_admin };
enum class Accepts { nothing, json, json_or_csv };

/// A request that has come as far as its handler.
struct Call {
  const HttpRequest& request;
  std::map<std::string, int64_t> ids;  // of the path, by the names in the pattern
  Actor actor;
  std::optional<SignedIn> session;
  std::string body;  // when it is CSV
  Json json;         // when it is JSON; {} when there was no body
  bool is_csv = false;
};

/// The company whose user makes the call; of routes for tenant users.
inline TenantId own_company(const Call& call) { return TenantId{*call.session->user.tenant_id}; }

/// What the {id} of a path means, where the path is a company's or a framework's. Without one it is
/// a route for tenant users: their own company, whatever they send.
inline TenantId company_of(const Call& call) {
  const auto id = call.ids.find("id");
  return id == call.ids.end() ? own_company(call) : TenantId{id->second};
}
inline FrameworkId framework_of(const Call& call) { return FrameworkId{call.ids.at("id")}; }

using Handler = std::function<HttpResponse(const Call&)>;

/// One row of the API: everything that is checked before the handler runs stands here.
struct Route {
  std::string_view method;
  std::string_view
      pattern;  // "/superadmin/api/frameworks/{id}"; a name in braces is a whole number
  Access access = Access::super_admin;
  bool needs_csrf = true;  // only looked at for methods that change something
  Accepts accepts = Accepts::nothing;
  size_t body_limit = 0;    // bytes
  std::string_view action;  // how the audit calls it: "framework.import"; empty for reads
  Handler handler;
  bool is_expensive = false;  // few of these run at once
  bool is_use = true;         // a session in which only others are called counts as idle
};

/// What an API token must be good for to come in here; empty: no token is let in.
std::string_view scope_of(const Route& route);

inline constexpr size_t kSmallBody = 64 * 1024;
inline constexpr size_t kPlanBody = 16 * 1024 * 1024;
inline constexpr size_t kTenantBody = 8 * 1024 * 1024;  // of rows that a company's own users send
inline constexpr size_t kDataBody = 64 * 1024 * 1024;

/// The ids in the path when it fits the pattern.
std::optional<std::map<std::string, int64_t>> match_path(std::string_view pattern,
                                                         std::string_view path);

}  // namespace datavault::http
