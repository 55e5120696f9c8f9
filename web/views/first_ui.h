#pragma once

#include "web/views/app_ui.h"

namespace datavault {

/// Draws the whole interface and appends what the user did. Who is not signed in sees the pages
/// that the program's first part has.
void first_ui(const AppState& state, AppUi& ui, Commands& commands);

}  // namespace datavault
