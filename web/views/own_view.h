#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/words.h"

namespace datavault {

struct OwnFrameworkRow {
  int64_t id = 0;
  std::string name, version, edits, changed;
  std::string state;
  Tone tone = Tone::neutral;
};

/// A company's frameworks.
struct OwnFrameworksView {
  LoadView load;
  std::string title, subtitle;
  std::vector<OwnFrameworkRow> rows;
};

OwnFrameworksView build_own_frameworks_view(const AppState& state);

/// How a copy stands to its framework: "Version 3 is coming".
Label standing_of(const OwnFramework& framework);

}  // namespace datavault
