#include "core/plan/plan.h"

#include "core/base/enum_text.h"

namespace datavault {
namespace {

constexpr EnumText<Strategy, 4> kStrategies{{"SKIP", "OVERWRITE", "MERGE", "MANUAL"}};
constexpr EnumText<Outcome, 8> kOutcomes{
    {"SKIP", "NOOP", "HOLD", "CREATE", "FAST_FORWARD", "OVERWRITE", "MERGE", "REMOVE"}};

}  // namespace

std::string_view to_text(Strategy strategy) { return kStrategies.name(strategy); }
std::string_view to_text(Outcome outcome) { return kOutcomes.name(outcome); }
std::optional<Strategy> strategy_from_text(std::string_view text) {
  return kStrategies.parse(text);
}
std::optional<Outcome> outcome_from_text(std::string_view text) { return kOutcomes.parse(text); }

Policy parent_to_child_policy() { return {PolicyTake::master, {}, false}; }
Policy peer_policy() { return {PolicyTake::tenant, {}, false}; }
Policy mirror_policy() { return {PolicyTake::master, {}, true}; }

}  // namespace datavault
