#pragma once

#include <vector>

namespace datavault::ui {

/// Where a column is; columns that do not fit have width 0.
struct ColumnPlace {
  float x = 0, w = 0;
};

struct ColumnWish {
  float width = 0;   // fixed, or
  float weight = 1;  // a share of the rest
  float hide_below = 0;
};

/// Divides the width of a table among its columns.
std::vector<ColumnPlace> place_columns(const std::vector<ColumnWish>& wishes, float width);

/// Where the cells of a row are that is drawn as a card: below each other, relative to its top
/// left.
struct StackedPlace {
  float x = 0, y = 0, w = 0, h = 0;  // of the cell
  float label_x = 0, label_w = 0;    // of the column's title before it; no width: it has none
};
struct StackedLine {
  float height = 0;  // 0: beside the first that has one, `width` wide
  float width = 0;
  bool labelled = false;
};
struct StackedRow {
  std::vector<StackedPlace> cells;
  float height = 0;
};
StackedRow stack_cells(const std::vector<StackedLine>& lines, float width, float padding);

/// The rows [first, last) that are to be drawn: those between `top` and `bottom` and some more on
/// either side, so that the keyboard reaches what comes next.
struct RowRange {
  int first = 0, last = 0;
};
RowRange visible_rows(float first_row_top, float row_height, int count, float top, float bottom,
                      int more);

}  // namespace datavault::ui
