#include "core/formula/caret.h"

#include <algorithm>
#include <utility>

namespace datavault {
namespace {

constexpr size_t kColumnsBefore = 50;
constexpr size_t kColumnsAfter = 20;

struct Lead {
  size_t length;
  unsigned char least_second;  // shuts out overlong forms, surrogates and what is beyond U+10FFFF
  unsigned char most_second;
};

Lead lead_of(unsigned char c) {
  if (c < 0x80) return {1, 0, 0};
  if (c < 0xC2) return {0, 0, 0};
  if (c < 0xE0) return {2, 0x80, 0xBF};
  if (c < 0xF0) {
    return {3, static_cast<unsigned char>(c == 0xE0 ? 0xA0 : 0x80),
            static_cast<unsigned char>(c == 0xED ? 0x9F : 0xBF)};
  }
  if (c > 0xF4) return {0, 0, 0};
  return {4, static_cast<unsigned char>(c == 0xF0 ? 0x90 : 0x80),
          static_cast<unsigned char>(c == 0xF4 ? 0x8F : 0xBF)};
}

/// The bytes of the character at the start, 0 when it is not UTF-8.
size_t character_length(std::string_view text) {
  const Lead lead = lead_of(static_cast<unsigned char>(text[0]));
  if (lead.length > text.size()) return 0;
  for (size_t i = 1; i < lead.length; ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool fits = i == 1 ? c >= lead.least_second && c <= lead.most_second : (c & 0xC0) == 0x80;
    if (!fits) return 0;
  }
  return lead.length;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

std::string printable_character(std::string_view text, size_t offset) {
  const size_t length = character_length(text.substr(offset));
  if (length == 0) return "?";
  if (is_space(text[offset])) return " ";
  return is_control(text[offset]) ? "?" : std::string(text.substr(offset, length));
}

std::string formula_place(size_t column) { return "formula column " + std::to_string(column); }

Error formula_error(std::string_view text, size_t offset, std::string message) {
  const size_t from = offset > kColumnsBefore ? offset - kColumnsBefore : 0;
  std::string line = from > 0 ? "..." : "";
  std::string marker(line.size() + offset - from, ' ');
  size_t at = from;
  while (at < text.size() && at < offset + kColumnsAfter) {
    line += printable_character(text, at);
    at += std::max<size_t>(1, character_length(text.substr(at)));
  }
  if (at < text.size()) line += "...";
  message += "\n" + line + "\n" + marker + "^";
  return invalid_input(std::move(message), formula_place(offset + 1));
}

}  // namespace datavault
