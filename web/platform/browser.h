#pragma once

#include <string_view>

namespace datavault::platform {

/// Small services of the page around the canvas.

/// Says something to screen readers; `urgent` interrupts what they are saying.
void speak(std::string_view text, bool urgent = false);

/// Tells the browser the theme's colours, for fields that are edited in place: "page:#0d1015;...".
void set_browser_theme(std::string_view colors, bool dark);

}  // namespace datavault::platform
