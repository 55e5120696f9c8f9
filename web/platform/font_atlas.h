#pragma once

#include <imgui.h>

#include "web/theme/theme.h"

namespace datavault::platform {

/// The client's fonts, rasterised at the display's pixel size. Blocks of characters beyond Western
/// European are added when a text needs them first, so that a page that does not, starts faster.

void font_atlas_start();

/// Device pixels per CSS pixel.
void font_atlas_set_ratio(float ratio);
float font_atlas_ratio();

/// True when a rebuild waits: the ratio changed or characters were asked for.
bool font_atlas_outdated();

/// Builds and uploads the atlas if it is outdated; only between frames.
void font_atlas_update();

ImFont* text_font(TextStyle style);

/// The icon font rasterised nearest to that size.
ImFont* icon_font(float size);

/// The fonts can show the character; it may ask for its block, and says no until that is there.
bool font_has(TextStyle style, unsigned code_point);

}  // namespace datavault::platform
