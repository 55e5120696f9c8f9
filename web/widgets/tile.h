#pragma once

#include <optional>
#include <string_view>

#include "web/theme/theme.h"

namespace datavault::ui {

struct TileOptions {
  Tone tone = Tone::neutral;
  std::string_view detail = {};      // a quiet sentence below
  std::optional<bool> pressed = {};  // a toggle, for tiles that filter
  float min_height = 0;              // Grid::row_height() makes tiles of a row equally high
};

/// A figure with its name that can be pressed: to go there, or to filter by it. Over the available
/// width. True in the frame in which it was pressed.
bool tile(std::string_view name, std::string_view value, const TileOptions& options = {});

}  // namespace datavault::ui
