#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"

namespace datavault {

struct FrameworksUi {
  std::string search;
};

struct FrameworkCard {
  FrameworkId id;
  std::string name;
  std::string description;
  std::string version;  // "Version 2"
  std::string fields;   // "112 fields"
  std::string href;
  bool own = false;  // a tenant's
  bool has_version = true;
};

struct FrameworksView {
  LoadView load;
  std::string subtitle;
  std::vector<FrameworkCard> cards;  // those that match the search
  bool searching = false;
};

FrameworksView build_frameworks_view(const AppState& state, const FrameworksUi& ui);

/// The cards that match; also the wizard's first step.
std::vector<FrameworkCard> framework_cards(const AppState& state, const std::string& search);

}  // namespace datavault
