#include "web/views/impact.h"

#include <algorithm>
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

/// Changes that an answer gives up, tenant by tenant.
std::map<TenantId, int64_t> overruled_edits(const Plan& plan) {
  std::map<TenantId, int64_t> overruled;
  for (const Conflict& conflict : plan.conflicts) {
    if (is_merge_conflict(conflict.type) && conflict.decision == Take::master) {
      ++overruled[conflict.tenant];
    }
  }
  return overruled;
}

int64_t count_open_questions(const Plan& plan) {
  std::set<std::string> open;
  for (const Conflict& conflict : plan.conflicts) {
    if (holds(conflict)) open.insert(conflict.cluster);
  }
  return static_cast<int64_t>(open.size());
}

}  // namespace

std::map<TenantId, int64_t> dropped_edits_of(const Plan& plan) {
  std::map<TenantId, int64_t> overruled = overruled_edits(plan), dropped;
  for (const PlannedTarget& target : plan.targets) {
    if (!target.result || target.edits_before == 0) continue;
    const bool drops_all = target.outcome == Outcome::overwrite || plan.policy.mirror;
    int64_t count = drops_all ? target.edits_before - target.edits_after : 0;
    if (target.outcome != Outcome::overwrite) count = std::max(count, overruled[target.tenant]);
    if (count > 0) dropped[target.tenant] = count;
  }
  return dropped;
}

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
  }
  for (const auto& [tenant, count] : dropped_edits_of(plan)) {
    impact.dropped_edits += count;
    ++impact.dropping_tenants;
  }
  impact.open_questions = count_open_questions(plan);
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
