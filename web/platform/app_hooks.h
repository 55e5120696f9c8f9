#pragma once

#include "web/platform/events.h"

namespace datavault::platform {

/// What the application implements (web/main.cpp) and the platform calls. All on the one thread of
/// the page, never nested.

/// Once, after graphics and fonts are ready and before the first event or frame. The first event is
/// RouteChanged with the address that the page was opened with.
void app_start();

/// One event. May change state, send requests and navigate; must not draw.
void app_event(const PlatformEvent& event);

/// Draws the whole interface, inside a ui::FrameScope. Called only when something changed: after
/// events and input, and when request_frame_in() asked for it. May be called twice for one picture
/// (ui::FrameScope says why), so it changes state only through what the user did.
void app_frame();

}  // namespace datavault::platform
