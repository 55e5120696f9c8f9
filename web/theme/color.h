#pragma once

#include <cstdint>

namespace datavault {

/// A colour in sRGB with straight alpha.
struct Color {
  uint8_t r = 0, g = 0, b = 0, a = 255;

  constexpr Color with_alpha(uint8_t alpha) const { return {r, g, b, alpha}; }
  bool operator==(const Color&) const = default;
};

/// 0xRRGGBB, opaque.
constexpr Color rgb(uint32_t hex) {
  return {static_cast<uint8_t>(hex >> 16), static_cast<uint8_t>(hex >> 8),
          static_cast<uint8_t>(hex), 255};
}

}  // namespace datavault
