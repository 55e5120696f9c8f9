#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>
#include <span>

#include "web/theme/color.h"

namespace datavault::platform {

/// A matrix of marks as shaders/matrix.frag draws it. All places in device pixels.
struct MatrixPicture {
  std::span<const uint8_t> marks;  // row by row, 0 to 4; alive while it is drawn
  uint64_t marks_version = 0;      // other marks, another number: they are uploaded once
  int columns = 0, rows = 0;
  int left = 0, top = 0, width = 0, height = 0;  // on the canvas
  int scroll_x = 0, scroll_y = 0;                // of the picture, left of and above that
  int scale = 1;                                 // pixels for a cell; negative: cells for a pixel
  std::array<Color, 6> colors = {};              // of the marks, and of the lines between cells
};

/// The scale from which lines part the cells.
inline constexpr int kMatrixLinesFrom = 6;

/// Draws it where the list is now. One matrix at a time: its marks stay on the graphics card until
/// others come.
void matrix_paint(ImDrawList* list, const MatrixPicture& picture);

}  // namespace datavault::platform
