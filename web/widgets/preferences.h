#pragma once

#include <string_view>

namespace datavault::ui {

/// What the user chose for this browser, kept from visit to visit. The theme is in frame_scope.h.

enum class MotionChoice { system, reduced, full };
MotionChoice motion_choice();
void set_motion_choice(MotionChoice choice);

/// How close things stand; fingers always get large targets.
enum class Density { comfortable, compact };
Density density();
void set_density(Density density);

}  // namespace datavault::ui
