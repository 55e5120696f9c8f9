#include <map>
#include <memory>

#include "core/codec/json_reader.h"
#include "server/http/event_stream.h"
#include "server/http/list_parameters.h"
#include "server/http/replies.h"
#include "server/http/routes.h"
#include "server/http/wire.h"

namespace datavault::http {
namespace {

constexpr size_t kLongestReason = 500;

HttpResponse jobs(Application& application, const Call& call) {
  auto request = page_request_from(call.request.query);
  if (!request) return refuse(request.error());
  // Before the page: what changes meanwhile is then in the events that follow this number.
  auto last = application.jobs.last_change();
  if (!last) return refuse(last.error());
  auto page = application.jobs.list(*request);
  if (!page) return refuse(page.failure());
  FrameworkNames names(application);
  Json rows = Json::array();
  for (const auto& row : page->rows) {
    rows.push_back(job_to_json(row, names.of(row), application.clock));
  }
  return succeed({{"jobs", std::move(rows)},
                  {"next_cursor", cursor_to_json(page->next)},
                  {"total", page->total},
                  {"last_event_id", *last}});
}

HttpResponse status(Application& application, const Call& call) {
  auto status = application.jobs.status(call.ids.at("id"));
  if (!status) return refuse(status.failure());
  FrameworkNames names(application);
  return succeed(
      {{"status", job_status_to_json(*status, names.of(status->job), application.clock)}});
}

HttpResponse act(Application& application, jobs::JobEvent event, const Call& call) {
  ObjectReader reader(call.json, "");
  reader.allow_only({"reason"});
  const std::string reason = reader.text_or("reason");
  if (reason.size() > kLongestReason) reader.fail("A reason has at most 500 bytes.", "reason");
  if (!reader.ok()) return refuse(reader.error());
  auto job = application.jobs.act(call.ids.at("id"), event, reason, call.actor);
  if (!job) return refuse(job.failure());
  FrameworkNames names(application);
  return succeed({{"job", job_to_json(*job, names.of(*job), application.clock)}});
}

HttpResponse events(Application& application, StreamLimit& limit, const Call& call,
                    std::optional<int64_t> job) {
  auto last = last_event_id(call.request);
  if (!last) return refuse(last.error());
  if (job) {
    auto status = application.jobs.find(*job);
    if (!status) return refuse(status.failure());
    const bool has_seen_all = *last && **last >= status->change_number;
    if (jobs::has_ended(*status) && has_seen_all) {
      HttpResponse nothing;
      nothing.status = 204;
      return nothing;
    }
  }
  auto place = limit.take();
  if (!place) {
    HttpResponse response =
        refuse("too_many_streams", "Too many pages watch jobs at once. Try again.");
    response.headers.emplace_back("Retry-After", "5");
    return response;
  }
  HttpResponse response;
  response.content_type = "text/event-stream";
  response.headers.emplace_back("X-Accel-Buffering", "no");
  response.stream = make_event_stream(application, std::move(place), *last, job, call.session);
  return response;
}

}  // namespace

void add_job_routes(std::vector<Route>& routes, Application& application) {
  const auto read = [&](std::string_view pattern, Handler handler) {
    routes.push_back(
        {"GET", pattern, Access::super_admin, true, Accepts::nothing, 0, "", std::move(handler)});
  };
  const auto change = [&](std::string_view pattern, std::string_view action, jobs::JobEvent event) {
    routes.push_back(
        {"POST", pattern, Access::super_admin, true, Accepts::json, kSmallBody, action,
         [&application, event](const Call& call) { return act(application, event, call); }});
  };
  const auto limit = std::make_shared<StreamLimit>();
  read("/superadmin/api/sync/jobs", [&](const Call& call) { return jobs(application, call); });
  read("/superadmin/api/sync/jobs/{id}/status",
       [&](const Call& call) { return status(application, call); });
  read("/superadmin/api/sync/jobs/{id}/events", [&application, limit](const Call& call) {
    return events(application, *limit, call, call.ids.at("id"));
  });
  routes.back().is_use = false;
  read("/superadmin/api/sync/events", [&application, limit](const Call& call) {
    return events(application, *limit, call, std::nullopt);
  });
  routes.back().is_use = false;
  change("/superadmin/api/sync/jobs/{id}/cancel", "sync.cancel", jobs::JobEvent::cancel);
  change("/superadmin/api/sync/jobs/{id}/pause", "sync.pause", jobs::JobEvent::pause);
  change("/superadmin/api/sync/jobs/{id}/resume", "sync.resume", jobs::JobEvent::resume);
  change("/superadmin/api/sync/jobs/{id}/retry", "sync.retry", jobs::JobEvent::retry);
}

}  // namespace datavault::http
