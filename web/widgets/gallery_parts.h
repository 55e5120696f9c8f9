#pragma once

namespace datavault::ui {

/// Further pages of the gallery; for gallery.cpp alone.
void gallery_charts_ui();
/// Colours by role, type scale, spacing, radii and elevation of the theme.
void gallery_foundations_ui();
/// Fields and buttons in the states that they seldom are in.
void gallery_states_ui();

}  // namespace datavault::ui
