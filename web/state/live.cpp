// The server tells what becomes of jobs; while it cannot, what is shown is asked for again and
// again.
#include <charconv>

#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr const char* kStream = "/superadmin/api/sync/events";
constexpr uint32_t kReopenMs = 5000;

int64_t number_from(const std::string& text) {
  int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void open_stream(Step& step) {
  const int64_t seen = step.state.jobs.live.last_event;
  step.requests.push_back(OpenStream{
      seen == 0 ? kStream : kStream + ("?last_event_id=" + std::to_string(seen)), "open job end"});
}

}  // namespace

void start_live(Step& step) {
  step.state.jobs.live = {};
  open_stream(step);
}

void stop_live(Step& step) {
  step.state.jobs.live = {};
  step.requests.push_back(CloseStream{});
}

void apply(Step& step, const LiveOpened&) { step.state.jobs.live.open = true; }

void apply(Step& step, const LiveLost& command) {
  Live& live = step.state.jobs.live;
  if (!step.state.session.is_super_admin()) return;
  live.open = false;
  watch_jobs(step);
  if (command.retrying) return;
  // Refused: the session may have ended, which the answer tells.
  send_get(step, {Call::ping}, "/api/auth/session");
  step.requests.push_back(StartTimer{TimerPurpose::reopen_stream, 0, kReopenMs});
}

/// A browser has only six connections to a server over HTTP/1.1, for all its tabs together: one
/// that nobody looks at gives its own back, and is told later what it missed.
void apply(Step& step, const TabShown& command) {
  Live& live = step.state.jobs.live;
  if (!step.state.session.is_super_admin()) return;
  if (command.visible) {
    if (!live.open) open_stream(step);
    return;
  }
  live.open = false;
  step.requests.push_back(CloseStream{});
}

void reopen_elapsed(Step& step) {
  if (step.state.session.is_super_admin() && !step.state.jobs.live.open) open_stream(step);
}

void apply(Step& step, const LiveEvent& command) {
  if (!step.state.session.is_super_admin()) return;
  const int64_t number = number_from(command.id);
  step.state.jobs.live.last_event = number;
  // What changed between the page's own request and the first event is not told.
  if (command.name == "open") return refresh_jobs(step);
  const Result<Json> body = parse_json(command.data);
  if (body) job_changed(step, job_from_event(*body, number));
}

}  // namespace datavault
