#pragma once

#include "web/platform/events.h"

namespace datavault::platform {

/// Inside of the platform: keeps an event for the application until the next frame begins.
void post_event(PlatformEvent event);

/// Hands over an event at once, for those that the browser wants answered before it goes on.
void deliver_event(const PlatformEvent& event);

}  // namespace datavault::platform
