#include "server/embedded/embedded_files.h"
#include "server/http/replies.h"
#include "server/http/routes.h"

namespace datavault::http {
namespace {

HttpResponse ready(Application& application) {
  if (!application.is_ready) return refuse("not_ready", "The server is still being set up.");
  auto tx = application.database().read();
  if (!tx) return refuse(tx.error());
  return succeed({{"status", "ready"}});
}

bool is_local(const std::string& ip) { return ip == "127.0.0.1" || ip == "::1"; }

/// For collectors on this machine, and for super admins from elsewhere.
HttpResponse metrics(Application& application, const Call& call) {
  const bool is_admin = call.session && call.session->user.role == kSuperAdmin;
  if (!is_local(call.actor.ip) && !is_admin) {
    return refuse("forbidden", "Metrics are for this machine and for super admins.");
  }
  std::vector<Metrics::Gauge> gauges = {
      {"datavault_ready", {}, application.is_ready ? 1.0 : 0.0},
      {"datavault_http_event_streams", {}, static_cast<double>(application.job_changes.watches())},
      {"process_start_time_seconds", {}, static_cast<double>(application.started_millis) / 1000}};
  auto counts = application.jobs.counts();
  if (!counts) return refuse(counts.error());
  for (const auto& [status, count] : *counts) {
    gauges.push_back({"datavault_jobs", {{"status", status}}, static_cast<double>(count)});
  }
  HttpResponse response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = application.metrics->text(gauges);
  return response;
}

HttpResponse openapi() {
  const EmbeddedFile* file = find_embedded(embedded_assets(), "openapi.json");
  if (!file) return refuse("route_not_found", "This build has no description of its API.");
  HttpResponse response;
  response.static_body = file->text();
  response.headers = {{"ETag", std::string(file->etag)}, {"Cache-Control", "no-cache"}};
  return response;
}

}  // namespace

void add_operation_routes(std::vector<Route>& routes, Application& application) {
  const auto open = [&](std::string_view pattern, Handler handler) {
    routes.push_back(
        {"GET", pattern, Access::open, false, Accepts::nothing, 0, "", std::move(handler)});
  };
  open("/healthz", [](const Call&) { return succeed({{"status", "alive"}}); });
  open("/readyz", [&](const Call&) { return ready(application); });
  open("/metrics", [&](const Call& call) { return metrics(application, call); });
  open("/openapi.json", [](const Call&) { return openapi(); });
}

}  // namespace datavault::http
