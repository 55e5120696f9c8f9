#include "server/store/fold.h"

#include <cstdint>

namespace datavault::store {
namespace {

uint32_t fold(uint32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177)) return c | 1;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c + (c & 1);
  if (c >= 0x391 && c <= 0x3A9) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  return c;
}

/// Only two-byte sequences and ASCII have case here; both stay as long as they were.
bool is_two_bytes(std::string_view text, size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead >= 0xC2 && lead <= 0xDF && at + 1 < text.size();
}

}  // namespace

std::string fold_case(std::string_view utf8) {
  std::string folded(utf8);
  for (size_t i = 0; i < folded.size(); ++i) {
    const auto lead = static_cast<unsigned char>(folded[i]);
    if (lead < 0x80) {
      folded[i] = static_cast<char>(fold(lead));
    } else if (is_two_bytes(folded, i)) {
      const auto next = static_cast<unsigned char>(folded[i + 1]);
      const uint32_t c = fold(((lead & 0x1Fu) << 6) | (next & 0x3Fu));
      folded[i] = static_cast<char>(0xC0 | (c >> 6));
      folded[++i] = static_cast<char>(0x80 | (c & 0x3F));
    }
  }
  return folded;
}

std::string escape_like(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace datavault::store
