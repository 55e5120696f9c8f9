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
