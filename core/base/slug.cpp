#include <algorithm>
#include <array>

#include "core/base/sha256.h"
#include "core/base/text.h"

namespace datavault {
namespace {

/// Base letters of U+00C0 to U+017F; '-' where there is none.
constexpr std::string_view kLatin =
    "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"   // U+00C0
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"   // U+0100
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";  // U+0140
static_assert(kLatin.size() == 0x180 - 0xC0);

struct Letter {
  size_t bytes;
  uint32_t code_point;
};

/// The text is valid UTF-8, or at least not cut off: callers check it.
Letter letter_at(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const uint32_t lead = byte(at);
  const size_t bytes = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (bytes == 1 || at + bytes > text.size()) return {1, lead};
  uint32_t code_point = lead & (0xFFU >> (bytes + 1));
  for (size_t i = 1; i < bytes; ++i) code_point = code_point << 6 | (byte(at + i) & 0x3F);
  return {bytes, code_point};
}

/// Superscript and subscript digits are digits: CO₂ and m³.
char digit_of(uint32_t code_point) {
  if (code_point == 0xB9) return '1';
  if (code_point == 0xB2 || code_point == 0xB3) return static_cast<char>('0' + code_point - 0xB0);
  if (code_point == 0x2070 || (code_point >= 0x2074 && code_point <= 0x2079))
    return static_cast<char>('0' + code_point - 0x2070);
  if (code_point >= 0x2080 && code_point <= 0x2089)
    return static_cast<char>('0' + code_point - 0x2080);
  return '-';
}

/// Punctuation, symbols and spaces outside ASCII that names contain.
bool separates(uint32_t code_point) {
  return code_point < 0xC0 || (code_point >= 0x2000 && code_point <= 0x2BFF) ||
         (code_point >= 0x3000 && code_point <= 0x3004) ||
         (code_point >= 0x3008 && code_point <= 0x3020) ||
         (code_point >= 0xE000 && code_point <= 0xF8FF) ||
         (code_point >= 0xFE00 && code_point <= 0xFE6F) ||
         (code_point >= 0xFF01 && code_point <= 0xFF0F) || code_point == 0xFEFF ||
         code_point == 0x060C || code_point == 0x061B || code_point == 0x061F ||
         (code_point >= 0x1F000 && code_point <= 0x1FAFF);
}

void append_letter(std::string& slug, std::string_view text, size_t at, const Letter& letter) {
  const uint32_t c = letter.code_point;
  char mapped = '-';
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
    mapped = static_cast<char>(c);
  } else if (c >= 'A' && c <= 'Z') {
    mapped = static_cast<char>(c - 'A' + 'a');
  } else if (c >= 0xC0 && c < 0x180) {
    mapped = kLatin[c - 0xC0];
  } else if (c >= 0x80 && digit_of(c) != '-') {
    mapped = digit_of(c);
  } else if (c == 0xAD || c == 0x200B || (c >= 0x300 && c < 0x370)) {
    return;  // soft hyphens and combining accents stand inside words
  } else if (c >= 0x80 && !separates(c)) {
    slug.append(text.substr(at, letter.bytes));
    return;
  }
  if (mapped != '-') {
    slug += mapped;
  } else if (!slug.empty() && slug.back() != '-') {
    slug += '-';
  }
}

std::string cut(const std::string& slug, size_t max_bytes) {
  constexpr size_t kDigits = 6;
  size_t end = max_bytes - std::min(max_bytes, kDigits + 1);
  while (end > 0 && (static_cast<unsigned char>(slug[end]) & 0xC0) == 0x80) --end;
  // Whole words read better, unless one word is nearly all of it.
  const size_t dash = slug.rfind('-', end);
  if (dash != std::string::npos && dash > end / 2) end = dash;
  return slug.substr(0, end) + "-" + sha256_hex(slug).substr(0, kDigits);
}

}  // namespace

std::string slug_of(std::string_view name, size_t max_bytes) {
  std::string slug;
  for (size_t i = 0; i < name.size();) {
    const Letter letter = letter_at(name, i);
    append_letter(slug, name, i, letter);
    i += letter.bytes;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.size() > max_bytes ? cut(slug, max_bytes) : slug;
}

std::string take_unique_code(std::set<std::string>& taken, const std::string& code) {
  std::string unique = code;
  for (int64_t n = 2; !taken.insert(unique).second; ++n) unique = code + "-" + std::to_string(n);
  return unique;
}

}  // namespace datavault
