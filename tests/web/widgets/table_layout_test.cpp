#include "web/widgets/table_layout.h"

#include <doctest/doctest.h>

namespace datavault::ui {
namespace {

TEST_CASE("place_columns: fixed and shared widths, together the table's") {
  const auto places = place_columns({{0, 2, 0}, {100, 1, 0}, {0, 1, 0}}, 400);
  REQUIRE(places.size() == 3);
  CHECK(places[0].w == 200);
  CHECK(places[1].x == 200);
  CHECK(places[1].w == 100);
  CHECK(places[2].x == 300);
  CHECK(places[2].w == 100);
}

TEST_CASE("place_columns: a narrow table, leaves out what is less important") {
  const auto places = place_columns({{0, 1, 0}, {0, 1, 500}}, 400);
  CHECK(places[0].w == 400);
  CHECK(places[1].w == 0);
}

TEST_CASE("visible_rows: a window on many rows, those in it and some more") {
  struct Case {
    const char* name;
    float first_row_top;
    int count;
    int first, last;
  };
  // The window is from 100 to 300, rows are 20 high, 2 more on either side.
  const Case cases[] = {
      {"at the beginning", 100, 1000, 0, 13},
      {"in the middle", 100 - 20 * 50, 1000, 48, 63},
      {"at the end", 300 - 20 * 1000, 1000, 988, 1000},
      {"fewer than fit", 100, 3, 0, 3},
      {"none", 100, 0, 0, 0},
      {"below the window", 900, 1000, 0, 0},
      {"above the window", -90000, 1000, 1000, 1000},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const RowRange range = visible_rows(c.first_row_top, 20, c.count, 100, 300, 2);
    CHECK(range.first == c.first);
    CHECK(range.last == c.last);
  }
}

}  // namespace
TEST_CASE("stack_cells: lines below each other, what stands beside them as high as the first") {
  const auto row = stack_cells({{0, 50, false}, {46, 0, false}, {30, 0, true}}, 350, 6);
  CHECK(row.height == 88);
  REQUIRE(row.cells.size() == 3);
  CHECK(row.cells[0].w == 50);
  CHECK(row.cells[0].y == 6);
  CHECK(row.cells[0].h == 46);
  CHECK(row.cells[1].x == 50);
  CHECK(row.cells[1].y == 6);
  CHECK(row.cells[1].w == 300);
  CHECK(row.cells[1].label_w == 0);
  CHECK(row.cells[2].y == 52);
  CHECK(row.cells[2].h == 30);
  CHECK(row.cells[2].label_x == 50);
  CHECK(row.cells[2].label_w == 108);
  CHECK(row.cells[2].x == 158);
  CHECK(row.cells[2].w == 192);
}

}  // namespace datavault::ui
