#pragma once

#include <imgui.h>

#include <string_view>

#include "web/theme/theme.h"

namespace datavault::platform {

/// A text as a white picture; draw it tinted.
struct ShapedText {
  ImTextureID texture = {};
  float width = 0, height = 0;  // CSS pixels
  bool right_to_left = false;   // it begins at its right end
};

/// Lets the browser shape and draw a text: any script, any direction. Pictures are kept while they
/// are in use. `max_width` in CSS pixels; 0 is one line.
ShapedText shaped_text(std::string_view text, TextStyle style, float max_width = 0);

/// Gives up pictures that were not drawn for a while. The platform calls it after each painting.
void shaped_text_end_frame();

}  // namespace datavault::platform
