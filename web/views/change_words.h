#pragma once

#include <optional>

#include "web/state/app_state.h"
#include "web/views/overview_view.h"

namespace datavault {

/// A row of the audit as a sentence; none for what is no change that people look for (signing in).
std::optional<ChangeLine> change_line(const AppState& state, const RecentChange& change);

}  // namespace datavault
