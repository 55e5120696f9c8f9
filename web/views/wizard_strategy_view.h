#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/answer_words.h"
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

struct PresetChoice {
  Preset preset = Preset::ask;
  Label label;
  bool chosen = false;
};

/// Who wins one attribute, where it is not as the preset says.
struct ExceptionLine {
  Attribute attribute = Attribute::code;
  std::string_view name;
  int choice = 0;  // as the preset says, Ask, Master, Tenant
};

/// One row of the comparison.
struct WhatIfRow {
  Approach approach;
  std::string name;  // "Merge, Peer"
  bool chosen = false;
  bool planning = false;
  std::string problem;  // why it cannot be planned
  std::vector<OutcomeCount> outcomes;
  std::string open, dropped, archived;  // "3 open questions"; empty: not known yet
  bool holds = false, loses_edits = false, loses_values = false;
  std::string summary;  // all of it in one line
};

struct WhatIf {
  std::vector<WhatIfRow> rows;
  int made = 0;
  float fraction = 0;    // 0 to 1
  std::string progress;  // "3 of 6 planned"
  std::string note;      // what the plans are made with
};

/// The third step: what to do where tenants changed something.
struct WizardStrategyView {
  std::vector<StrategyCard> cards;
  std::vector<PresetChoice> presets;      // empty: the strategy asks for none
  std::vector<ExceptionLine> exceptions;  // empty: the preset has none
  std::string exceptions_summary;         // "Except Name: Tenant's, Unit: New version"; empty: none
  WhatIf what_if;
};

WizardStrategyView build_wizard_strategy_view(const AppState& state);

}  // namespace datavault
