// Four eyes: docs/security.md.
#include "core/codec/json_reader.h"
#include "server/http/list_parameters.h"
#include "server/http/replies.h"
#include "server/http/routes.h"
#include "server/http/wire.h"

namespace datavault::http {
namespace {

HttpResponse asked(const Reply<store::ApprovalRow>& row) {
  if (!row) return refuse(row.failure());
  return succeed({{"approval", approval_to_json(*row, false)}}, 201);
}

HttpResponse ask_to_sync(Application& application, const Call& call) {
  return asked(application.sync.ask_to_sync(framework_of(call), call.json, call.actor));
}

HttpResponse ask_to_roll_back(Application& application, const Call& call) {
  return asked(application.sync.ask_to_roll_back(call.ids.at("id"), call.json, call.actor));
}

HttpResponse approvals(Application& application, const Call& call) {
  auto request = page_request_from(call.request.query);
  if (!request) return refuse(request.error());
  auto page = application.approvals.list(*request);
  if (!page) return refuse(page.failure());
  Json rows = Json::array();
  for (const store::ApprovalRow& row : page->rows) rows.push_back(approval_to_json(row, false));
  return succeed({{"approvals", std::move(rows)},
                  {"next_cursor", cursor_to_json(page->next)},
                  {"total", page->total}});
}

HttpResponse get_approval(Application& application, const Call& call) {
  auto row = application.approvals.get(call.ids.at("id"));
  if (!row) return refuse(row.failure());
  return succeed({{"approval", approval_to_json(*row, true)}});
}

HttpResponse decide(Application& application, const Call& call, bool agrees) {
  ObjectReader reader(call.json, "");
  const std::string remark = reader.text_or("remark");
  if (!reader.ok()) return refuse(reader.error());
  auto row = application.approvals.decide(call.ids.at("id"), agrees, remark, call.actor);
  if (!row) return refuse(row.failure());
  return succeed({{"approval", approval_to_json(*row, false)}});
}

HttpResponse approve(Application& application, const Call& call) {
  return decide(application, call, true);
}

HttpResponse reject(Application& application, const Call& call) {
  return decide(application, call, false);
}

}  // namespace

void add_approval_routes(std::vector<Route>& routes, Application& application) {
  using Act = HttpResponse (*)(Application&, const Call&);
  const auto add = [&](std::string_view method, std::string_view pattern, size_t limit,
                       std::string_view action, Act act) {
    routes.push_back({method, pattern, Access::super_admin, true,
                      limit == 0 ? Accepts::nothing : Accepts::json, limit, action,
                      [&application, act](const Call& call) { return act(application, call); }});
    routes.back().is_expensive = limit == kPlanBody;
  };
  add("POST", "/superadmin/api/sync/frameworks/{id}/approvals", kPlanBody, "approval.ask",
      ask_to_sync);
  add("POST", "/superadmin/api/sync/jobs/{id}/rollback/approvals", kPlanBody, "approval.ask",
      ask_to_roll_back);
  add("GET", "/superadmin/api/sync/approvals", 0, "", approvals);
  add("GET", "/superadmin/api/sync/approvals/{id}", 0, "", get_approval);
  add("POST", "/superadmin/api/sync/approvals/{id}/approve", kSmallBody, "approval.approve",
      approve);
  add("POST", "/superadmin/api/sync/approvals/{id}/reject", kSmallBody, "approval.reject", reject);
}

}  // namespace datavault::http
