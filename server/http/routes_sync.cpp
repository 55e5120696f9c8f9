#include "core/plan/plan_json.h"
#include "core/plan/snapshot_difference.h"
#include "core/plan/snapshot_json.h"
#include "server/http/list_parameters.h"
#include "server/http/queued.h"
#include "server/http/replies.h"
#include "server/http/routes.h"
#include "server/http/static_files.h"
#include "server/http/wire.h"

namespace datavault::http {
namespace {

/// The snapshot whole, or what changed since the one whose digest the query names, where that is
/// still remembered.
Json snapshot_since(SnapshotMemory& memory, const std::string& since, Json snapshot) {
  SnapshotIndex index = index_of_snapshot(snapshot);
  Json body = {{"digest", index.digest}};
  if (const auto former = since.empty() ? nullptr : memory.find(since)) {
    body["difference"] = snapshot_difference(*former, snapshot, index);
  } else {
    body["snapshot"] = std::move(snapshot);
  }
  memory.remember(std::move(index));
  return body;
}

HttpResponse snapshot(Application& application, const Call& call) {
  auto framework = number_of(call.request.query, "framework_id");
  if (!framework) return refuse(framework.error());
  if (!*framework) {
    return refuse(invalid_input("Name the framework: ?framework_id=.", "framework_id"));
  }
  auto version = number_of(call.request.query, "version");
  if (!version) return refuse(version.error());
  auto snapshot = application.sync.snapshot(FrameworkId{**framework}, *version);
  if (!snapshot) return refuse(snapshot.failure());
  const auto since = call.request.query.find("since");
  const Json body =
      snapshot_since(application.snapshots, since == call.request.query.end() ? "" : since->second,
                     snapshot_to_json(*snapshot));
  const std::string etag = "\"" + body.at("digest").get<std::string>() + "\"";
  const std::string& known = call.request.header("if-none-match");
  HttpResponse response;
  if (!known.empty() && matches_etag(known, etag))
    response.status = 304;
  else
    response = succeed(body);
  response.headers.emplace_back("ETag", etag);
  return response;
}

bool passes(const Conflict& conflict, const std::map<std::string, std::string>& query) {
  const auto is = [&](const char* name, std::string_view value) {
    const auto found = query.find(name);
    return found == query.end() || found->second.empty() || found->second == value;
  };
  return is("severity", to_text(conflict.severity)) && is("type", to_text(conflict.type)) &&
         is("company_id", std::to_string(conflict.tenant.value)) &&
         is("cluster", conflict.cluster) && is("field_code", conflict.field_code);
}

/// The answer of every preview: one page of the conflicts that the query asks for, and the plan.
HttpResponse preview(const Plan& plan, const Call& call) {
  auto page = offset_page_from(call.request.query);
  if (!page) return refuse(page.error());
  Json rows = Json::array();
  int64_t position = 0;
  for (const Conflict& conflict : plan.conflicts) {
    if (!passes(conflict, call.request.query)) continue;
    const bool is_here = position >= page->offset && position < page->offset + page->limit;
    if (is_here) rows.push_back(conflict_to_json(conflict));
    ++position;
  }
  const int64_t end = page->offset + page->limit;
  return succeed({{"has_conflicts", !plan.conflicts.empty()},
                  {"conflicts", std::move(rows)},
                  {"next_cursor", end < position ? Json(std::to_string(end)) : Json(nullptr)},
                  {"total", position},
                  {"plan", plan_to_json(plan)}});
}

HttpResponse conflicts(Application& application, const Call& call) {
  auto planned = application.sync.get_framework_conflicts(framework_of(call), call.json);
  return planned ? preview(planned->plan, call) : refuse(planned.failure());
}

HttpResponse queued_or_refused(const Reply<CreatedJob>& job) {
  return job ? queued(*job) : refuse(job.failure());
}

HttpResponse distribute(Application& application, const Call& call) {
  const auto key = idempotency_key(call);
  if (!key) return key_too_long();
  return queued_or_refused(
      application.sync.create_sync_job(framework_of(call), call.json, *key, call.actor));
}

HttpResponse rollback(Application& application, const Call& call) {
  const int64_t job = call.ids.at("id");
  if (!call.json.is_object() || !call.json.contains("plan_digest")) {
    // Whoever says what was expected has seen a plan, and forgot to say which.
    if (call.json.contains("expected")) {
      return refuse(invalid_input("What was expected belongs to a plan.", "plan_digest"));
    }
    auto planned = application.sync.plan_rollback(job, call.json);
    return planned ? preview(planned->plan, call) : refuse(planned.failure());
  }
  const auto key = idempotency_key(call);
  if (!key) return key_too_long();
  return queued_or_refused(application.sync.create_rollback_job(job, call.json, *key, call.actor));
}

HttpResponse impact(Application& application, const Call& call) {
  auto impact = application.sync.impact(framework_of(call), call.json);
  if (!impact) return refuse(impact.failure());
  return succeed({{"impact", impact_to_json(*impact)}});
}

HttpResponse remembered(Application& application, const Call& call) {
  auto request = page_request_from(call.request.query);
  if (!request) return refuse(request.error());
  auto page = application.sync.list_remembered(*request);
  if (!page) return refuse(page.failure());
  Json rows = Json::array();
  for (const auto& row : page->rows) rows.push_back(remembered_to_json(row));
  return succeed({{"remembered", std::move(rows)},
                  {"next_cursor", cursor_to_json(page->next)},
                  {"total", page->total}});
}

HttpResponse withdraw(Application& application, const Call& call) {
  auto row = application.sync.withdraw_remembered(call.ids.at("id"), call.actor);
  if (!row) return refuse(row.failure());
  return succeed({{"withdrawn", remembered_to_json(*row)}});
}

}  // namespace

void add_sync_routes(std::vector<Route>& routes, Application& application) {
  const auto read = [&](std::string_view pattern, Handler handler) {
    routes.push_back(
        {"GET", pattern, Access::super_admin, true, Accepts::nothing, 0, "", std::move(handler)});
  };
  // Each plans for all tenants that it names.
  const auto plan = [&](std::string_view pattern, std::string_view action, Handler handler) {
    routes.push_back({"POST", pattern, Access::super_admin, true, Accepts::json, kPlanBody, action,
                      std::move(handler), true});
  };
  read("/superadmin/api/sync/snapshot",
       [&](const Call& call) { return snapshot(application, call); });
  routes.back().is_expensive = true;
  plan("/superadmin/api/sync/frameworks/{id}/conflicts", "sync.preview",
       [&](const Call& call) { return conflicts(application, call); });
  plan("/superadmin/api/sync/frameworks/{id}/distribute", "sync.distribute",
       [&](const Call& call) { return distribute(application, call); });
  plan("/superadmin/api/sync/frameworks/{id}/impact", "sync.impact",
       [&](const Call& call) { return impact(application, call); });
  plan("/superadmin/api/sync/jobs/{id}/rollback", "sync.rollback",
       [&](const Call& call) { return rollback(application, call); });
  read("/superadmin/api/sync/remembered",
       [&](const Call& call) { return remembered(application, call); });
  routes.push_back({"DELETE", "/superadmin/api/sync/remembered/{id}", Access::super_admin, true,
                    Accepts::json, kSmallBody, "sync.remembered.withdraw",
                    [&](const Call& call) { return withdraw(application, call); }});
}

}  // namespace datavault::http
