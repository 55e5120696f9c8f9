#pragma once

#include <span>

namespace datavault {

/// Fonts inside app.wasm, cut down at build time (cmake/embed.py says to which characters).
/// They live as long as the page: ImGui's atlas must not own or free them.

/// OpenType with CFF outlines: Latin, Greek, Cyrillic and the symbols of the interface.
std::span<const unsigned char> inter_regular_font();
std::span<const unsigned char> inter_semibold_font();

/// TrueType: the icons that assets/icons.txt lists; generated/icons.h has them as UTF-8 strings.
std::span<const unsigned char> icon_font();

}  // namespace datavault
