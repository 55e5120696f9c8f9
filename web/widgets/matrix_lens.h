#pragma once

#include <optional>

namespace datavault::ui {

/// A place in a matrix.
struct MatrixCell {
  int column = 0, row = 0;
  bool operator==(const MatrixCell&) const = default;
};

/// How large a matrix is and how much of it can be seen. `width` and `height` in device pixels.
struct MatrixFrame {
  int columns = 0, rows = 0;
  int width = 0, height = 0;
};

/// What part of a matrix is seen, and how large. All in device pixels and whole numbers: a cell is
/// so many pixels wide, or a pixel stands for so many cells, as shaders/matrix.frag draws it.
class MatrixLens {
 public:
  /// Pixels for a cell; negative: cells for a pixel.
  int scale() const;
  /// Pixels of the picture that lie left of and above what is seen.
  int x() const { return x_; }
  int y() const { return y_; }

  bool can_enlarge() const;
  bool can_reduce() const;

  /// The largest scale at which all is seen, at most `largest`; from the top left corner.
  void fit(const MatrixFrame& frame, int largest);
  /// One step larger or smaller; what lies at that pixel of the frame stays there.
  void zoom(const MatrixFrame& frame, int steps, int at_x, int at_y);
  void move(const MatrixFrame& frame, int by_x, int by_y);
  /// Moves no further than it must for the cell to be seen.
  void show(const MatrixFrame& frame, MatrixCell cell);
  /// After the frame changed: never further than the picture's end.
  void keep_inside(const MatrixFrame& frame);

  std::optional<MatrixCell> cell_at(const MatrixFrame& frame, int px, int py) const;
  /// A cell's left (or top) pixel within the frame, and how many pixels it takes there.
  int left_of(int column) const;
  int top_of(int row) const;
  int pixels_of_cell() const;

 private:
  int step_ = 0;  // in the table of scales
  int x_ = 0, y_ = 0;
};

}  // namespace datavault::ui
