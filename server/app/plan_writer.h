#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/plan.h"
#include "core/plan/plan_json.h"
#include "server/app/job_kinds.h"
#include "server/jobs/job_kind.h"
#include "server/store/adoptions.h"
#include "server/store/jobs.h"
#include "server/store/remembered.h"

namespace datavault {

/// A tenant at its turn, as it is stored now.
struct TurnTenant {
  std::string name;
  std::optional<store::AdoptionRow> row;  // of its copy; none: it has none
  std::optional<Adoption> adoption;       // what `row` says
  /// Where a result without a base belongs: the tenant's own framework of the same name.
  std::optional<FrameworkId> own_framework;
};

/// Some tenants of a job at their turn, with the plan made again.
struct Turn {
  FrameworkId framework;
  Plan plan;
  std::map<TenantId, TurnTenant> tenants;  // those that are known
};

/// All that a turn writes, in one transaction.
struct TurnResult {
  std::vector<store::JobTargetRow> targets;
  std::vector<store::AdoptionChange> changes;
  std::vector<store::RememberedRow> remembered;
};

/// Compares the plan with what was previewed (`rows`, by tenant id as the plan's targets) and says
/// what is to be written for the tenants for which it is the same. Edits that an answer made are
/// stamped with the job's admin and `now`.
TurnResult settle_turn(Turn turn, const store::JobRow& job, std::vector<store::JobTargetRow> rows,
                       const std::string& now);

/// Plans again what a job's preview showed, for some of its tenants as they are now.
using PlanTurn = std::function<Result<Turn>(store::ReadTransaction&, const store::JobRow&,
                                            const std::vector<TenantId>&)>;

/// A kind of job that plans, compares and writes.
jobs::JobKind planned_kind(std::string name, const Clock& clock, PlanTurn plan_turn);

/// What was asked for, as the job keeps it. Errors: invalid_input when it cannot be read.
Result<Json> job_request(const store::JobRow& job);

ExpectedTarget expected_of(const store::JobTargetRow& row);

}  // namespace datavault
