#pragma once

namespace datavault::ui {

inline constexpr float kMarkSize = 18;
inline constexpr float kToggleWidth = 34;

/// The box of a checkbox and the circle of a radio button, for widgets that contain one.
void draw_check_mark(float x, float y, bool checked, bool mixed, bool disabled, bool hovered);
void draw_radio_mark(float x, float y, bool selected, bool disabled, bool hovered);

}  // namespace datavault::ui
