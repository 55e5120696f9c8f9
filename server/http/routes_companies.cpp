#include "core/codec/json_reader.h"
#include "core/plan/plan_json.h"
#include "server/http/list_parameters.h"
#include "server/http/replies.h"
#include "server/http/routes.h"
#include "server/http/static_files.h"
#include "server/http/wire.h"

namespace datavault::http {
namespace {

HttpResponse list_companies(Application& application, const Call& call) {
  auto request = page_request_from(call.request.query);
  if (!request) return refuse(request.error());
  auto page = application.tenants.list(*request);
  if (!page) return refuse(page.failure());
  Json rows = Json::array();
  for (const Tenant& row : page->rows) rows.push_back(company_to_json(row));
  return succeed({{"companies", std::move(rows)},
                  {"next_cursor", cursor_to_json(page->next)},
                  {"total", page->total}});
}

Result<NewTenant> new_tenant_from(const Json& json, const std::string& where) {
  ObjectReader reader(json, where);
  reader.allow_only({"name", "slug", "industry", "is_active"});
  NewTenant tenant{reader.text("name"), reader.text_or("slug"), reader.text_or("industry"),
                   reader.boolean_or("is_active", true)};
  if (!reader.ok()) return reader.error();
  return tenant;
}

HttpResponse create_company(Application& application, const Call& call) {
  const bool is_wrapped = call.json.is_object() && call.json.contains("companies");
  const Json& json = is_wrapped ? call.json["companies"] : call.json;
  std::vector<NewTenant> tenants;
  for (const Json& item : json.is_array() ? json : Json::array({json})) {
    auto tenant = new_tenant_from(
        item, json.is_array() ? "companies[" + std::to_string(tenants.size()) + "]" : "");
    if (!tenant) return refuse(tenant.error());
    tenants.push_back(*std::move(tenant));
  }
  auto created = application.tenants.create(tenants, call.actor);
  if (!created) return refuse(created.failure());
  if (!json.is_array()) {
    return succeed(
        {{"company_id", created->front().id.value}, {"company", company_to_json(created->front())}},
        201);
  }
  Json ids = Json::array();
  Json rows = Json::array();
  for (const Tenant& tenant : *created) {
    ids.push_back(tenant.id.value);
    rows.push_back(company_to_json(tenant));
  }
  return succeed({{"company_ids", std::move(ids)}, {"companies", std::move(rows)}}, 201);
}

HttpResponse get_company(Application& application, const Call& call) {
  auto tenant = application.tenants.get(company_of(call));
  if (!tenant) return refuse(tenant.failure());
  return succeed({{"company", company_to_json(*tenant)}});
}

/// Null is as good as nothing.
bool is_given(const Json& json, const char* key) {
  return json.is_object() && json.contains(key) && !json[key].is_null();
}

std::optional<std::string> text_if_there(ObjectReader& reader, const Json& json, const char* key) {
  if (!is_given(json, key)) return std::nullopt;
  return reader.text(key);
}

HttpResponse patch(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  reader.allow_only({"name", "slug", "industry", "is_active"});
  TenantPatch patch{text_if_there(reader, call.json, "name"),
                    text_if_there(reader, call.json, "slug"),
                    text_if_there(reader, call.json, "industry"), std::nullopt};
  if (is_given(call.json, "is_active")) {
    patch.is_active = reader.boolean_or("is_active", true);
  }
  if (!reader.ok()) return refuse(reader.error());
  auto tenant = application.tenants.patch(company_of(call), patch, call.actor);
  if (!tenant) return refuse(tenant.failure());
  return succeed({{"company", company_to_json(*tenant)}});
}

HttpResponse copies(Application& application, const Call& call) {
  auto copies = application.tenants.copies(company_of(call));
  if (!copies) return refuse(copies.failure());
  Json rows = Json::array();
  for (const CopySummary& copy : *copies) rows.push_back(copy_summary_to_json(copy));
  return succeed({{"frameworks", std::move(rows)}});
}

HttpResponse copy_response(Application& application, const TenantCopy& copy) {
  auto framework = application.frameworks.get(copy.row().framework, std::nullopt);
  if (!framework) return refuse(framework.failure());
  HttpResponse response = succeed(
      {{"framework", copy_to_json(copy, framework->row.framework, framework->row.latest_version)}});
  response.headers.emplace_back("ETag", "\"" + copy.row().state_digest + "\"");
  return response;
}

HttpResponse copy(Application& application, const Call& call) {
  auto copy = application.tenants.copy(company_of(call), FrameworkId{call.ids.at("fid")});
  if (!copy) return refuse(copy.failure());
  const std::string etag = "\"" + (*copy)->row().state_digest + "\"";
  const std::string& known = call.request.header("if-none-match");
  if (!known.empty() && matches_etag(known, etag)) {
    HttpResponse response;
    response.status = 304;
    response.headers.emplace_back("ETag", etag);
    return response;
  }
  return copy_response(application, **copy);
}

/// The state digest in an If-Match header; empty when any will do.
std::string if_match(const Call& call) {
  std::string header = call.request.header("if-match");
  if (header == "*") return {};
  if (header.starts_with("W/")) header.erase(0, 2);
  if (header.size() >= 2 && header.front() == '"') header = header.substr(1, header.size() - 2);
  return header;
}

HttpResponse edit(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  reader.allow_only({"edits"});
  const Json& edits = reader.member("edits", true);
  if (reader.ok() && !edits.is_array()) reader.fail("A list of edits is expected here.", "edits");
  if (!reader.ok()) return refuse(reader.error());
  auto copy = application.tenants.edit(company_of(call), FrameworkId{call.ids.at("fid")}, edits,
                                       if_match(call), call.actor);
  if (!copy) return refuse(copy.failure());
  return copy_response(application, **copy);
}

HttpResponse incoming(Application& application, const Call& call) {
  auto incoming = application.sync.incoming(own_company(call), FrameworkId{call.ids.at("fid")});
  if (!incoming) return refuse(incoming.failure());
  const PlannedTarget& target = incoming->plan.targets.front();
  Json conflicts = Json::array();
  for (const Conflict& conflict : incoming->plan.conflicts) {
    conflicts.push_back(conflict_to_json(conflict));
  }
  Json changes = Json::array();
  for (const FieldDifference& difference : incoming->differences) {
    changes.push_back(difference_to_json(difference));
  }
  return succeed({{"incoming",
                   {{"from_version", incoming->from_version},
                    {"to_version", incoming->plan.target_version},
                    {"outcome", to_text(target.outcome)},
                    {"changes", std::move(changes)},
                    {"conflicts", std::move(conflicts)}}}});
}

/// A company's copies of frameworks, for super admins and for its own users.
void add_copy_routes(std::vector<Route>& routes, Application& application, bool for_tenant) {
  const Access access = for_tenant ? Access::tenant_user : Access::super_admin;
  routes.push_back(
      {"GET", for_tenant ? "/api/tenant/frameworks" : "/superadmin/api/companies/{id}/frameworks",
       access, true, Accepts::nothing, 0, "",
       [&](const Call& call) { return copies(application, call); }});
  const std::string_view one = for_tenant ? "/api/tenant/frameworks/{fid}"
                                          : "/superadmin/api/companies/{id}/frameworks/{fid}";
  routes.push_back({"GET", one, access, true, Accepts::nothing, 0, "",
                    [&](const Call& call) { return copy(application, call); }});
  routes.push_back({"PATCH", one, access, true, Accepts::json, kPlanBody,
                    for_tenant ? "tenant.framework.edit" : "company.framework.edit",
                    [&](const Call& call) { return edit(application, call); }});
}

}  // namespace

void add_company_routes(std::vector<Route>& routes, Application& application) {
  constexpr const char* kList = "/superadmin/api/companies";
  constexpr const char* kOne = "/superadmin/api/companies/{id}";
  const auto add = [&](std::string_view method, std::string_view pattern, Accepts accepts,
                       size_t limit, std::string_view action, Handler handler) {
    routes.push_back(
        {method, pattern, Access::super_admin, true, accepts, limit, action, std::move(handler)});
  };
  add("GET", kList, Accepts::nothing, 0, "",
      [&](const Call& call) { return list_companies(application, call); });
  add("POST", kList, Accepts::json, kDataBody, "company.create",
      [&](const Call& call) { return create_company(application, call); });
  add("GET", kOne, Accepts::nothing, 0, "",
      [&](const Call& call) { return get_company(application, call); });
  add("PATCH", kOne, Accepts::json, kSmallBody, "company.update",
      [&](const Call& call) { return patch(application, call); });
  add_copy_routes(routes, application, false);
}

void add_tenant_routes(std::vector<Route>& routes, Application& application) {
  add_copy_routes(routes, application, true);
  add_tenant_reporting_routes(routes, application);
  routes.push_back({"GET", "/api/tenant", Access::tenant_user, true, Accepts::nothing, 0, "",
                    [&](const Call& call) { return get_company(application, call); }});
  routes.push_back({.method = "GET",
                    .pattern = "/api/tenant/frameworks/{fid}/incoming",
                    .access = Access::tenant_user,
                    .handler = [&](const Call& call) { return incoming(application, call); },
                    .is_expensive = true});
}

}  // namespace datavault::http
