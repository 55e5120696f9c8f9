#pragma once

#include <cstdint>

#include "web/platform/events.h"

namespace datavault::platform {

/// Asks for one TimerFired after that time. To poll, ask again in the handler.
TimerId timer_start(uint32_t after_ms);

/// No TimerFired for this id will come. Unknown ids are ignored.
void timer_stop(TimerId timer);

}  // namespace datavault::platform
