#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "core/base/json.h"
#include "web/platform/events.h"

namespace datavault {

/// Why the server's answer was not what was asked for.
///
/// Shape: `message` is a sentence for the user; `code` the server's stable code, empty when it did
///        not speak; `details` as the server sent them, else null.
struct Failure {
  bool unreachable = false;  // nobody answered
  int status = 0;
  std::string code;
  std::string message;
  std::string where;  // "password": the part of the request that is wrong; empty: all of it
  Json details;
  bool operator==(const Failure&) const = default;
};

/// What a reply that is not ok() says.
Failure failure_from(const platform::HttpReply& reply);

/// A reply that is ok() but cannot be read: the client and the server do not fit.
Failure unreadable_reply(const Error& error);

enum class LoadStatus { idle, loading, ready, failed };

/// Something that lives on the server, and how far its copy here is. `value` stays while it is
/// loaded again, so that a page does not blink.
template <typename T>
struct Remote {
  LoadStatus status = LoadStatus::idle;
  bool has_value = false;
  T value{};
  Failure failure;
  int64_t loaded_at_ms = 0;  // since 1970

  void start() { status = LoadStatus::loading; }
  void arrive(T arrived, int64_t at_ms) {
    value = std::move(arrived);
    has_value = true;
    status = LoadStatus::ready;
    loaded_at_ms = at_ms;
  }
  void fail(Failure why) {
    failure = std::move(why);
    status = LoadStatus::failed;
  }
  bool loading() const { return status == LoadStatus::loading; }
  bool failed() const { return status == LoadStatus::failed; }
};

/// One thing that the server was asked to do, and what came of it.
struct Task {
  enum class Phase { idle, sending, failed };
  Phase phase = Phase::idle;
  Failure failure;

  void start() { *this = {Phase::sending, {}}; }
  void end() { *this = {}; }
  void fail(Failure why) { *this = {Phase::failed, std::move(why)}; }
  bool sending() const { return phase == Phase::sending; }
};

}  // namespace datavault
