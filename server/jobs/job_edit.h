#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/base/clock.h"
#include "server/jobs/job_state.h"
#include "server/store/jobs.h"

namespace datavault::jobs {

/// How many targets have each status, as a job's row keeps it.
using TargetCounts = std::map<std::string, int64_t>;
TargetCounts counts_of(const store::JobRow& job);

/// One change of a job within a transaction: its row, what it logs, and the change's number.
class JobEdit {
 public:
  JobEdit(store::WriteTransaction& tx, const Clock& clock, store::JobRow job)
      : row(std::move(job)), tx_(tx), clock_(clock) {}

  store::JobRow row;

  /// Errors: as jobs::transition.
  Result<void> apply(JobEvent event);
  void log(const char* level, std::string message);
  void set_counts(const TargetCounts& counts);
  /// Reads them again from the targets.
  Result<void> recount();
  void release_lease();
  /// Writes it all under a new change number.
  Result<void> save();

 private:
  store::WriteTransaction& tx_;
  const Clock& clock_;
  std::vector<store::JobLogRow> log_;
};

/// Cancels the queued jobs that depend on one that ended without success, and those on them.
Result<void> abandon_dependents(store::WriteTransaction& tx, const Clock& clock,
                                const store::JobRow& ended);

}  // namespace datavault::jobs
