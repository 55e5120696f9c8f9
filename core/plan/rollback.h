#pragma once

#include <optional>
#include <vector>

#include "core/plan/plan.h"

namespace datavault {

/// What taking a job back reads of one tenant.
struct RollbackFacts {
  TenantFacts facts;               // its adoption is the one it has now; values and references are
                                   // judged against the version that the job found
  std::optional<Adoption> before;  // what the job found; none: no copy
  std::optional<Adoption> after;  // what it left; none: it did not write this tenant, or removed it
  bool is_superseded = false;     // a newer job that stands wrote this copy
};

struct RollbackSnapshot {
  Framework framework;
  int64_t job = 0;
  std::map<int64_t, FrameworkVersion> versions;  // all that a tenant is or was on
  std::map<int64_t, std::vector<LineageEntry>> lineage;
  std::vector<RollbackFacts> tenants;  // by id
};

struct RollbackRequest {
  std::vector<TenantId> targets;
  std::vector<Decision> decisions;
};

/// Names, for every target tenant, the effect of taking back what a job did to it: the copy goes
/// back to its former version, its overlay is the three-way merge of what the job left, what it
/// found and what the tenant has now. Where the tenant edited since, its edit stays.
///
/// Shape:  outcomes are MERGE (written), REMOVE (a copy that the job created), HOLD, NOOP, and SKIP
///         for a tenant that is unknown, inactive, superseded or was not written by the job.
///         Edits made since on a field or copy that would go are a BLOCKING EDIT_REMOVE: MASTER
///         lets them go, TENANT keeps the field as its own, or the copy as it is.
/// Errors: as make_plan.
/// Laws:   without edits since, the state afterwards is what the job found; a rollback is a job
///         like any other and can be taken back in the same way.
/// Source: docs/merge.md
Result<Plan> make_rollback_plan(const RollbackSnapshot& snapshot, const RollbackRequest& request);

}  // namespace datavault
