#pragma once

#include "core/base/json.h"
#include "core/plan/snapshot.h"

namespace datavault {

/// The snapshot as the server sends it and the client stores it for offline use.
Json snapshot_to_json(const Snapshot& snapshot);

/// Errors: invalid_input naming the place; also when a version's digest does not fit its content or
///         a version that a tenant is on is missing.
Result<Snapshot> snapshot_from_json(const Json& json);

}  // namespace datavault
