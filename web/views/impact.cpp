#include "web/views/impact.h"

#include <array>
#include <map>
#include <set>

namespace datavault {
namespace {

constexpr std::array kOrder{Outcome::create,    Outcome::fast_forward, Outcome::merge,
                            Outcome::overwrite, Outcome::remove,       Outcome::hold,
                            Outcome::noop,      Outcome::skip};

bool archives(const Conflict& conflict) {
  if (conflict.decision == Take::tenant) return false;
  return conflict.type == ConflictType::removed_with_data ||
         conflict.type == ConflictType::type_changed_with_data;
}

int64_t archived_by(const Conflict& conflict) {
  return conflict.type == ConflictType::removed_with_data ? conflict.values.total
                                                          : conflict.values.failing;
}

void add_archived(const Plan& plan, Impact& impact) {
  std::set<TenantId> written, archiving;
  for (const PlannedTarget& target : plan.targets) {
    if (target.result) written.insert(target.tenant);
  }
  for (const Conflict& conflict : plan.conflicts) {
    if (!archives(conflict) || !written.contains(conflict.tenant)) continue;
    if (archived_by(conflict) == 0) continue;
    impact.archived_values += archived_by(conflict);
    archiving.insert(conflict.tenant);
  }
  impact.archiving_tenants = static_cast<int64_t>(archiving.size());
}

}  // namespace

Impact impact_of(const Plan& plan) {
  Impact impact;
  impact.tenants = static_cast<int64_t>(plan.targets.size());
  for (const Outcome outcome : kOrder) {
    const auto it = plan.summary.find(outcome);
    if (it != plan.summary.end())
      impact.outcomes.push_back({outcome, label_of(outcome), it->second});
  }
  for (const PlannedTarget& target : plan.targets) {
    impact.written += target.result ? 1 : 0;
    impact.held += target.outcome == Outcome::hold ? 1 : 0;
    if (target.outcome == Outcome::merge) impact.kept_edits += target.edits_after;
    if (target.outcome != Outcome::overwrite) continue;
    impact.dropped_edits += target.edits_before - target.edits_after;
    impact.dropping_tenants += target.edits_before > target.edits_after ? 1 : 0;
  }
  add_archived(plan, impact);
  return impact;
}

std::vector<Loss> losses_of(const Impact& impact) {
  std::vector<Loss> losses;
  if (impact.dropped_edits > 0) {
    losses.push_back({counted(impact.dropped_edits, "change") + " of " +
                          counted(impact.dropping_tenants, "tenant") +
                          (impact.dropped_edits == 1 ? " is" : " are") + " dropped",
                      "They stay in the history."});
  }
  if (impact.archived_values > 0) {
    losses.push_back({counted(impact.archived_values, "stored value") + " of " +
                          counted(impact.archiving_tenants, "tenant") +
                          (impact.archived_values == 1 ? " is" : " are") + " archived",
                      "They are not deleted, but no longer part of the framework."});
  }
  return losses;
}

}  // namespace datavault
