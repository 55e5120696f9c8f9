#pragma once

#include "core/plan/plan.h"
#include "tests/fuzz/choices.h"

namespace datavault::test {

/// A snapshot of a few fields in two versions and up to three tenants. Codes, names, units,
/// formulas and places are of small sets, so that everything meets everything; overlays are in
/// normal form, as every copy that is stored.
Snapshot snapshot_from(Choices& choices);

/// Any strategy and policy.
PlanRequest request_from(Choices& choices, const Snapshot& snapshot);

/// An answer to a conflict, which may be one that it does not take.
Decision decision_from(Choices& choices, const Conflict& conflict);

}  // namespace datavault::test
