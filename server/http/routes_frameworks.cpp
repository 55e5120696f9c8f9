#include "core/codec/json_reader.h"
#include "server/app/import_report.h"
#include "server/http/list_parameters.h"
#include "server/http/replies.h"
#include "server/http/routes.h"
#include "server/http/static_files.h"
#include "server/http/wire.h"

namespace datavault::http {
namespace {

HttpResponse list_frameworks(Application& application, const Call& call) {
  auto request = page_request_from(call.request.query);
  if (!request) return refuse(request.error());
  auto page = application.frameworks.list(*request);
  if (!page) return refuse(page.failure());
  Json rows = Json::array();
  for (const auto& row : page->rows) rows.push_back(framework_summary_to_json(row));
  return succeed({{"frameworks", std::move(rows)},
                  {"next_cursor", cursor_to_json(page->next)},
                  {"total", page->total}});
}

HttpResponse create_framework(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  reader.allow_only({"name", "key", "description", "company_id"});
  NewFramework framework{reader.text("name"), reader.text_or("key"), reader.text_or("description"),
                         std::nullopt};
  if (const int64_t owner = reader.integer_or("company_id", 0)) framework.owner = TenantId{owner};
  if (!reader.ok()) return refuse(reader.error());
  auto id = application.frameworks.create(framework, call.actor);
  if (!id) return refuse(id.failure());
  return succeed({{"framework_id", id->value}}, 201);
}

HttpResponse get_framework(Application& application, const Call& call) {
  auto version = number_of(call.request.query, "version");
  if (!version) return refuse(version.error());
  auto framework = application.frameworks.get(framework_of(call), *version);
  if (!framework) return refuse(framework.failure());
  return succeed({{"framework", framework_to_json(*framework)}});
}

HttpResponse versions(Application& application, const Call& call) {
  auto request = page_request_from(call.request.query);
  if (!request) return refuse(request.error());
  auto page = application.frameworks.versions(framework_of(call), *request);
  if (!page) return refuse(page.failure());
  Json rows = Json::array();
  for (const auto& row : page->rows) rows.push_back(version_row_to_json(row));
  return succeed({{"versions", std::move(rows)},
                  {"next_cursor", cursor_to_json(page->next)},
                  {"total", page->total}});
}

HttpResponse import(Application& application, const Call& call, std::optional<FrameworkId> id) {
  Json body = call.json;
  // The name is the framework's own where the address names the framework.
  if (id && body.is_object() && !body.contains("name")) {
    auto known = application.frameworks.get(*id, std::nullopt);
    if (!known) return refuse(known.failure());
    body["name"] = known->row.framework.name;
  }
  std::optional<int64_t> base_version;
  if (id && body.is_object() && body.contains("base_version")) {
    ObjectReader reader(body, "");
    base_version = reader.integer("base_version");
    if (!reader.ok()) return refuse(reader.error());
    body.erase("base_version");
  }
  auto request = import_request_from_json(body);
  if (!request) return refuse(request.error());
  auto outcome = application.frameworks.import(*request, id, call.actor, base_version);
  if (!outcome) return refuse(outcome.failure());
  return succeed({{"framework_id", outcome->framework.value},
                  {"version", outcome->version},
                  {"fields", outcome->fields},
                  {"unchanged", outcome->unchanged},
                  {"warnings", warnings_to_json(outcome->warnings)}},
                 outcome->unchanged ? 200 : 201);
}

}  // namespace

void add_framework_routes(std::vector<Route>& routes, Application& application) {
  constexpr const char* kList = "/superadmin/api/frameworks";
  constexpr const char* kVersions = "/superadmin/api/frameworks/{id}/versions";
  const auto read = [&](std::string_view pattern, Handler handler) {
    routes.push_back(
        {"GET", pattern, Access::super_admin, true, Accepts::nothing, 0, "", std::move(handler)});
  };
  const auto change = [&](std::string_view pattern, size_t limit, std::string_view action,
                          Handler handler) {
    routes.push_back({"POST", pattern, Access::super_admin, true, Accepts::json, limit, action,
                      std::move(handler)});
  };
  read(kList, [&](const Call& call) { return list_frameworks(application, call); });
  change(kList, kSmallBody, "framework.create",
         [&](const Call& call) { return create_framework(application, call); });
  change("/superadmin/api/frameworks/import", kDataBody, "framework.import",
         [&](const Call& call) { return import(application, call, std::nullopt); });
  read("/superadmin/api/frameworks/{id}",
       [&](const Call& call) { return get_framework(application, call); });
  read(kVersions, [&](const Call& call) { return versions(application, call); });
  change(kVersions, kDataBody, "framework.import",
         [&](const Call& call) { return import(application, call, framework_of(call)); });
}

}  // namespace datavault::http
