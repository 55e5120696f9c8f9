#pragma once

#include "web/theme/theme.h"

namespace datavault::ui {

/// The icon that goes with a tone in alerts and toasts.
const char* icon_of(Tone tone);

}  // namespace datavault::ui
