#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "server/app/application.h"
#include "server/http/http_types.h"

namespace datavault::http {

/// Names of frameworks, each read once.
class FrameworkNames {
 public:
  explicit FrameworkNames(Application& application) : application_(application) {}
  /// Empty when the job has none.
  std::string of(const store::JobRow& job);

 private:
  Application& application_;
  std::map<int64_t, std::string> names_;
};

/// How many event streams there may be at once.
class StreamLimit {
 public:
  static constexpr int kMost = 256;
  /// A place that is free again when it goes; null: there is none.
  std::shared_ptr<void> take();

 private:
  const std::shared_ptr<std::atomic<int>> count_ = std::make_shared<std::atomic<int>>(0);
};

/// Of the Last-Event-ID header, or of ?last_event_id=; none: the client has seen nothing.
///
/// Errors: invalid_input when it is no number.
Result<std::optional<int64_t>> last_event_id(const HttpRequest& request);

/// The events of docs/jobs.md for one job or for all, for as long as the session lasts.
StreamBody make_event_stream(Application& application, std::shared_ptr<void> place,
                             std::optional<int64_t> last, std::optional<int64_t> job,
                             const std::optional<SignedIn>& session);

}  // namespace datavault::http
