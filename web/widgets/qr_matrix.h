#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace datavault::ui {

/// A QR code (ISO/IEC 18004): which modules are dark, row by row, without the quiet zone.
struct QrMatrix {
  int size = 0;  // modules a side; 0: the text does not fit
  std::vector<bool> dark;

  bool at(int x, int y) const { return dark[static_cast<size_t>(y * size + x)]; }
};

/// The smallest code of error correction level M that holds the text as bytes, in versions 1 to 10
/// (213 bytes): what an authenticator's link needs.
QrMatrix qr_matrix(std::string_view text);

}  // namespace datavault::ui
