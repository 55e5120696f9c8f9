#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "core/base/json.h"

namespace datavault {

/// What a snapshot consisted of: enough to tell later what is different, without the snapshot.
///
/// Shape: `digest` is of the whole of it; `versions` and `tenants` have a short hash of each part,
///        by number and by id. The hashes are compared, never stored or sent.
struct SnapshotIndex {
  std::string digest;
  std::map<int64_t, std::string> versions;
  std::map<int64_t, std::string> tenants;
  bool operator==(const SnapshotIndex&) const = default;
};

// All of these read and give snapshots in the form of snapshot_to_json, whose bytes the digest is
// over: what is sent, kept and put together again need not be understood.

/// Errors: none; `snapshot` is one that snapshot_to_json made.
SnapshotIndex index_of_snapshot(const Json& snapshot);

/// What the snapshot is beside an earlier one of the same framework, be it of another target
/// version:
///   {"since", "digest", "framework", "target_version", "lineage",
///    "versions": [new and other ones], "dropped_versions": [number],
///    "tenants": [new and other ones], "dropped_tenants": [id]}
/// Its size follows what changed. `index` is the snapshot's own.
Json snapshot_difference(const SnapshotIndex& former, const Json& snapshot,
                         const SnapshotIndex& index);

/// The later snapshot out of the earlier one.
///
/// Errors: invalid_input when the difference has another shape; conflict when the result is not
///         what was meant, for the earlier one is another. Then the whole snapshot is needed.
/// Laws:   apply(a, difference(index(a), b)) == b.
Result<Json> apply_snapshot_difference(Json former, const Json& difference);

}  // namespace datavault
