#include "web/widgets/qr_matrix.h"

#include <string>

#include <doctest/doctest.h>

namespace datavault::ui {
namespace {

std::string drawn(const QrMatrix& matrix) {
  std::string text;
  for (int y = 0; y < matrix.size; ++y) {
    for (int x = 0; x < matrix.size; ++x) text += matrix.at(x, y) ? '#' : '.';
    text += '\n';
  }
  return text;
}

}  // namespace

TEST_CASE("qr: the smallest version that holds the text") {
  struct Case {
    size_t bytes;
    int size;  // 17 + 4 x version
  };
  for (const Case& one : {Case{1, 21}, Case{14, 21}, Case{15, 25}, Case{26, 25}, Case{106, 41},
                          Case{107, 45}, Case{180, 53}, Case{181, 57}, Case{213, 57}}) {
    CAPTURE(one.bytes);
    CHECK(qr_matrix(std::string(one.bytes, 'a')).size == one.size);
  }
  CHECK(qr_matrix(std::string(214, 'a')).size == 0);
}

TEST_CASE("qr: finders stand in three corners, timing runs between them") {
  const QrMatrix matrix = qr_matrix("otpauth://totp/DataVault:a%40b.test?secret=ABCDEFGH");
  for (int i = 0; i < 7; ++i) {
    CHECK(matrix.at(i, 0));
    CHECK(matrix.at(matrix.size - 1 - i, 0));
    CHECK(matrix.at(i, matrix.size - 1));
  }
  for (int i = 8; i < matrix.size - 8; ++i) CHECK(matrix.at(i, 6) == (i % 2 == 0));
}

TEST_CASE("qr: a code that other programs read") {
  // Read back with jsQR, a decoder of the npm registry, when this was written.
  CHECK(drawn(qr_matrix("DataVault")) == R"(#######.##..#.#######
#.....#.#.###.#.....#
#.###.#...#...#.###.#
#.###.#.#..#..#.###.#
#.###.#....#..#.###.#
#.....#..####.#.....#
#######.#.#.#.#######
........#####........
#.##.###...##.#..#.##
##.##..#...######.#.#
..##.##.#.##..##...##
..#..#.#.###...###.#.
#..######...###..#.#.
........#.##.####...#
#######.#..###.##....
#.....#.#.#......###.
#.###.#...#.#.#..##..
#.###.#.#..#..#....#.
#.###.#.#.#.#.#..##..
#.....#...#..#..#...#
#######.#.#..#.###...
)");
}

}  // namespace datavault::ui
