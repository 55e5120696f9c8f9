#pragma once

#include <optional>
#include <span>
#include <string>

namespace datavault::ui {

struct PaletteItem {
  const char* icon = nullptr;
  std::string title, detail;
};

struct PaletteResult {
  std::optional<int> chosen;
  bool changed = false;    // the query
  bool dismissed = false;  // Escape, or a click beside it
};

/// A search field over everything with the list of what fits, on top of the page; made in every
/// frame while it is open. A combobox with its listbox to screen readers: arrows move `active`,
/// Enter chooses it, the focus stays in the field.
PaletteResult palette(std::string& query, int& active, std::span<const PaletteItem> items);

}  // namespace datavault::ui
