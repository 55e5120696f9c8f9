#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "web/widgets/matrix_lens.h"

namespace datavault::ui {

/// How grave a cell is; the values that shaders/matrix.frag knows. Out of many cells that share a
/// pixel, the gravest shows.
enum class MatrixMark : uint8_t { none, note, answered, unanswered, open };

/// What is drawn: marks row by row, and another version whenever they are others.
struct MatrixMarks {
  std::span<const uint8_t> marks;
  uint64_t version = 0;
  int columns = 0, rows = 0;

  MatrixMark at(MatrixCell cell) const {
    return static_cast<MatrixMark>(
        marks[static_cast<size_t>(cell.row) * static_cast<size_t>(columns) +
              static_cast<size_t>(cell.column)]);
  }
};

/// The gravest cell, then the nearest, of those that lie within `reach` pixels of that one.
std::optional<MatrixCell> marked_near(const MatrixMarks& marks, const MatrixLens& lens,
                                      const MatrixFrame& frame, int px, int py, int reach);

enum class MatrixStep { left, right, up, down, first, last };
/// The next cell with a mark in that direction, in the same row (or column); first and last: of the
/// row. Without one to start from, the first of all.
std::optional<MatrixCell> marked_beside(const MatrixMarks& marks, std::optional<MatrixCell> from,
                                        MatrixStep step);

/// What the user made of it.
struct MatrixState {
  MatrixLens lens;
  MatrixFrame frame;  // as drawn last
  std::optional<MatrixCell> selected;
  uint64_t fitted = 0;  // the version that the lens was fitted to
};

struct MatrixOptions {
  float height = 480;  // at most; a small matrix needs less
  std::function<std::string(int row)> row_name;
  std::function<std::string(int column)> column_name;
  std::function<std::string(MatrixCell)> words;  // what is said of a cell
};

struct MatrixResult {
  std::optional<MatrixCell> under;   // the marked cell under the pointer
  std::optional<MatrixCell> opened;  // by Enter or a second click
};

/// A matrix of any size as a picture: drag to move, Ctrl and wheel or two fingers to zoom, click or
/// arrows to select. To screen readers it is one image that says the selected cell; the page has to
/// offer the same as a table.
MatrixResult matrix(std::string_view name, const MatrixMarks& marks, MatrixState& state,
                    const MatrixOptions& options);

/// Buttons that zoom it, for who has no wheel; made before or after it, in a row.
void matrix_buttons(const MatrixMarks& marks, MatrixState& state);

/// What the colours mean.
void matrix_legend(std::span<const std::pair<MatrixMark, std::string>> entries);

}  // namespace datavault::ui
