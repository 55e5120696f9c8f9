#include "web/widgets/matrix.h"

#include <vector>

#include <doctest/doctest.h>

namespace datavault::ui {
namespace {

using Cells = std::vector<uint8_t>;

MatrixMarks marks_of(const Cells& cells, int columns) {
  return {cells, 1, columns, static_cast<int>(cells.size()) / columns};
}

}  // namespace

TEST_CASE("MatrixLens: fit takes the largest scale at which all is seen") {
  struct Case {
    const char* name;
    MatrixFrame frame;
    int scale;
  };
  const Case cases[] = {{"small: not beyond the largest", {4, 3, 800, 600}, 20},
                        {"as wide as fits", {100, 3, 800, 600}, 8},
                        {"as high as fits", {4, 190, 800, 600}, 3},
                        {"two cells a pixel", {1161, 1000, 800, 600}, -2},
                        {"huge: the smallest there is", {100000, 100000, 800, 600}, -16},
                        {"nothing", {0, 0, 800, 600}, 20}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    MatrixLens lens;
    lens.fit(c.frame, 20);
    CHECK(lens.scale() == c.scale);
    CHECK(lens.x() == 0);
    CHECK(lens.y() == 0);
  }
}

TEST_CASE("MatrixLens: zooming keeps what lies under the pointer and stays inside") {
  const MatrixFrame frame{1161, 1000, 800, 600};
  MatrixLens lens;
  lens.fit(frame, 20);
  while (lens.can_enlarge()) {
    const auto before = lens.cell_at(frame, 200, 100);
    lens.zoom(frame, 1, 200, 100);
    const auto after = lens.cell_at(frame, 200, 100);
    REQUIRE(before);
    REQUIRE(after);
    CHECK(after->column - before->column <= 2);
    CHECK(after->column >= before->column);
    CHECK(after->row - before->row <= 2);
    CHECK(after->row >= before->row);
  }
  CHECK(lens.scale() == 48);
  lens.move(frame, 1000000, 1000000);
  CHECK(lens.x() == 1161 * 48 - 800);
  CHECK(lens.y() == 1000 * 48 - 600);
  lens.move(frame, -2000000, -2000000);
  CHECK(lens.x() == 0);
  while (lens.can_reduce()) lens.zoom(frame, -1, 0, 0);
  CHECK(lens.scale() == -16);
  CHECK(lens.y() == 0);
}

TEST_CASE("MatrixLens: a cell that is to be shown comes into sight, and no further") {
  const MatrixFrame frame{100, 100, 200, 100};
  MatrixLens lens;
  lens.fit({4, 4, 200, 100}, 20);
  REQUIRE(lens.scale() == 20);
  lens.show(frame, {30, 3});
  CHECK(lens.left_of(30) == 180);
  CHECK(lens.top_of(3) == 60);
  CHECK(lens.cell_at(frame, 180, 60) == MatrixCell{30, 3});
  lens.show(frame, {0, 3});
  CHECK(lens.left_of(0) == 0);
  CHECK_FALSE(lens.cell_at(frame, 200, 0));
  CHECK_FALSE(lens.cell_at(frame, 0, -1));
}

TEST_CASE("marked_near: the gravest within reach, then the nearest") {
  const Cells cells = {0, 1, 0, 0,  //
                       2, 0, 4, 0,  //
                       0, 0, 0, 1};
  const MatrixMarks marks = marks_of(cells, 4);
  const MatrixFrame frame{4, 3, 40, 30};
  MatrixLens lens;
  lens.fit(frame, 10);
  REQUIRE(lens.scale() == 10);
  CHECK(marked_near(marks, lens, frame, 15, 5, 2) == MatrixCell{1, 0});
  CHECK(marked_near(marks, lens, frame, 15, 8, 8) == MatrixCell{2, 1});
  CHECK(marked_near(marks, lens, frame, 12, 14, 4) == MatrixCell{0, 1});
  CHECK_FALSE(marked_near(marks, lens, frame, 35, 5, 2));
  CHECK_FALSE(marked_near(marks, lens, frame, 45, 5, 2));
  while (lens.can_reduce()) lens.zoom(frame, -1, 0, 0);
  CHECK(marked_near(marks, lens, frame, 0, 0, 0) == MatrixCell{2, 1});
}

TEST_CASE("marked_beside: from mark to mark") {
  const Cells cells = {0, 1, 0, 2,  //
                       0, 0, 0, 0,  //
                       4, 1, 0, 0};
  const MatrixMarks marks = marks_of(cells, 4);
  struct Case {
    const char* name;
    std::optional<MatrixCell> from;
    MatrixStep step;
    std::optional<MatrixCell> to;
  };
  const Case cases[] = {
      {"the first", {}, MatrixStep::down, MatrixCell{1, 0}},
      {"right", MatrixCell{1, 0}, MatrixStep::right, MatrixCell{3, 0}},
      {"no further", MatrixCell{3, 0}, MatrixStep::right, {}},
      {"left", MatrixCell{3, 0}, MatrixStep::left, MatrixCell{1, 0}},
      {"down over an empty row", MatrixCell{1, 0}, MatrixStep::down, MatrixCell{1, 2}},
      {"up", MatrixCell{1, 2}, MatrixStep::up, MatrixCell{1, 0}},
      {"first of the row", MatrixCell{1, 2}, MatrixStep::first, MatrixCell{0, 2}},
      {"last of the row", MatrixCell{0, 2}, MatrixStep::last, MatrixCell{1, 2}}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(marked_beside(marks, c.from, c.step) == c.to);
  }
  CHECK_FALSE(marked_beside(marks_of({0, 0}, 2), {}, MatrixStep::right));
}

}  // namespace datavault::ui
