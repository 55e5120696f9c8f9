#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/formula/formula.h"

namespace datavault {

struct FormulaToken {
  enum class Kind : uint8_t { number, name, operation, open, close, comma, end, unknown };
  Kind kind = Kind::end;
  FormulaNode::Kind operation = FormulaNode::Kind::add;  // operation; '-' is always subtract
  size_t offset = 0;
  std::string_view text;
};

/// White space in formulas.
constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// The token at or after `offset`; white space is skipped. The token after one begins at its end.
/// Shape: the token points into `text`. A character that begins no token is an `unknown` one.
FormulaToken next_token(std::string_view text, size_t offset);

}  // namespace datavault
