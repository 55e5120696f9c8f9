#version 300 es
// A matrix of marks. Whole numbers all the way, so that every graphics card draws the same picture: a cell is a
// whole number of pixels wide, or a pixel a whole number of cells.
precision highp float;
precision highp int;
precision highp usampler2DArray;

uniform usampler2DArray u_marks;  // in tiles, row by row
uniform int u_tile;               // cells along a tile's side
uniform int u_tiles;              // tiles side by side
uniform ivec2 u_cells;            // columns, rows
uniform ivec2 u_corner;           // the picture's top left pixel, counted from the canvas's
uniform ivec2 u_scroll;           // pixels of the picture that lie left of and above that corner
uniform int u_canvas_height;
uniform int u_scale;              // pixels for a cell; negative: cells for a pixel
uniform int u_line_from;          // the scale from which lines part the cells
uniform vec4 u_colors[6];         // of the marks 0 to 4, and of the lines

out vec4 color;

uint mark_at(ivec2 cell) {
  ivec2 tile = cell / u_tile;
  return texelFetch(u_marks, ivec3(cell - tile * u_tile, tile.y * u_tiles + tile.x), 0).r;
}

/// The gravest of the cells that a pixel stands for: one conflict among thousands still shows.
uint gravest_from(ivec2 first, int side) {
  ivec2 end = min(first + side, u_cells);
  uint gravest = 0u;
  for (int y = first.y; y < end.y; ++y) {
    for (int x = first.x; x < end.x; ++x) gravest = max(gravest, mark_at(ivec2(x, y)));
  }
  return gravest;
}

void main() {
  ivec2 fragment = ivec2(gl_FragCoord.xy);
  ivec2 pixel = ivec2(fragment.x, u_canvas_height - 1 - fragment.y) - u_corner + u_scroll;
  if (pixel.x < 0 || pixel.y < 0) discard;
  bool shrinks = u_scale < 0;
  ivec2 cell = shrinks ? pixel * -u_scale : pixel / u_scale;
  if (cell.x >= u_cells.x || cell.y >= u_cells.y) discard;
  uint mark = shrinks ? gravest_from(cell, -u_scale) : mark_at(cell);
  if (u_scale >= u_line_from) {
    ivec2 inside = pixel - cell * u_scale;
    if (inside.x == u_scale - 1 || inside.y == u_scale - 1) mark = 5u;
  }
  color = u_colors[mark];
}
