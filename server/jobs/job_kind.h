#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "server/store/database.h"
#include "server/store/jobs.h"

namespace datavault::jobs {

/// Some targets of a job after their turn.
struct BatchResult {
  std::vector<store::JobTargetRow> targets;  // with status, outcome and error as they became
  std::map<TenantId, std::string> names;     // for the log
};

/// What a kind of job does to tenants. The queue does all the rest: states, leases, batches,
/// attempts, waves, progress.
struct JobKind {
  std::string name;
  /// Whether the job can be run at all; an error fails it. May be empty.
  std::function<Result<void>(store::ReadTransaction&, const store::JobRow&)> check;
  /// Does the targets' turn within the transaction: all of them or, on an error, none (the
  /// transaction is rolled back then). `storage` errors are tried again, `unavailable` is nobody's
  /// fault, others are final for a target that was alone.
  std::function<Result<BatchResult>(store::WriteTransaction&, const store::JobRow&,
                                    std::vector<store::JobTargetRow>)>
      run_batch;
};

/// By name.
using JobKinds = std::map<std::string, JobKind>;

}  // namespace datavault::jobs
