// Tenant templates: docs/templates.md.
#include <algorithm>

#include "core/codec/json_reader.h"
#include "core/template/template_json.h"
#include "server/http/list_parameters.h"
#include "server/http/queued.h"
#include "server/http/replies.h"
#include "server/http/routes.h"
#include "server/http/wire.h"
#include "server/http/wire_templates.h"

namespace datavault::http {
namespace {

int64_t template_of(const Call& call) { return call.ids.at("id"); }

template <typename Row>
HttpResponse list_reply(const char* name, const store::Page<Row>& page,
                        Json (*to_json)(const Row&)) {
  Json rows = Json::array();
  for (const Row& row : page.rows) rows.push_back(to_json(row));
  return succeed(
      {{name, std::move(rows)}, {"next_cursor", cursor_to_json(page.next)}, {"total", page.total}});
}

HttpResponse list(Application& application, const Call& call) {
  auto request = page_request_from(call.request.query);
  if (!request) return refuse(request.error());
  auto page = application.templates.list(*request);
  return page ? list_reply("templates", *page, template_row_to_json) : refuse(page.failure());
}

HttpResponse get(Application& application, const Call& call) {
  auto row = application.templates.get(template_of(call));
  return row ? succeed({{"template", template_row_to_json(*row)}}) : refuse(row.failure());
}

HttpResponse template_versions(Application& application, const Call& call) {
  auto request = page_request_from(call.request.query);
  if (!request) return refuse(request.error());
  auto page = application.templates.versions(template_of(call), *request);
  return page ? list_reply("versions", *page, template_version_row_to_json)
              : refuse(page.failure());
}

HttpResponse template_preview(Application& application, const Call& call) {
  auto version = number_of(call.request.query, "version");
  if (!version) return refuse(version.error());
  auto loaded = application.templates.preview(template_of(call), *version);
  return loaded ? succeed(loaded_template_to_json(*loaded)) : refuse(loaded.failure());
}

HttpResponse tenants(Application& application, const Call& call) {
  auto page = offset_page_from(call.request.query);
  if (!page) return refuse(page.error());
  auto row = application.templates.get(template_of(call));
  if (!row) return refuse(row.failure());
  auto all = application.templates.tenants(template_of(call));
  if (!all) return refuse(all.failure());
  const auto total = static_cast<int64_t>(all->size());
  const int64_t end = std::min(total, page->offset + page->limit);
  Json rows = Json::array();
  for (int64_t i = page->offset; i < end; ++i) {
    rows.push_back(template_tenant_to_json((*all)[static_cast<size_t>(i)], row->latest_version));
  }
  return succeed({{"tenants", std::move(rows)},
                  {"next_cursor", end < total ? Json(std::to_string(end)) : Json(nullptr)},
                  {"total", total}});
}

HttpResponse made(const Reply<MadeTemplate>& made) {
  if (!made) return refuse(made.failure());
  const bool is_new = made->row.id != 0 && !made->is_unchanged;
  return succeed(made_template_to_json(*made), is_new ? 201 : 200);
}

HttpResponse create(Application& application, const Call& call) {
  return made(application.templates.create_from_tenant(company_of(call), call.json, call.actor));
}

HttpResponse add_version(Application& application, const Call& call) {
  return made(application.templates.add_version(template_of(call), call.json, call.actor));
}

HttpResponse update(Application& application, const Call& call) {
  auto row = application.templates.update(template_of(call), call.json, call.actor);
  return row ? succeed({{"template", template_row_to_json(*row)}}) : refuse(row.failure());
}

HttpResponse remove(Application& application, const Call& call) {
  auto row = application.templates.remove(template_of(call), call.actor);
  return row ? succeed({{"deleted", row->id}}) : refuse(row.failure());
}

HttpResponse provision(Application& application, const Call& call) {
  const auto key = idempotency_key(call);
  if (!key) return key_too_long();
  const int64_t id = template_of(call);
  auto result = application.templates.provision(id, call.json, *key, call.actor);
  if (!result) return refuse(result.failure());
  Json body = {{"template_id", id},
               {"dry_run", !result->job},
               {"company", nullptr},
               {"preview", nullptr},
               {"summary", nullptr}};
  if (!result->companies.empty()) {
    const QueuedProvision& company = result->companies.front();
    body["company"] = provision_to_json(company);
    body["preview"] = provision_preview_to_json(company);
    auto loaded = application.templates.preview(id, result->version);
    if (!loaded) return refuse(loaded.failure());
    body["summary"] = summary_to_json(summarise(loaded->content.setup, loaded->finder()));
  }
  if (result->job) return queued(*result->job, std::move(body));
  body["sync_operation_id"] = nullptr;
  return succeed(std::move(body));
}

HttpResponse provision_many(Application& application, const Call& call) {
  const auto key = idempotency_key(call);
  if (!key) return key_too_long();
  const int64_t id = template_of(call);
  Json request = call.json;
  auto version = number_of(call.request.query, "version");
  if (!version) return refuse(version.error());
  if (call.is_csv) {
    auto companies = application.templates.companies_from_csv(id, call.body);
    if (!companies) return refuse(companies.failure());
    request = {{"companies", *std::move(companies)}};
    const auto dry_run = call.request.query.find("dry_run");
    if (dry_run != call.request.query.end()) request["dry_run"] = dry_run->second == "true";
    if (*version) request["version"] = **version;
  }
  auto result = application.templates.provision_many(id, request, *key, call.actor);
  if (!result) return refuse(result.failure());
  Json rows = Json::array();
  int64_t problems = 0;
  for (const QueuedProvision& company : result->companies) {
    rows.push_back(provision_to_json(company));
    problems += company.problem.has_value();
  }
  Json body = {{"template_id", id},
               {"dry_run", !result->job},
               {"companies", std::move(rows)},
               {"problems", problems}};
  if (result->job) return queued(*result->job, std::move(body));
  body["sync_operation_id"] = nullptr;
  return succeed(std::move(body));
}

bool shows(const SetupConflict& conflict, const std::map<std::string, std::string>& query) {
  const auto is = [&](const char* name, std::string_view value) {
    const auto found = query.find(name);
    return found == query.end() || found->second.empty() || found->second == value;
  };
  return is("severity", to_text(conflict.conflict.severity)) &&
         is("type", to_text(conflict.conflict.type)) &&
         is("company_id", std::to_string(conflict.conflict.tenant.value)) &&
         is("cluster", conflict.conflict.cluster) && is("part", to_text(conflict.part));
}

HttpResponse upgrade_preview(const UpgradePlan& plan, const Call& call) {
  auto page = offset_page_from(call.request.query);
  if (!page) return refuse(page.error());
  Json rows = Json::array();
  int64_t position = 0;
  for (const SetupConflict& conflict : plan.conflicts) {
    if (!shows(conflict, call.request.query)) continue;
    const bool is_here = position >= page->offset && position < page->offset + page->limit;
    if (is_here) rows.push_back(setup_conflict_to_json(conflict));
    ++position;
  }
  const int64_t end = page->offset + page->limit;
  return succeed({{"has_conflicts", !plan.conflicts.empty()},
                  {"conflicts", std::move(rows)},
                  {"next_cursor", end < position ? Json(std::to_string(end)) : Json(nullptr)},
                  {"total", position},
                  {"plan", upgrade_plan_to_json(plan, template_of(call))}});
}

HttpResponse upgrade(Application& application, const Call& call) {
  if (!call.json.is_object() || !call.json.contains("plan_digest")) {
    auto planned = application.templates.plan_upgrade(template_of(call), call.json);
    return planned ? upgrade_preview(planned->plan, call) : refuse(planned.failure());
  }
  const auto key = idempotency_key(call);
  if (!key) return key_too_long();
  auto job =
      application.templates.create_upgrade_job(template_of(call), call.json, *key, call.actor);
  return job ? queued(*job) : refuse(job.failure());
}

HttpResponse ask_to_upgrade(Application& application, const Call& call) {
  auto row = application.templates.ask_to_upgrade(template_of(call), call.json, call.actor);
  return row ? succeed({{"approval", approval_to_json(*row, false)}}, 201) : refuse(row.failure());
}

HttpResponse export_document(Application& application, const Call& call) {
  auto version = number_of(call.request.query, "version");
  if (!version) return refuse(version.error());
  auto document = application.templates.export_document(template_of(call), *version, call.actor);
  if (!document) return refuse(document.failure());
  return succeed({{"document", *std::move(document)}});
}

HttpResponse import_document(Application& application, const Call& call) {
  auto imported = application.templates.import_document(call.json, call.actor);
  if (!imported) return refuse(imported.failure());
  Json body = made_template_to_json(imported->made);
  body["published_frameworks"] = imported->published;
  body["signed_by"] = imported->signed_by.empty() ? Json(nullptr) : Json(imported->signed_by);
  const bool is_new = imported->made.row.id != 0 && !imported->made.is_unchanged;
  return succeed(std::move(body), is_new ? 201 : 200);
}

HttpResponse settings(Application& application, const Call& call) {
  auto settings = application.settings.get(company_of(call));
  if (!settings) return refuse(settings.failure());
  return succeed({{"settings", settings_to_json(*settings)}, {"rules", setting_rules_to_json()}});
}

HttpResponse patch_settings(Application& application, const Call& call) {
  auto settings = application.settings.patch(company_of(call), call.json, call.actor);
  if (!settings) return refuse(settings.failure());
  return succeed({{"settings", settings_to_json(*settings)}, {"rules", setting_rules_to_json()}});
}

HttpResponse patch_entity(Application& application, const Call& call) {
  ObjectReader reader(call.json, "");
  reader.allow_only({"name", "kind", "parent_id"});
  EntityPatch patch;
  if (call.json.contains("name")) patch.name = reader.text("name");
  if (call.json.contains("kind")) patch.kind = reader.text("kind");
  if (call.json.contains("parent_id")) {
    patch.parent = call.json["parent_id"].is_null()
                       ? std::optional<EntityId>()
                       : std::optional(EntityId{reader.integer("parent_id")});
  }
  if (!reader.ok()) return refuse(reader.error());
  auto entity = application.settings.patch_entity(company_of(call), EntityId{call.ids.at("eid")},
                                                  patch, call.actor);
  return entity ? succeed({{"entity", entity_to_json(*entity)}}) : refuse(entity.failure());
}

}  // namespace

void add_template_routes(std::vector<Route>& routes, Application& application) {
  using Act = HttpResponse (*)(Application&, const Call&);
  const auto add = [&](std::string_view method, std::string_view pattern, size_t limit,
                       std::string_view action, Act act) -> Route& {
    routes.push_back({method, pattern, Access::super_admin, true,
                      limit == 0 ? Accepts::nothing : Accepts::json, limit, action,
                      [&application, act](const Call& call) { return act(application, call); }});
    routes.back().is_expensive = limit > kSmallBody;
    return routes.back();
  };
  add("GET", "/superadmin/api/templates", 0, "", list);
  add("POST", "/superadmin/api/templates/import", kDataBody, "template.import", import_document);
  add("POST", "/superadmin/api/templates/create-from-tenant/{id}", kSmallBody, "template.create",
      create);
  add("GET", "/superadmin/api/templates/{id}", 0, "", get);
  add("PATCH", "/superadmin/api/templates/{id}", kSmallBody, "template.update", update);
  add("DELETE", "/superadmin/api/templates/{id}", kSmallBody, "template.delete", remove);
  add("GET", "/superadmin/api/templates/{id}/versions", 0, "", template_versions);
  add("POST", "/superadmin/api/templates/{id}/versions", kPlanBody, "template.version",
      add_version);
  add("GET", "/superadmin/api/templates/{id}/preview", 0, "", template_preview);
  add("GET", "/superadmin/api/templates/{id}/tenants", 0, "", tenants);
  add("GET", "/superadmin/api/templates/{id}/export", 0, "", export_document).is_expensive = true;
  add("POST", "/superadmin/api/templates/{id}/provision", kSmallBody, "template.provision",
      provision);
  add("POST", "/superadmin/api/templates/{id}/provision/bulk", kPlanBody, "template.provision",
      provision_many)
      .accepts = Accepts::json_or_csv;
  add("POST", "/superadmin/api/templates/{id}/upgrade", kPlanBody, "template.upgrade", upgrade);
  add("POST", "/superadmin/api/templates/{id}/upgrade/approvals", kPlanBody, "approval.ask",
      ask_to_upgrade);
  add("GET", "/superadmin/api/companies/{id}/settings", 0, "", settings);
  add("PATCH", "/superadmin/api/companies/{id}/settings", kSmallBody, "company.settings",
      patch_settings);
  add("PATCH", "/superadmin/api/companies/{id}/entities/{eid}", kSmallBody,
      "company.entities.update", patch_entity);
}

}  // namespace datavault::http
