#pragma once

#include <map>
#include <optional>
#include <vector>

#include "core/plan/rollback.h"
#include "server/app/failure.h"
#include "server/app/version_cache.h"
#include "server/store/adoptions.h"
#include "server/store/jobs.h"

namespace datavault {

/// All that make_rollback_plan reads, and the stored rows that it was made from.
struct BuiltRollback {
  RollbackSnapshot snapshot;
  std::map<TenantId, store::AdoptionRow> rows;
  /// The tenant's own framework of the same name that the job made a copy of this one, or back.
  std::map<TenantId, FrameworkId> own_frameworks;
};

/// Gathers what a job found and left, and what is there now: for the tenants given that exist, or
/// for all that the job wrote.
///
/// Errors: `framework_not_found`.
Reply<BuiltRollback> build_rollback(store::ReadTransaction& tx, VersionCache& versions,
                                    const store::JobRow& job,
                                    const std::optional<std::vector<TenantId>>& tenants);

}  // namespace datavault
