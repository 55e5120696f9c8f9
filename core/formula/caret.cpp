#include "core/formula/caret.h"

#include <algorithm>
#include <utility>

#include "core/base/text.h"
#include "core/formula/lexer.h"

namespace datavault {
namespace {

constexpr size_t kColumnsBefore = 50;
constexpr size_t kColumnsAfter = 20;

/// The bytes of the character at the start, 0 when it is not UTF-8.
size_t character_length(std::string_view text) {
  for (size_t length = 1; length <= std::min<size_t>(4, text.size()); ++length) {
    if (is_valid_utf8(text.substr(0, length))) return length;
  }
  return 0;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

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
