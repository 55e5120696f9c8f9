#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "web/views/field_tree_view.h"
#include "web/widgets/ui.h"

namespace datavault {

/// What a page lets one do with a row of the tree, in a menu at its end.
struct FieldTreeActions {
  std::span<const ui::MenuItem> items;  // of fields; empty: no menu
  std::function<void(const FieldTreeRow&, int)> chosen;
};

/// Search, filters and the tree; the uid of a field that was pressed.
std::optional<std::string> field_tree_ui(const FieldTreeView& view, FieldTreeUi& ui,
                                         const FieldTreeActions& actions = {});

}  // namespace datavault
