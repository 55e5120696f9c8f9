#pragma once

namespace datavault::platform {

/// Frames are drawn on demand: input, replies and timers bring one by themselves. Anything that
/// moves asks for its next picture here, in every frame while it moves. 0 is the next display
/// refresh.
void request_frame_in(int ms);

/// The frame being drawn depends on a size that only came out of drawing it: draw it once more
/// before it is shown. Bounded, so a layout that never settles still shows.
void request_relayout();

/// Seconds since the page opened, at the beginning of this frame; for animation.
double frame_seconds();

/// Seconds between this frame and the one before, at most 0.1.
float frame_delta_seconds();

/// Size of the page in CSS pixels.
float viewport_width();
float viewport_height();

}  // namespace datavault::platform
