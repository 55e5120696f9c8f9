#pragma once

#include <string>
#include <vector>

#include "web/views/framework_view.h"
#include "web/views/frameworks_view.h"

namespace datavault {

struct WizardFrameworkUi {
  std::string search;
};

struct WizardFrameworkCard {
  FrameworkCard card;
  bool chosen = false;
  std::string kept;  // without a server: how old the kept snapshot is, or that there is none
  bool is_kept = true;
};

/// The first step: a framework, and which of its versions.
struct WizardFrameworkView {
  LoadView load;
  std::vector<WizardFrameworkCard> cards;  // those that match, and the chosen one
  std::string chosen_name;                 // empty: none
  std::vector<VersionLine> versions;       // of the chosen one, newest first
  int chosen_version = -1;                 // index into `versions`
  std::string details_href;                // the chosen version's page
  FrameworkId framework;
};

WizardFrameworkView build_wizard_framework_view(const AppState& state, const WizardFrameworkUi& ui);

}  // namespace datavault
