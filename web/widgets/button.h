#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace datavault::ui {

enum class ButtonKind { primary, secondary, ghost, danger };

struct ButtonOptions {
  ButtonKind kind = ButtonKind::secondary;
  const char* icon = nullptr;  // from generated/icons.h
  bool disabled = false;
  bool busy = false;  // shows a spinner and takes no clicks
  bool full_width = false;
  bool small = false;
  std::string_view tooltip = {};      // also why it is disabled
  std::optional<bool> pressed = {};   // a toggle button
  std::optional<bool> expanded = {};  // opens something
};

/// True in the frame in which it was pressed. "Save##row 3" shows "Save".
bool button(std::string_view label, const ButtonOptions& options = {});

/// Only an icon; the name is for screen readers and the tooltip.
bool icon_button(const char* icon, std::string_view name, const ButtonOptions& options = {});

struct MenuItem {
  std::string label;
  const char* icon = nullptr;
  bool danger = false;
  bool disabled = false;
  bool separator_before = false;
  bool checked = false;
};

/// A button that opens a menu. The index of the item that was chosen.
std::optional<int> menu_button(std::string_view label, std::span<const MenuItem> items,
                               const ButtonOptions& options = {});

/// The same with only an icon on the button.
std::optional<int> icon_menu_button(const char* icon, std::string_view name,
                                    std::span<const MenuItem> items,
                                    const ButtonOptions& options = {});

}  // namespace datavault::ui
