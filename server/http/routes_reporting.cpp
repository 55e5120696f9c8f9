#include "server/http/list_parameters.h"
#include "server/http/replies.h"
#include "server/http/routes.h"
#include "server/http/wire.h"

namespace datavault::http {
namespace {

Result<std::vector<RequestRow>> rows_of(const Call& call, const char* key,
                                        const std::vector<std::string_view>& known) {
  return call.is_csv ? rows_from_csv(call.body, known) : rows_from_json(call.json, key, known);
}

HttpResponse entities(Application& application, const Call& call) {
  auto request = page_request_from(call.request.query);
  if (!request) return refuse(request.error());
  auto page = application.reporting.entities(company_of(call), *request);
  if (!page) return refuse(page.failure());
  Json rows = Json::array();
  for (const Entity& row : page->rows) rows.push_back(entity_to_json(row));
  return succeed({{"entities", std::move(rows)},
                  {"next_cursor", cursor_to_json(page->next)},
                  {"total", page->total}});
}

HttpResponse add_entities(Application& application, const Call& call) {
  auto rows = rows_of(call, "entities", ReportingService::entity_keys());
  if (!rows) return refuse(rows.error());
  auto created = application.reporting.add_entities(company_of(call), *rows, call.actor);
  if (!created) return refuse(created.failure());
  Json list = Json::array();
  for (const Entity& entity : *created) list.push_back(entity_to_json(entity));
  Json body = {{"entities", std::move(list)}};
  if (created->size() == 1) body["entity_id"] = created->front().id.value;
  return succeed(std::move(body), 201);
}

HttpResponse assignments(Application& application, const Call& call) {
  auto page = offset_page_from(call.request.query);
  if (!page) return refuse(page.error());
  auto assignments = application.reporting.assignments(company_of(call));
  if (!assignments) return refuse(assignments.failure());
  auto names = application.reporting.field_names(company_of(call));
  if (!names) return refuse(names.error());
  const auto total = static_cast<int64_t>(assignments->size());
  const int64_t end = std::min(total, page->offset + page->limit);
  Json rows = Json::array();
  for (int64_t i = page->offset; i < end; ++i) {
    rows.push_back(assignment_to_json((*assignments)[static_cast<size_t>(i)], *names));
  }
  return succeed({{"assignments", std::move(rows)},
                  {"next_cursor", end < total ? Json(std::to_string(end)) : Json(nullptr)},
                  {"total", total}});
}

HttpResponse put_assignments(Application& application, const Call& call) {
  auto rows = rows_of(call, "assignments", ReportingService::assignment_keys());
  if (!rows) return refuse(rows.error());
  auto count = application.reporting.put_assignments(company_of(call), *rows, call.actor);
  if (!count) return refuse(count.failure());
  return succeed({{"stored", *count}});
}

Result<ValueQuery> value_query_from(const std::map<std::string, std::string>& query) {
  auto page = offset_page_from(query);
  if (!page) return page.error();
  ValueQuery values;
  values.offset = page->offset;
  values.limit = page->limit;
  auto framework = number_of(query, "framework_id");
  if (!framework) return framework.error();
  if (*framework) values.framework = FrameworkId{**framework};
  auto entity = number_of(query, "entity_id");
  if (!entity) return entity.error();
  if (*entity) values.entity = EntityId{**entity};
  const auto text = [&](const char* name) {
    const auto found = query.find(name);
    return found == query.end() ? std::string() : found->second;
  };
  values.field_uid = text("field_uid");
  values.field_code = text("field_code");
  values.period = text("period");
  if (!values.field_code.empty() && !values.framework) {
    return invalid_input("A field code is only clear together with framework_id.", "field_code");
  }
  return values;
}

HttpResponse values(Application& application, const Call& call) {
  auto query = value_query_from(call.request.query);
  if (!query) return refuse(query.error());
  auto page = application.reporting.values(company_of(call), *query);
  if (!page) return refuse(page.failure());
  auto names = application.reporting.field_names(company_of(call));
  if (!names) return refuse(names.error());
  Json rows = Json::array();
  for (const auto& row : page->rows) rows.push_back(value_to_json(row, *names));
  return succeed({{"values", std::move(rows)},
                  {"next_cursor",
                   page->next_offset ? Json(std::to_string(*page->next_offset)) : Json(nullptr)},
                  {"total", page->total}});
}

HttpResponse put_values(Application& application, const Call& call) {
  auto rows = rows_of(call, "values", ReportingService::value_keys());
  if (!rows) return refuse(rows.error());
  auto counts = application.reporting.put_values(company_of(call), *rows, call.actor);
  if (!counts) return refuse(counts.failure());
  return succeed(
      {{"stored", counts->stored}, {"revised", counts->revised}, {"unchanged", counts->unchanged}});
}

void add_rows(std::vector<Route>& routes, std::string_view pattern, Access access,
              std::string_view action, Handler get, Handler post) {
  const size_t limit = access == Access::tenant_user ? kTenantBody : kDataBody;
  routes.push_back({"GET", pattern, access, true, Accepts::nothing, 0, "", std::move(get)});
  routes.push_back(
      {"POST", pattern, access, true, Accepts::json_or_csv, limit, action, std::move(post), true});
}

}  // namespace

void add_reporting_routes(std::vector<Route>& routes, Application& application) {
  const auto add = [&](std::string_view pattern, std::string_view action, Handler get,
                       Handler post) {
    add_rows(routes, pattern, Access::super_admin, action, std::move(get), std::move(post));
  };
  add(
      "/superadmin/api/companies/{id}/entities", "company.entities.add",
      [&](const Call& call) { return entities(application, call); },
      [&](const Call& call) { return add_entities(application, call); });
  add(
      "/superadmin/api/companies/{id}/assignments", "company.assignments.put",
      [&](const Call& call) { return assignments(application, call); },
      [&](const Call& call) { return put_assignments(application, call); });
  add(
      "/superadmin/api/companies/{id}/values", "company.values.put",
      [&](const Call& call) { return values(application, call); },
      [&](const Call& call) { return put_values(application, call); });
}

void add_tenant_reporting_routes(std::vector<Route>& routes, Application& application) {
  const auto read = [&](std::string_view pattern, Handler get) {
    routes.push_back(
        {"GET", pattern, Access::tenant_user, true, Accepts::nothing, 0, "", std::move(get)});
  };
  read("/api/tenant/entities", [&](const Call& call) { return entities(application, call); });
  read("/api/tenant/assignments", [&](const Call& call) { return assignments(application, call); });
  add_rows(
      routes, "/api/tenant/values", Access::tenant_user, "tenant.values.put",
      [&](const Call& call) { return values(application, call); },
      [&](const Call& call) { return put_values(application, call); });
}

}  // namespace datavault::http
