#pragma once

namespace datavault::ui {

/// Shows the messages of toast(); after everything else of a frame.
void draw_toasts();

/// Forgets what the pointer no longer rests on.
void end_overlay_frame();

}  // namespace datavault::ui
