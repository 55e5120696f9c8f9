#pragma once

#include "web/views/own_framework_view.h"

namespace datavault {

/// What the latest version would change in a company's copy.
IncomingView build_incoming_view(const AppState& state, int64_t framework);

}  // namespace datavault
