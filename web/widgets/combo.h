#pragma once

#include <span>
#include <string>
#include <string_view>

namespace datavault::ui {

struct ComboItem {
  std::string label;
  std::string detail;  // a second, quieter line
};

struct ComboOptions {
  std::string_view placeholder = "Choose…";
  std::string_view help = {};
  std::string_view error = {};
  bool searchable = true;  // shows a search field when there are more than a few items
  bool disabled = false;
  bool hide_label = false;
  float width = 0;  // 0: the available width, at most metrics::kFormWidth
};

/// A select with search. `selected` is an index or -1. True in the frame in which it changed.
bool combo(std::string_view label, std::span<const ComboItem> items, int& selected,
           const ComboOptions& options = {});

}  // namespace datavault::ui
