#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace datavault {
namespace {

unsigned char byte_at(std::string_view text, size_t i) {
  return static_cast<unsigned char>(text[i]);
}

struct Sequence {
  size_t length;
  unsigned char second_min, second_max;  // the second byte rules out overlong forms and surrogates
};

/// Length 0: the byte begins no sequence.
Sequence sequence_of(unsigned char lead) {
  if (lead < 0x80) return {1, 0, 0};
  if (lead < 0xC2) return {0, 0, 0};
  if (lead < 0xE0) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead < 0xF0) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead < 0xF4) return {4, 0x80, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

bool is_whole(std::string_view text, size_t at, const Sequence& sequence) {
  if (sequence.length == 0 || at + sequence.length > text.size()) return false;
  for (size_t i = 1; i < sequence.length; ++i) {
    const unsigned char min = i == 1 ? sequence.second_min : 0x80;
    const unsigned char max = i == 1 ? sequence.second_max : 0xBF;
    if (byte_at(text, at + i) < min || byte_at(text, at + i) > max) return false;
  }
  return true;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

std::optional<size_t> first_invalid_utf8(std::string_view text) {
  size_t i = 0;
  while (i < text.size()) {
    const Sequence sequence = sequence_of(byte_at(text, i));
    if (!is_whole(text, i, sequence)) return i;
    i += sequence.length;
  }
  return std::nullopt;
}

TextPlace place_of(std::string_view text, size_t byte) {
  TextPlace place;
  for (size_t i = 0; i < std::min(byte, text.size()); ++i) {
    const bool is_crlf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (text[i] == '\n' || (text[i] == '\r' && !is_crlf)) {
      ++place.line;
      place.column = 1;
    } else if (!is_continuation(text[i]) && !is_crlf) {
      ++place.column;
    }
  }
  return place;
}

std::string to_text(const TextPlace& place) {
  return "line " + std::to_string(place.line) + ", column " + std::to_string(place.column);
}

std::string concat(std::initializer_list<std::string_view> parts) {
  size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  std::string text;
  text.reserve(size);
  for (const std::string_view part : parts) text += part;
  return text;
}

std::string_view trim(std::string_view text) {
  // NBSP, line and paragraph separators, the spaces of U+2000 to U+200B, U+202F, U+205F, U+2060,
  // U+3000 and the byte order mark.
  static constexpr std::array<std::string_view, 21> kSpaces{
      "\u00a0", "\u0085", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
      "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a",
      "\u200b", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\ufeff"};
  const auto is_ascii_space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  const auto drop = [&](auto has, auto remove) {
    while (!text.empty()) {
      const auto space = std::find_if(kSpaces.begin(), kSpaces.end(), has);
      if (space == kSpaces.end()) return;
      remove(space->size());
    }
  };
  for (size_t before = text.size() + 1; text.size() < before;) {
    before = text.size();
    while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
    drop([&](std::string_view space) { return text.starts_with(space); },
         [&](size_t n) { text.remove_prefix(n); });
    drop([&](std::string_view space) { return text.ends_with(space); },
         [&](size_t n) { text.remove_suffix(n); });
  }
  return text;
}

std::string to_lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::vector<std::string> split_trimmed(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  while (true) {
    const size_t end = text.find_first_of(separators);
    const std::string_view part = trim(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace datavault
