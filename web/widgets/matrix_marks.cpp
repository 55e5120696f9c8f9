#include <algorithm>
#include <tuple>

#include "web/widgets/matrix.h"

namespace datavault::ui {
namespace {

/// A pointer is no more precise than this: what it looks at stays bounded.
constexpr int kMostCells = 48;

struct Range {
  int first = 0, end = 0;
};

/// The cells along one axis that pixels `from` to `to` show.
Range cells_between(int from, int to, int scale, int cells) {
  const auto cell = [scale](int pixel) { return scale > 0 ? pixel / scale : pixel * -scale; };
  const int first = std::clamp(cell(std::max(from, 0)), 0, cells);
  const int last = cell(std::max(to, 0)) + (scale > 0 ? 0 : -scale - 1);
  return {first, std::clamp(last + 1, first, std::min(cells, first + kMostCells))};
}

bool is_marked(const MatrixMarks& marks, MatrixCell cell) {
  return marks.at(cell) != MatrixMark::none;
}

std::optional<MatrixCell> first_marked(const MatrixMarks& marks) {
  for (int row = 0; row < marks.rows; ++row) {
    for (int column = 0; column < marks.columns; ++column) {
      if (is_marked(marks, {column, row})) return MatrixCell{column, row};
    }
  }
  return std::nullopt;
}

/// From `cell` on, by steps, while it is in the matrix.
std::optional<MatrixCell> marked_along(const MatrixMarks& marks, MatrixCell cell, int by_column,
                                       int by_row) {
  while (cell.column >= 0 && cell.column < marks.columns && cell.row >= 0 &&
         cell.row < marks.rows) {
    if (is_marked(marks, cell)) return cell;
    cell.column += by_column;
    cell.row += by_row;
  }
  return std::nullopt;
}

}  // namespace

std::optional<MatrixCell> marked_near(const MatrixMarks& marks, const MatrixLens& lens,
                                      const MatrixFrame& frame, int px, int py, int reach) {
  if (px < 0 || py < 0 || px >= frame.width || py >= frame.height) return std::nullopt;
  const int x = px + lens.x(), y = py + lens.y(), scale = lens.scale();
  const Range columns = cells_between(x - reach, x + reach, scale, marks.columns);
  const Range rows = cells_between(y - reach, y + reach, scale, marks.rows);
  std::optional<MatrixCell> found;
  std::tuple<int, int> best;  // gravity, then minus the distance
  for (int row = rows.first; row < rows.end; ++row) {
    for (int column = columns.first; column < columns.end; ++column) {
      const int gravity = static_cast<int>(marks.at({column, row}));
      if (gravity == 0) continue;
      const int half = lens.pixels_of_cell() / 2;
      const int away_x = lens.left_of(column) + half - px, away_y = lens.top_of(row) + half - py;
      const std::tuple rank(gravity, -(away_x * away_x + away_y * away_y));
      if (found && rank <= best) continue;
      best = rank;
      found = MatrixCell{column, row};
    }
  }
  return found;
}

std::optional<MatrixCell> marked_beside(const MatrixMarks& marks, std::optional<MatrixCell> from,
                                        MatrixStep step) {
  if (!from) return first_marked(marks);
  MatrixCell cell = *from;
  switch (step) {
    case MatrixStep::left:
      return marked_along(marks, {cell.column - 1, cell.row}, -1, 0);
    case MatrixStep::right:
      return marked_along(marks, {cell.column + 1, cell.row}, 1, 0);
    case MatrixStep::up:
      return marked_along(marks, {cell.column, cell.row - 1}, 0, -1);
    case MatrixStep::down:
      return marked_along(marks, {cell.column, cell.row + 1}, 0, 1);
    case MatrixStep::first:
      return marked_along(marks, {0, cell.row}, 1, 0);
    case MatrixStep::last:
      return marked_along(marks, {marks.columns - 1, cell.row}, -1, 0);
  }
  return std::nullopt;
}

}  // namespace datavault::ui
