#pragma once

#include <vector>

#include "core/merge/conflict.h"
#include "core/plan/copy.h"
#include "core/plan/snapshot.h"

namespace datavault {

/// What a plan would do to stored values and assignments, and the facts that tell.
struct DataFindings {
  std::vector<Conflict> conflicts;  // tenant, id and cluster not set yet
  std::vector<Json> facts;          // verdicts, not counts: part of the evidence
};

/// Finds REMOVED_WITH_DATA, TYPE_CHANGED_WITH_DATA, UNIT_CHANGED_WITH_DATA and DATA_POINT_EXISTS.
/// `lineage` names what removed fields became.
DataFindings find_data_conflicts(const TenantFacts& facts, const Copy& now, const Copy& planned,
                                 const Lineage& lineage);

}  // namespace datavault
