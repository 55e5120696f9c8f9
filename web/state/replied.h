#pragma once

#include <cstdint>

#include "web/platform/events.h"

namespace datavault {

enum class Call {
  session,
  login,
  logout,
  ping,
  frameworks,
  versions,
  framework,
  companies,
  snapshot,
  distribute,
  jobs,
  job,
  act_on_job,
  rollback_preview,
  rollback,
  remembered,
  withdraw_remembered,
  computed,
  send_queued,
};

/// Tells which reply belongs to what.
struct CallTag {
  Call call = Call::session;
  int64_t id = 0;       // of the framework or job, or the number of the request
  int64_t version = 0;  // of the framework
  bool operator==(const CallTag&) const = default;
};

/// What the server said to it, or that nobody did.
struct Replied {
  CallTag tag;
  platform::HttpReply reply;
  int64_t at_ms = 0;  // since 1970
};

}  // namespace datavault
