#pragma once

#include <imgui.h>

#include <string_view>

#include "web/theme/theme.h"

namespace datavault::ui {

/// Text onto draw lists: with the client's fonts where they can, else as a picture by the browser.
/// Sizes and places are CSS pixels.

/// One line's width.
float line_width(std::string_view text, TextStyle style);

/// Draws one line whose line box begins at (x, y). Longer than `max_width` (when above 0), it ends
/// in an ellipsis.
void draw_line(ImDrawList* list, std::string_view text, TextStyle style, float x, float y,
               ImU32 color, float max_width = 0);

struct TextSize {
  float w = 0, h = 0;
};
/// Size of the text broken at spaces into lines of at most `width`.
TextSize wrapped_size(std::string_view text, TextStyle style, float width);
void draw_wrapped(ImDrawList* list, std::string_view text, TextStyle style, float x, float y,
                  float width, ImU32 color, bool centered = false);

/// `glyph` is from generated/icons.h; the square of the icon is centred.
void draw_icon_glyph(ImDrawList* list, const char* glyph, float center_x, float center_y,
                     float size, ImU32 color);

}  // namespace datavault::ui
