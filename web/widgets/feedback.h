#pragma once

#include <cstdint>
#include <string_view>

#include "web/theme/theme.h"

namespace datavault::ui {

/// A small coloured label: a status, a count.
void badge(std::string_view label, Tone tone = Tone::neutral, const char* icon = nullptr);

/// A message in the page. danger and warning are role alert (read at once), others role status.
void alert(Tone tone, std::string_view title, std::string_view detail = {});

/// The same with a button; true when it was pressed.
bool alert_with_action(Tone tone, std::string_view title, std::string_view detail,
                       std::string_view action);

/// A bar from 0 to 1; below 0 it runs without end. It glides to a new value.
void progress(std::string_view label, float fraction, std::string_view detail = {},
              Tone tone = Tone::accent);

/// A turning ring with a text beside it.
void spinner(std::string_view label);

/// Grey bars in place of content that is loading.
void skeleton(int lines);

/// What a page or list says when there is nothing; true when the action was pressed.
bool empty_state(const char* icon, std::string_view title, std::string_view detail,
                 std::string_view action = {});

/// A message that shows for some seconds in a corner and is read by screen readers. May be called
/// from app_event().
void toast(Tone tone, std::string_view message);

/// Says something to screen readers only.
void announce(std::string_view message);

/// On hover, after a moment, or on keyboard focus of the widget made last.
void tooltip(std::string_view content);

/// A richer tooltip: widgets made while it lives, when open() says so. Of the widget made last.
class HoverDetail {
 public:
  explicit HoverDetail(float width = 280);
  ~HoverDetail();
  HoverDetail(const HoverDetail&) = delete;
  HoverDetail& operator=(const HoverDetail&) = delete;
  bool open() const { return open_; }

 private:
  uint32_t id_ = 0;
  bool open_ = false;
};

}  // namespace datavault::ui
