#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/impact.h"

namespace datavault {

struct StrategyCard {
  Strategy strategy = Strategy::merge;
  Label label;
  bool chosen = false;
  bool planning = false;
  std::string problem;  // why it cannot be planned
  Impact impact;
  std::vector<Loss> losses;  // what would be dropped or archived
  std::string held;          // "2 tenants are held by conflicts"
  std::string summary;       // all of it in one line, for screen readers
};

/// The third step: what to do where tenants changed something.
struct WizardStrategyView {
  std::vector<StrategyCard> cards;
};

WizardStrategyView build_wizard_strategy_view(const AppState& state);

}  // namespace datavault
