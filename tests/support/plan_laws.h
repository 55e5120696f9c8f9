#pragma once

#include <functional>
#include <string>

#include "core/plan/plan.h"

namespace datavault::test {

/// The laws of docs/merge.md that hold for every plan, for tests that make plans in their own way.
/// Each says what is wrong, or nothing.

PlanRequest request_for_all(const Snapshot& snapshot, const Policy& policy,
                            Strategy strategy = Strategy::merge);

/// The plan of a request that is known to be good; ends the program otherwise.
Plan planned(const Snapshot& snapshot, const PlanRequest& request);

/// Decides what is open, as `take` says each time, and what that raises, until nothing is (or
/// nothing settles it). The request and the plan are the last ones then.
void answer_all(const Snapshot& snapshot, PlanRequest& request, Plan& plan,
                const std::function<Take()>& take);

/// A tenant is held, and nothing written, exactly where a conflict of it is open.
std::string open_questions_hold(const Plan& plan);

/// What was applied plans as NOOP.
std::string applied_is_noop(const Snapshot& snapshot, const PlanRequest& request, const Plan& plan);

/// Who receives the snapshot plans the same.
std::string same_after_transport(const Snapshot& snapshot, const PlanRequest& request,
                                 const Plan& plan);

/// Taking a plan back restores what it found, exactly.
std::string rollback_restores(const Snapshot& snapshot, const Plan& plan);

}  // namespace datavault::test
