#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"

namespace datavault {

/// What stands around every step of the wizard.
struct WizardFrameView {
  WizardStep step = WizardStep::framework;
  std::string title;
  std::string subtitle;  // what was chosen so far
  LoadView snapshot;
  std::string snapshot_taken;  // "State of 28 Nov 2026, 20:35"
  std::string snapshot_age;    // "3 minutes ago"
  bool from_browser = false;   // a copy from an earlier visit: the server could not be reached
  bool can_refresh = true;
  std::string back_path;   // empty: no way back
  std::string next_path;   // empty: the button submits the plan
  std::string next_label;  // empty: no way on
  bool busy = false;       // is being submitted
  bool can_continue = false;
  std::string why_not;  // why one cannot go on
};

WizardFrameView build_wizard_frame_view(const AppState& state);

/// "GHG Protocol, version 2"; empty while none is chosen.
std::string chosen_framework_text(const AppState& state);

}  // namespace datavault
