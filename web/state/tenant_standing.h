#pragma once

#include <cstdint>
#include <string>

#include "core/plan/snapshot.h"

namespace datavault {

/// How a tenant stands to the version that is to be distributed.
enum class TenantState { current, behind, ahead, not_adopted, own, inactive };
inline constexpr int kTenantStateCount = 6;

struct TenantStanding {
  TenantState state = TenantState::not_adopted;
  int64_t on_version = 0;  // 0: on none
  int64_t edits = 0;       // changes of its own
  int64_t values = 0;      // stored values of fields that the target version lacks
  bool operator==(const TenantStanding&) const = default;
};

TenantStanding standing_of(const TenantFacts& facts, int64_t target_version);

/// "current", "behind (v1)", "not adopted", "own framework"...
std::string text_of(const TenantStanding& standing);

/// Attribute edits, added, hidden and moved fields, each counted once; as PlannedTarget counts
/// them.
int64_t count_changes(const Overlay& overlay);

}  // namespace datavault
