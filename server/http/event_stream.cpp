#include "server/http/event_stream.h"

#include <charconv>
#include <chrono>
#include <utility>

#include "server/base/log.h"
#include "server/http/replies.h"
#include "server/http/wire.h"
#include "server/store/frameworks.h"

namespace datavault::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kHeartbeat{15000};
// Changes that follow each other faster are one event.
constexpr milliseconds kLeastInterval{100};

milliseconds up_to(steady_clock::duration duration) {
  return std::chrono::duration_cast<milliseconds>(duration) + milliseconds(1);
}

std::string event_text(int64_t id, std::string_view name, const Json& data) {
  return "id: " + std::to_string(id) + "\nevent: " + std::string(name) + "\ndata: " + dump(data) +
         "\n\n";
}

/// Gives the text to send next; waits until there is some.
class EventStream {
 public:
  EventStream(Application& application, std::shared_ptr<void> place, std::optional<int64_t> last,
              std::optional<int64_t> job, SignedIn session)
      : application_(application),
        place_(std::move(place)),
        watch_(application.job_changes),
        job_(job),
        session_(std::move(session)),
        names_(application),
        last_(last) {}

  /// False: the stream ends after this text.
  bool next(std::string& text) {
    if (!has_begun_) return begin(text);
    if (!is_signed_in()) return false;
    const auto until = steady_clock::now() + kHeartbeat;
    while (!application_.job_changes.is_closed()) {
      // Before reading: what is committed after that wakes the wait below.
      const uint64_t seen = application_.job_changes.count();
      if (steady_clock::now() - sent_at_ >= kLeastInterval && !add_changes(text)) return false;
      if (!text.empty()) return true;
      const auto now = steady_clock::now();
      if (now >= until) {
        text = ": heartbeat\n\n";
        return true;
      }
      if (const auto ready = sent_at_ + kLeastInterval; now < ready) {
        application_.job_changes.rest(up_to(ready - now));
      } else {
        application_.job_changes.wait(seen, up_to(until - now));
      }
    }
    // The last word of a server that shuts down.
    add_changes(text);
    return false;
  }

 private:
  bool begin(std::string& text) {
    has_begun_ = true;
    text = "retry: 2000\n\n";
    if (last_) return true;
    if (job_) {
      last_ = -1;
      return true;
    }
    auto newest = application_.jobs.last_change();
    if (!newest) return false;
    last_ = *newest;
    text += event_text(*newest, "open", Json::object());
    return true;
  }

  /// False: nothing will follow.
  bool add_changes(std::string& text) {
    auto changes = application_.jobs.changes_after(*last_, job_);
    if (!changes) {
      log_event(LogLevel::warning, "event stream ends", {{"problem", changes.error().message}});
      return false;
    }
    bool is_over = false;
    for (const JobChange& change : *changes) {
      const bool has_ended = jobs::has_ended(change.job);
      text += event_text(change.job.change_number, has_ended ? "end" : "job",
                         job_change_to_json(change, names_.of(change.job), application_.clock));
      last_ = change.job.change_number;
      is_over = is_over || (job_ && has_ended);
    }
    if (!text.empty()) sent_at_ = steady_clock::now();
    return !is_over;
  }

  /// Looked up as often as the heart beats, however busy the stream is.
  bool is_signed_in() {
    const auto now = steady_clock::now();
    if (now - checked_at_ < kHeartbeat) return true;
    checked_at_ = now;
    auto session = session_.api_token.empty() ? application_.auth.session(session_.token, false)
                                              : application_.auth.bearer(session_.api_token);
    return session && session->has_value();
  }

  Application& application_;
  std::shared_ptr<void> place_;
  jobs::ChangeHub::Watch watch_;
  const std::optional<int64_t> job_;
  const SignedIn session_;
  FrameworkNames names_;
  std::optional<int64_t> last_;
  bool has_begun_ = false;
  steady_clock::time_point sent_at_{};
  steady_clock::time_point checked_at_ = steady_clock::now();
};

}  // namespace

std::string FrameworkNames::of(const store::JobRow& job) {
  if (!job.framework_id) return {};
  if (const auto known = names_.find(*job.framework_id); known != names_.end()) {
    return known->second;
  }
  auto tx = application_.database().read();
  if (!tx) return {};
  auto row = store::find_framework(*tx, FrameworkId{*job.framework_id});
  if (!row || !*row) return {};
  return names_[*job.framework_id] = (*row)->framework.name;
}

std::shared_ptr<void> StreamLimit::take() {
  if (count_->fetch_add(1) >= kMost) {
    count_->fetch_sub(1);
    return nullptr;
  }
  return {this, [count = count_](void*) { count->fetch_sub(1); }};
}

Result<std::optional<int64_t>> last_event_id(const HttpRequest& request) {
  std::string text = request.header("last-event-id");
  const auto query = request.query.find("last_event_id");
  if (text.empty() && query != request.query.end()) text = query->second;
  if (text.empty()) return std::optional<int64_t>();
  int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size() || id < 0) {
    return invalid_input("The last event's id is a whole number.", "Last-Event-ID");
  }
  return std::optional(id);
}

StreamBody make_event_stream(Application& application, std::shared_ptr<void> place,
                             std::optional<int64_t> last, std::optional<int64_t> job,
                             const std::optional<SignedIn>& session) {
  const auto stream = std::make_shared<EventStream>(application, std::move(place), last, job,
                                                    session.value_or(SignedIn{}));
  return [stream](std::string& text) { return stream->next(text); };
}

}  // namespace datavault::http
