#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/plan/plan.h"
#include "core/plan/snapshot.h"

namespace datavault {

/// An answer that was given earlier and is no longer part of the plan.
struct DroppedDecision {
  Decision decision;
  std::string reason;  // a sentence
};

/// What make_plan said, and to what.
struct Planned {
  std::shared_ptr<const Plan> plan;  // null: refused
  PlanRequest request;               // as planned: without the dropped decisions
  std::vector<DroppedDecision> dropped;
  Error refusal;
  double milliseconds = 0;  // pure planning time
};

/// Whether a decision that does not fit is left out, or refuses the plan: a fresh answer must fit,
/// one from before the snapshot was refreshed may not any more.
enum class Misfits { drop, refuse };

/// Plans without the decisions that no conflict asked for, so that what is submitted has none.
Planned plan_with(const Snapshot& snapshot, PlanRequest request, Misfits misfits);

}  // namespace datavault
