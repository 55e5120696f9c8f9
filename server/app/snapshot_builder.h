#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/plan/snapshot.h"
#include "server/app/failure.h"
#include "server/app/version_cache.h"
#include "server/store/adoptions.h"

namespace datavault {

/// A snapshot and the stored rows that it was made from: a copy may be that of the tenant's own
/// framework of the same name, under another framework id.
struct BuiltSnapshot {
  Snapshot snapshot;
  std::map<TenantId, store::AdoptionRow> rows;
};

/// Gathers all that make_plan reads for a framework and a version (none: the latest), in the state
/// that the transaction sees: for the tenants given that exist, or for all.
///
/// Errors: `framework_not_found`, `version_not_found` (also when the framework has no version yet).
Reply<BuiltSnapshot> build_snapshot(store::ReadTransaction& tx, VersionCache& versions,
                                    FrameworkId framework, std::optional<int64_t> version,
                                    const std::optional<std::vector<TenantId>>& tenants);

}  // namespace datavault
