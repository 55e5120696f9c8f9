#include "web/widgets/table_layout.h"

#include <algorithm>
#include <cmath>

namespace datavault::ui {

std::vector<ColumnPlace> place_columns(const std::vector<ColumnWish>& wishes, float width) {
  float fixed = 0, weights = 0;
  const auto shown = [&](const ColumnWish& wish) { return width >= wish.hide_below; };
  for (const ColumnWish& wish : wishes) {
    if (!shown(wish)) continue;
    if (wish.width > 0)
      fixed += wish.width;
    else
      weights += wish.weight;
  }
  const float rest = std::max(width - fixed, 0.0f);
  std::vector<ColumnPlace> places;
  float x = 0;
  for (const ColumnWish& wish : wishes) {
    float w = 0;
    if (shown(wish)) w = wish.width > 0 ? wish.width : std::floor(rest * wish.weight / weights);
    places.push_back({x, w});
    x += w;
  }
  return places;
}

StackedRow stack_cells(const std::vector<StackedLine>& lines, float width, float padding) {
  constexpr float kLabelShare = 0.36f;
  float left = 0, height = 2 * padding, heading = 0;
  for (const StackedLine& line : lines) {
    if (line.height == 0) left += line.width;
    if (heading == 0) heading = line.height;
    height += line.height;
  }
  StackedRow row{{}, height};
  float x = 0, y = padding;
  for (const StackedLine& line : lines) {
    if (line.height == 0) {
      row.cells.push_back({x, padding, line.width, heading, 0, 0});
      x += line.width;
      continue;
    }
    const float label = line.labelled ? std::floor((width - left) * kLabelShare) : 0;
    row.cells.push_back({left + label, y, width - left - label, line.height, left, label});
    y += line.height;
  }
  return row;
}

RowRange visible_rows(float first_row_top, float row_height, int count, float top, float bottom,
                      int more) {
  const auto row_at = [&](float y) {
    return static_cast<int>(std::floor((y - first_row_top) / row_height));
  };
  const int first = std::clamp(row_at(top) - more, 0, count);
  const int last = std::clamp(row_at(bottom) + 1 + more, first, count);
  return {first, last};
}

}  // namespace datavault::ui
