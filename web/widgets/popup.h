#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "web/widgets/button.h"
#include "web/widgets/core.h"

namespace datavault::ui {

/// A layer that opens beside a widget and closes by a click elsewhere or Escape: menus, lists.
void open_popup(Id id);
void close_popup();  // the one being made
bool popup_is_open(Id id);
/// Another popup or dialog lies over the one being made: Escape is meant for that.
bool popup_is_covered();

class Popup {
 public:
  /// `anchor` is what it belongs to: it opens below, or above where there is no room.
  Popup(platform::Role role, std::string_view name, Id id, const Box& anchor, float width,
        float max_height = 360);
  ~Popup();
  Popup(const Popup&) = delete;
  Popup& operator=(const Popup&) = delete;
  bool open() const { return open_; }

 private:
  Id id_;
  bool open_ = false;
};

/// The items of an open menu; the one that was chosen, which closes it.
std::optional<int> menu_popup(Id id, std::string_view name, const Box& anchor,
                              std::span<const MenuItem> items);

/// Ends popups whose owner was not drawn in this frame.
void close_orphaned_popups();

}  // namespace datavault::ui
