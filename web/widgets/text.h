#pragma once

#include <string_view>

#include "web/theme/theme.h"

namespace datavault::ui {

enum class TextColor { normal, muted, disabled, accent, success, warning, danger };

struct TextOptions {
  TextStyle style = TextStyle::body;
  TextColor color = TextColor::normal;
  bool wrap = true;         // over the available width; else one line, cut with an ellipsis
  bool decorative = false;  // not for screen readers: it is said elsewhere
};

/// Any text in any script. What the fonts lack, the browser shapes.
void text(std::string_view content, TextOptions options = {});

/// Short forms.
void muted(std::string_view content);
void caption(std::string_view content);

/// A heading of level 1 (one a page; page_header makes it) to 6.
void heading(int level, std::string_view content);

/// Name and value side by side, or one above the other where it is narrow. Call between
/// description_list begin and end for several; a value may be empty, then "–" stands there.
void description(std::string_view name, std::string_view value);

/// A monospaced-looking code (field codes, digests) that can be copied with a click.
void code(std::string_view content);

/// An icon from generated/icons.h. `name` is for screen readers, empty for decoration.
void icon(const char* glyph, TextColor color = TextColor::normal, std::string_view name = {},
          float size = 20);

/// Goes to `href`: "#/frameworks" inside, anything else in a new tab. True when it was followed.
/// With an empty href it is a command that looks like a link.
bool link(std::string_view label, std::string_view href = {}, TextStyle style = TextStyle::body);

/// Width of one line in CSS pixels.
float text_width(std::string_view content, TextStyle style = TextStyle::body);

}  // namespace datavault::ui
