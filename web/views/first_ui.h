#pragma once

#include "web/views/app_ui.h"

namespace datavault {

/// Draws the whole interface and appends what the user did. Who is not signed in sees the pages that
/// the program's first part has; `complete` says that the other part is here as well.
void first_ui(const AppState& state, bool complete, AppUi& ui, Commands& commands);

}  // namespace datavault
