#include "web/widgets/qr_code.h"

#include <cmath>
#include <string>

#include "web/widgets/core.h"
#include "web/widgets/qr_matrix.h"

namespace datavault::ui {
namespace {

constexpr int kQuietZone = 4;  // modules, as the standard asks for

/// The last text's: one is shown at a time, in many frames.
const QrMatrix& matrix_of(std::string_view text) {
  static std::string known;
  static QrMatrix matrix;
  if (known != text) {
    known = text;
    matrix = qr_matrix(text);
  }
  return matrix;
}

}  // namespace

void qr_code(std::string_view name, std::string_view text, float side) {
  const QrMatrix& matrix = matrix_of(text);
  if (matrix.size == 0) return;
  const Box box = place(side, side);
  mirror_leaf(platform::Role::image, id_within(id_of(name), "qr"), name, box);
  const Color light{255, 255, 255, 255}, dark{0, 0, 0, 255};
  fill(box, light, metrics::kRadius);
  // Whole pixels: edges stay sharp.
  const float module = std::floor(side / static_cast<float>(matrix.size + 2 * kQuietZone));
  const float margin = (side - module * static_cast<float>(matrix.size)) / 2;
  for (int y = 0; y < matrix.size; ++y) {
    for (int x = 0; x < matrix.size; ++x) {
      if (!matrix.at(x, y)) continue;
      fill({box.x + margin + static_cast<float>(x) * module,
            box.y + margin + static_cast<float>(y) * module, module, module},
           dark);
    }
  }
}

}  // namespace datavault::ui
