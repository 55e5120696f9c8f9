#include "web/widgets/matrix_lens.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace datavault::ui {
namespace {

/// Fine enough for a pinch, coarse enough for a key.
constexpr int kScales[] = {-16, -12, -8, -6, -4, -3, -2, 1,  2,  3, 4,
                           6,   8,   10, 12, 16, 20, 24, 32, 40, 48};
constexpr int kSteps = static_cast<int>(std::size(kScales));

/// Pixels that so many cells take.
int extent(int cells, int scale) {
  return scale > 0 ? cells * scale : (cells - scale - 1) / -scale;
}

int first_pixel(int cell, int scale) { return scale > 0 ? cell * scale : cell / -scale; }

/// Where the picture begins so that what lay at `at` still does, from scale to scale. In 64 bits: a
/// position times a scale.
int kept_at(int origin, int at, int from, int to) {
  const int64_t pixel = static_cast<int64_t>(origin) + at;
  int64_t scaled = from > 0 ? pixel : pixel * -from;  // in cells, times `from` where it enlarges
  scaled = to > 0 ? scaled * to : scaled / -to;
  if (from > 0) scaled /= from;
  return static_cast<int>(scaled - at);
}

int kept_inside(int origin, int content, int room) {
  return std::clamp(origin, 0, std::max(content - room, 0));
}

int shown_from(int origin, int first, int size, int room) {
  if (first < origin) return first;
  return std::max(origin, first + size - room);
}

}  // namespace

int MatrixLens::scale() const { return kScales[step_]; }
bool MatrixLens::can_enlarge() const { return step_ + 1 < kSteps; }
bool MatrixLens::can_reduce() const { return step_ > 0; }

void MatrixLens::fit(const MatrixFrame& frame, int largest) {
  const auto fits = [&](int scale) {
    return scale <= largest && extent(frame.columns, scale) <= frame.width &&
           extent(frame.rows, scale) <= frame.height;
  };
  step_ = 0;
  for (int step = 1; step < kSteps && fits(kScales[step]); ++step) step_ = step;
  x_ = y_ = 0;
}

void MatrixLens::zoom(const MatrixFrame& frame, int steps, int at_x, int at_y) {
  const int from = scale();
  step_ = std::clamp(step_ + steps, 0, kSteps - 1);
  x_ = kept_at(x_, at_x, from, scale());
  y_ = kept_at(y_, at_y, from, scale());
  keep_inside(frame);
}

void MatrixLens::move(const MatrixFrame& frame, int by_x, int by_y) {
  x_ += by_x;
  y_ += by_y;
  keep_inside(frame);
}

void MatrixLens::show(const MatrixFrame& frame, MatrixCell cell) {
  x_ = shown_from(x_, first_pixel(cell.column, scale()), pixels_of_cell(), frame.width);
  y_ = shown_from(y_, first_pixel(cell.row, scale()), pixels_of_cell(), frame.height);
  keep_inside(frame);
}

void MatrixLens::keep_inside(const MatrixFrame& frame) {
  x_ = kept_inside(x_, extent(frame.columns, scale()), frame.width);
  y_ = kept_inside(y_, extent(frame.rows, scale()), frame.height);
}

std::optional<MatrixCell> MatrixLens::cell_at(const MatrixFrame& frame, int px, int py) const {
  if (px < 0 || py < 0 || px >= frame.width || py >= frame.height) return std::nullopt;
  const int s = scale();
  const auto cell = [s](int pixel) { return s > 0 ? pixel / s : pixel * -s; };
  const MatrixCell at{cell(px + x_), cell(py + y_)};
  if (at.column >= frame.columns || at.row >= frame.rows) return std::nullopt;
  return at;
}

int MatrixLens::left_of(int column) const { return first_pixel(column, scale()) - x_; }
int MatrixLens::top_of(int row) const { return first_pixel(row, scale()) - y_; }
int MatrixLens::pixels_of_cell() const { return std::max(scale(), 1); }

}  // namespace datavault::ui
