#pragma once

#include <cstddef>
#include <string_view>

namespace datavault::ui {

/// The code point that begins at `at`, which moves behind it. Broken bytes read as U+FFFD.
inline unsigned next_code_point(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned lead = byte(at++);
  if (lead < 0x80) return lead;
  const int follow = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  unsigned code = follow == 3 ? lead & 0x07 : follow == 2 ? lead & 0x0F : lead & 0x1F;
  for (int i = 0; i < follow; ++i) {
    if ((byte(at) & 0xC0) != 0x80) return 0xFFFD;
    code = code << 6 | (byte(at++) & 0x3F);
  }
  return follow == 0 ? 0xFFFD : code;
}

}  // namespace datavault::ui
