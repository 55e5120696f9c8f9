#include "core/codec/json_reader.h"
#include "server/http/list_parameters.h"
#include "server/http/replies.h"
#include "server/http/routes.h"
#include "server/http/wire.h"

namespace datavault::http {
namespace {

HttpResponse users(Application& application, const Call& call) {
  auto request = page_request_from(call.request.query);
  if (!request) return refuse(request.error());
  auto page = application.users.list(*request);
  if (!page) return refuse(page.failure());
  Json rows = Json::array();
  for (const store::User& user : page->rows) rows.push_back(user_to_json(user));
  return succeed({{"users", std::move(rows)},
                  {"next_cursor", cursor_to_json(page->next)},
                  {"total", page->total}});
}

Json link_to_json(const std::optional<MadeAccessLink>& link) {
  if (!link) return nullptr;
  return {{"path", access_link_path(link->token)}, {"expires_at", link->expires_at}};
}

HttpResponse add_user(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  NewUser user;
  user.email = reader.text("email");
  user.role = reader.text("role");
  user.password = reader.text_or("password");
  if (const int64_t id = reader.integer_or("company_id", 0)) user.tenant_id = id;
  if (!reader.ok()) return refuse(reader.error());
  auto made = application.users.add(user, call.actor);
  if (!made) return refuse(made.failure());
  return succeed({{"user", user_to_json(made->user)}, {"link", link_to_json(made->link)}}, 201);
}

HttpResponse get_user(Application& application, const Call& call) {
  auto user = application.users.get(call.ids.at("id"));
  if (!user) return refuse(user.failure());
  return succeed({{"user", user_to_json(*user)}});
}

HttpResponse patch_user(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  reader.allow_only({"is_active", "role"});
  UserPatch patch;
  // Null is as good as nothing.
  const auto stands = [&](const char* key) {
    return call.json.is_object() && call.json.contains(key) && !call.json[key].is_null();
  };
  if (stands("is_active")) patch.is_active = reader.boolean_or("is_active", true);
  if (stands("role")) patch.role = reader.text("role");
  if (!reader.ok()) return refuse(reader.error());
  auto user = application.users.patch(call.ids.at("id"), patch, call.actor);
  if (!user) return refuse(user.failure());
  return succeed({{"user", user_to_json(*user)}});
}

HttpResponse reset_user(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  const bool with_second_factor = reader.boolean_or("second_factor", false);
  if (!reader.ok()) return refuse(reader.error());
  auto link = application.users.reset(call.ids.at("id"), with_second_factor, call.actor);
  if (!link) return refuse(link.failure());
  return succeed({{"link", link_to_json(*link)}});
}

HttpResponse end_sessions(Application& application, const Call& call) {
  auto ended = application.users.end_sessions(call.ids.at("id"), call.actor);
  if (!ended) return refuse(ended.failure());
  return succeed({{"ended", *ended}});
}

}  // namespace

void add_user_routes(std::vector<Route>& routes, Application& application) {
  using Act = HttpResponse (*)(Application&, const Call&);
  const auto add = [&](std::string_view method, std::string_view pattern, std::string_view action,
                       Act act) {
    const bool is_read = method == "GET";
    routes.push_back({method, pattern, Access::super_admin, true,
                      is_read ? Accepts::nothing : Accepts::json, is_read ? 0 : kSmallBody, action,
                      [&application, act](const Call& call) { return act(application, call); }});
  };
  add("GET", "/superadmin/api/users", "", users);
  add("POST", "/superadmin/api/users", "user.create", add_user);
  add("GET", "/superadmin/api/users/{id}", "", get_user);
  add("PATCH", "/superadmin/api/users/{id}", "user.update", patch_user);
  add("POST", "/superadmin/api/users/{id}/reset", "user.reset", reset_user);
  add("POST", "/superadmin/api/users/{id}/end-sessions", "user.sessions.end", end_sessions);
}

}  // namespace datavault::http
