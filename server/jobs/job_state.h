#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "server/store/jobs.h"

namespace datavault::jobs {

enum class JobState {
  queued,
  running,
  paused,
  completed,
  completed_with_errors,
  failed,
  cancelled
};

/// What makes a job change its state. The last four are an admin's.
enum class JobEvent {
  claim,
  take_over,
  wait,
  complete,
  complete_with_errors,
  fail,
  halt,
  abandon,
  pause,
  resume,
  cancel,
  retry
};

std::string_view to_text(JobState state);  // "COMPLETED_WITH_ERRORS"
std::string_view to_text(JobEvent event);  // "pause": as routes and `actions` call it
std::optional<JobState> state_from_text(std::string_view text);

/// The table of docs/jobs.md; none: refused.
std::optional<JobState> next_state(JobState from, JobEvent event);
bool has_ended(JobState state);
bool has_ended(const store::JobRow& job);
/// What an admin may do in this state.
std::vector<JobEvent> admin_events(JobState state);

/// Changes the status of a job: the only way to.
///
/// Errors: conflict when the table has no such transition; the job is as it was.
Result<void> transition(store::JobRow& job, JobEvent event);

}  // namespace datavault::jobs
