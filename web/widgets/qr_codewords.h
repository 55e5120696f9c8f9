#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace datavault::ui {

/// What a QR code of level M says, before it is drawn.
struct QrCodewords {
  int version = 0;                 // 1 to 10; 0: the text does not fit
  std::vector<uint8_t> codewords;  // data and correction, blocks interleaved
  std::vector<int> alignments;     // centres of alignment patterns, along either side
};
QrCodewords qr_codewords(std::string_view text);

}  // namespace datavault::ui
