#pragma once

#include "web/theme/theme.h"

namespace datavault::ui {

/// One drawing of the interface: app_frame() makes one first and draws everything inside it.
///
/// A frame may be drawn twice before it is shown, when a size came out differently than remembered
/// (platform::request_relayout). What the user did is seen by one of the two only.
class FrameScope {
 public:
  FrameScope();
  ~FrameScope();
  FrameScope(const FrameScope&) = delete;
  FrameScope& operator=(const FrameScope&) = delete;
};

/// The user's choice of theme, kept from visit to visit.
ThemeChoice theme_choice();
void set_theme_choice(ThemeChoice choice);

}  // namespace datavault::ui
