#pragma once

#include <string_view>

#include "web/widgets/core.h"

namespace datavault::ui {

/// A part of the page that scrolls: an ImGui child window, and in the mirror an element that the
/// browser scrolls natively (wheel, finger with inertia, keys, scrollIntoView). The element leads;
/// the window follows, except where the bar is dragged.
class ScrollRegion {
 public:
  struct Padding {
    float left = 0, top = 0, right = 0, bottom = 0;
  };
  /// Widgets flow inside with that gap, at most `max_width` wide and then centred.
  ScrollRegion(platform::Role role, std::string_view name, Id id, const Box& box, Padding padding,
               float gap = 12, float max_width = 0);
  ~ScrollRegion();
  ScrollRegion(const ScrollRegion&) = delete;
  ScrollRegion& operator=(const ScrollRegion&) = delete;

 private:
  Id id_;
  uint32_t node_;
  Box box_;
  Padding padding_;
};

/// Height of what was inside when it was drawn last.
float scroll_content_height(Id id);

/// Back to the top, with the next drawing.
void scroll_to_top(Id id);

}  // namespace datavault::ui
