#pragma once

#include <vector>

#include "core/plan/answers.h"
#include "core/plan/formula_conflicts.h"

namespace datavault {

/// How a tenant's copy is taken to a version: what its plan works with.
struct Route {
  const VersionView* base = nullptr;  // the version it is on; null: none
  FormulaConflicts& master;           // the version it goes to
  const Lineage& lineage;             // between the two
  /// Topics and places of the base outlive it where the tenant's fields need them; not when a copy
  /// goes back to exactly what it was.
  bool carries_places = true;
};

/// A copy on its new version, with every question that came up and who answered it.
struct TenantPlan {
  Overlay overlay;  // in normal form; while `is_held` only if the base is the target
  std::vector<Conflict> conflicts;  // by field uid, attribute, type
  std::vector<RememberedDecision> remember;
  Json evidence;
  bool is_held = false;
};

/// Merges, answers, and looks for what follows from that, until nothing new comes up: an answer may
/// raise or settle further questions.
///
/// Shape:  `changes`: between the versions of the route.
/// Errors: invalid_input naming a decision whose answer does not fit its conflict.
Result<TenantPlan> plan_copy(const TenantFacts& facts, const Route& route,
                             const VersionChanges& changes, const PlanRequest& request,
                             Answers& answers);

/// The same for an overlay that is merged already; a rollback makes its own.
Result<TenantPlan> plan_consequences(const TenantFacts& facts, const Route& route, Overlay overlay,
                                     std::vector<Conflict> conflicts, Answers& answers);

}  // namespace datavault
