#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/plan/plan.h"
#include "web/platform/events.h"
#include "web/state/approach.h"

namespace datavault {

/// What the reducer wants done outside: plain data, carried out by web/app, answered by commands.

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
  fleet,
  fleet_tenants,
  recent_changes,
  tenant_copies,
  tenant_entities,
  tenant_assignments,
  tenant_values,
  copy,
  save_copy,
  publish_version,
};

/// Tells which reply belongs to what.
struct CallTag {
  Call call = Call::session;
  int64_t id = 0;       // of the framework, tenant or job, or the number of the request
  int64_t version = 0;  // of the framework; the framework of a copy; where a page of rows begins
  bool operator==(const CallTag&) const = default;
};

struct SendHttp {
  CallTag tag;
  platform::HttpRequest request;
};
struct Navigate {
  std::string path;
  bool replace = false;
};
/// For screen readers; a toast also for eyes.
struct Announce {
  std::string message;
};
struct ShowToast {
  enum class Kind { success, problem } kind = Kind::success;
  std::string message;
};
struct LoadBlob {
  std::string key;
};
struct StoreBlob {
  std::string key;
  std::string content;
};
struct ClearBlobs {};

/// Answered by LiveOpened, LiveEvent and LiveLost; `names` of events, with spaces in between.
struct OpenStream {
  std::string path;
  std::string names;
};
struct CloseStream {};

enum class TimerPurpose { ping, poll_job, poll_jobs, reopen_stream };
struct StartTimer {
  TimerPurpose purpose = TimerPurpose::ping;
  int64_t id = 0;  // of the job
  uint32_t after_ms = 0;
};

/// Answered by PlanMade, after a picture that says that it is being made.
struct MakePlan {
  uint64_t generation = 0;
  Approach approach;
  uint64_t trial = 0;  // answers that are being tried, by Trial::number; 0: those given
  std::shared_ptr<const Snapshot> snapshot;
  PlanRequest request;
};

/// Answered by KeyMade with a fresh random key.
struct MakeKey {};

using Request = std::variant<SendHttp, Navigate, Announce, ShowToast, LoadBlob, StoreBlob,
                             ClearBlobs, OpenStream, CloseStream, StartTimer, MakePlan, MakeKey>;
using Requests = std::vector<Request>;

}  // namespace datavault
