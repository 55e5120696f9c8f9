#include "web/widgets/qr_matrix.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "web/widgets/qr_codewords.h"

namespace datavault::ui {
namespace {

class QrDrawing {
 public:
  explicit QrDrawing(const QrCodewords& said) : number_(said.version) {
    matrix_.size = 17 + 4 * number_;
    const auto modules = static_cast<size_t>(matrix_.size * matrix_.size);
    matrix_.dark.resize(modules);
    fixed_.resize(modules);
    draw_patterns(said.alignments);
    draw_codewords(said.codewords);
  }

  /// With one of the eight masks, and its format written in.
  QrMatrix masked(int mask) {
    draw_format(mask);
    QrMatrix result = matrix_;
    for (int y = 0; y < result.size; ++y) {
      for (int x = 0; x < result.size; ++x) {
        if (!fixed_[index(x, y)] && inverts(mask, x, y)) {
          result.dark[index(x, y)] = !result.dark[index(x, y)];
        }
      }
    }
    return result;
  }

 private:
  size_t index(int x, int y) const { return static_cast<size_t>(y * matrix_.size + x); }

  void set(int x, int y, bool dark) {
    matrix_.dark[index(x, y)] = dark;
    fixed_[index(x, y)] = true;
  }

  void draw_codewords(const std::vector<uint8_t>& codewords) {
    size_t bit = 0;
    for (int right = matrix_.size - 1; right >= 1; right -= 2) {
      if (right == 6) right = 5;
      const bool upward = ((right + 1) & 2) == 0;
      for (int i = 0; i < matrix_.size; ++i) {
        const int y = upward ? matrix_.size - 1 - i : i;
        for (const int x : {right, right - 1}) {
          if (fixed_[index(x, y)] || bit >= codewords.size() * 8) continue;
          matrix_.dark[index(x, y)] = (codewords[bit / 8] >> (7 - bit % 8) & 1) != 0;
          ++bit;
        }
      }
    }
  }

  void draw_patterns(const std::vector<int>& alignments) {
    const int last = matrix_.size - 4;
    for (int i = 0; i < matrix_.size; ++i) {
      set(6, i, i % 2 == 0);
      set(i, 6, i % 2 == 0);
    }
    draw_finder(3, 3);
    draw_finder(last, 3);
    draw_finder(3, last);
    draw_alignments(alignments);
    draw_format(0);
    if (number_ >= 7) draw_version();
  }

  void draw_finder(int center_x, int center_y) {
    for (int dy = -4; dy <= 4; ++dy) {
      for (int dx = -4; dx <= 4; ++dx) {
        const int x = center_x + dx, y = center_y + dy;
        if (x < 0 || y < 0 || x >= matrix_.size || y >= matrix_.size) continue;
        const int ring = std::max(std::abs(dx), std::abs(dy));
        set(x, y, ring != 2 && ring != 4);
      }
    }
  }

  void draw_alignments(const std::vector<int>& centers) {
    if (centers.empty()) return;
    const int last = centers.back();
    for (const int y : centers) {
      for (const int x : centers) {
        const bool is_finder = (x == 6 && y == 6) || (x == 6 && y == last) || (x == last && y == 6);
        if (!is_finder) draw_alignment(x, y);
      }
    }
  }

  void draw_alignment(int center_x, int center_y) {
    for (int dy = -2; dy <= 2; ++dy) {
      for (int dx = -2; dx <= 2; ++dx) {
        set(center_x + dx, center_y + dy, std::max(std::abs(dx), std::abs(dy)) != 1);
      }
    }
  }

  /// Level M is 00; 15 bits with their check, twice.
  void draw_format(int mask) {
    int rest = mask;
    for (int i = 0; i < 10; ++i) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    const int bits = (mask << 10 | rest) ^ 0x5412;
    const auto bit = [bits](int i) { return (bits >> i & 1) != 0; };
    const int size = matrix_.size;
    for (int i = 0; i <= 5; ++i) set(8, i, bit(i));
    set(8, 7, bit(6));
    set(8, 8, bit(7));
    set(7, 8, bit(8));
    for (int i = 9; i < 15; ++i) set(14 - i, 8, bit(i));
    for (int i = 0; i < 8; ++i) set(size - 1 - i, 8, bit(i));
    for (int i = 8; i < 15; ++i) set(8, size - 15 + i, bit(i));
    set(8, size - 8, true);
  }

  void draw_version() {
    int rest = number_;
    for (int i = 0; i < 12; ++i) rest = (rest << 1) ^ ((rest >> 11) * 0x1F25);
    const int bits = number_ << 12 | rest;
    for (int i = 0; i < 18; ++i) {
      const bool dark = (bits >> i & 1) != 0;
      const int near = i / 3, far = matrix_.size - 11 + i % 3;
      set(far, near, dark);
      set(near, far, dark);
    }
  }

  static bool inverts(int mask, int x, int y) {
    switch (mask) {
      case 0:
        return (x + y) % 2 == 0;
      case 1:
        return y % 2 == 0;
      case 2:
        return x % 3 == 0;
      case 3:
        return (x + y) % 3 == 0;
      case 4:
        return (x / 3 + y / 2) % 2 == 0;
      case 5:
        return x * y % 2 + x * y % 3 == 0;
      case 6:
        return (x * y % 2 + x * y % 3) % 2 == 0;
      default:
        return ((x + y) % 2 + x * y % 3) % 2 == 0;
    }
  }

  int number_;
  QrMatrix matrix_;
  std::vector<bool> fixed_;  // no mask inverts it
};

/// Modules of one colour in a line.
struct Run {
  int length = 0;
  bool color = false;

  /// What the module adds to the penalty: 3 for the fifth, 1 for each further one.
  int add(bool next) {
    length = length > 0 && next == color ? length + 1 : 1;
    color = next;
    return length == 5 ? 3 : length > 5 ? 1 : 0;
  }
};

/// Four modules of one colour, of which this is the last.
bool is_block(const QrMatrix& matrix, int x, int y) {
  const bool color = matrix.at(x, y);
  return color == matrix.at(x - 1, y) && color == matrix.at(x, y - 1) &&
         color == matrix.at(x - 1, y - 1);
}

/// How hard it is to read, by the standard's rules for runs, blocks and balance. Its rule for what
/// looks like a finder is left out: it changes which mask is taken, not whether a code can be read.
int penalty(const QrMatrix& matrix) {
  int points = 0, dark = 0;
  for (int i = 0; i < matrix.size; ++i) {
    Run row, column;
    for (int j = 0; j < matrix.size; ++j) {
      points += row.add(matrix.at(j, i)) + column.add(matrix.at(i, j));
      points += i > 0 && j > 0 && is_block(matrix, j, i) ? 3 : 0;
      dark += matrix.at(j, i) ? 1 : 0;
    }
  }
  const int percent = dark * 100 / (matrix.size * matrix.size);
  return points + std::abs(percent - 50) / 5 * 10;
}

}  // namespace

QrMatrix qr_matrix(std::string_view text) {
  const QrCodewords said = qr_codewords(text);
  if (said.version == 0) return {};
  QrDrawing drawing(said);
  QrMatrix best = drawing.masked(0);
  for (int mask = 1; mask < 8; ++mask) {
    QrMatrix other = drawing.masked(mask);
    if (penalty(other) < penalty(best)) best = std::move(other);
  }
  return best;
}

}  // namespace datavault::ui
