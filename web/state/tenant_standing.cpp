#include "web/state/tenant_standing.h"

namespace datavault {
namespace {

TenantState state_of(const TenantFacts& facts, int64_t target_version) {
  if (!facts.tenant.is_active) return TenantState::inactive;
  if (!facts.adoption) return TenantState::not_adopted;
  if (!facts.adoption->base) return TenantState::own;
  if (*facts.adoption->base == target_version) return TenantState::current;
  return *facts.adoption->base < target_version ? TenantState::behind : TenantState::ahead;
}

}  // namespace

int64_t count_changes(const Overlay& overlay) {
  size_t count = overlay.added.size() + overlay.hidden.size() + overlay.moved.size();
  for (const auto& [uid, edits] : overlay.edits) count += edits.size();
  return static_cast<int64_t>(count);
}

TenantStanding standing_of(const TenantFacts& facts, int64_t target_version) {
  TenantStanding standing;
  standing.state = state_of(facts, target_version);
  for (const auto& [uid, counts] : facts.values) standing.values += counts.total;
  if (!facts.adoption) return standing;
  standing.on_version = facts.adoption->base.value_or(0);
  standing.edits = count_changes(facts.adoption->overlay);
  return standing;
}

std::string text_of(const TenantStanding& standing) {
  const std::string version = "v" + std::to_string(standing.on_version);
  switch (standing.state) {
    case TenantState::current:
      return "Current";
    case TenantState::behind:
      return "Behind (" + version + ")";
    case TenantState::ahead:
      return "Ahead (" + version + ")";
    case TenantState::not_adopted:
      return "Not adopted";
    case TenantState::own:
      return "Own framework";
    case TenantState::inactive:
      return "Inactive";
  }
  return {};
}

}  // namespace datavault
