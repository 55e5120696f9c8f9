#include "web/widgets/flow.h"

#include <doctest/doctest.h>

namespace datavault::ui {
namespace {

TEST_CASE("Flow: a column, boxes one below the other with gaps between") {
  Flow flow = Flow::column(10, 20, 300, 12);
  CHECK(flow.place(300, 40) == Box{10, 20, 300, 40});
  CHECK(flow.place(100, 30) == Box{10, 72, 100, 30});
  flow.set_next_gap(2);
  CHECK(flow.place(100, 10) == Box{10, 104, 100, 10});
  CHECK(flow.place(100, 10) == Box{10, 126, 100, 10});
  CHECK(flow.bottom() == 136);
  CHECK(flow.width_left() == 300);
}

TEST_CASE("Flow: a row, boxes side by side and centred in the line") {
  Flow flow = Flow::row(0, 0, 300, 8, 40, true);
  CHECK(flow.place(100, 40) == Box{0, 0, 100, 40});
  CHECK(flow.place(50, 20) == Box{108, 10, 50, 20});
  CHECK(flow.width_left() == 300 - 158 - 8);
  CHECK(!flow.broken());
  CHECK(flow.bottom() == 40);
}

TEST_CASE("Flow: a row that is full, goes on in the next line") {
  Flow flow = Flow::row(0, 0, 200, 8, 30, true);
  flow.place(150, 30);
  CHECK(flow.line_room() == 200);
  CHECK(flow.place(60, 30) == Box{0, 38, 60, 30});
  CHECK(flow.broken());
  CHECK(flow.bottom() == 68);
  CHECK(flow.right() == 150);
}

TEST_CASE("Flow: a row that must not break, offers what is left and goes on beyond its end") {
  Flow flow = Flow::row(0, 0, 200, 8, 30, false);
  flow.place(150, 30);
  CHECK(flow.line_room() == 42);
  CHECK(flow.place(60, 30).x == 158);
}

TEST_CASE("Flow: a box wider than an empty line, stays in it") {
  Flow flow = Flow::row(0, 0, 200, 8, 30, true);
  CHECK(flow.place(400, 30) == Box{0, 0, 400, 30});
}

TEST_CASE("Flow: peek, tells the place and changes nothing") {
  Flow flow = Flow::row(0, 0, 200, 8, 30, true);
  flow.place(150, 30);
  CHECK(flow.peek().x == 158);
  CHECK(flow.peek(100) == Box{0, 38, 100, 0});
  CHECK(flow.place(20, 30) == Box{158, 0, 20, 30});
}

TEST_CASE("Flow: move_to, leaves room but never goes back") {
  Flow flow = Flow::row(0, 0, 300, 8, 30, true);
  flow.place(50, 30);
  flow.move_to(220);
  CHECK(flow.place(80, 30) == Box{220, 0, 80, 30});
  flow.move_to(100);
  CHECK(flow.place(10, 30).y == 38);
}

}  // namespace
}  // namespace datavault::ui
