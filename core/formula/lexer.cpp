#include "core/formula/lexer.h"

#include <algorithm>

#include "core/base/decimal.h"

namespace datavault {
namespace {

using Token = FormulaToken;
using Node = FormulaNode;

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }
bool is_name_part(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '.'; }

struct Symbol {
  std::string_view text;
  Token::Kind kind;
  Node::Kind operation;
};

/// Longer ones first.
constexpr Symbol kSymbols[] = {
    {"<=", Token::Kind::operation, Node::Kind::less_equal},
    {">=", Token::Kind::operation, Node::Kind::greater_equal},
    {"<>", Token::Kind::operation, Node::Kind::not_equal},
    {"!=", Token::Kind::operation, Node::Kind::not_equal},
    {"==", Token::Kind::operation, Node::Kind::equal},
    {"+", Token::Kind::operation, Node::Kind::add},
    {"-", Token::Kind::operation, Node::Kind::subtract},
    {"*", Token::Kind::operation, Node::Kind::multiply},
    {"/", Token::Kind::operation, Node::Kind::divide},
    {"<", Token::Kind::operation, Node::Kind::less},
    {">", Token::Kind::operation, Node::Kind::greater},
    {"=", Token::Kind::operation, Node::Kind::equal},
    {"(", Token::Kind::open, Node::Kind::add},
    {")", Token::Kind::close, Node::Kind::add},
    {",", Token::Kind::comma, Node::Kind::add},
};

size_t name_length(std::string_view text) {
  if (!is_letter(text[0])) return 0;
  return static_cast<size_t>(std::find_if_not(text.begin(), text.end(), is_name_part) -
                             text.begin());
}

}  // namespace

FormulaToken next_token(std::string_view text, size_t offset) {
  while (offset < text.size() && is_space(text[offset])) ++offset;
  const std::string_view rest = text.substr(offset);
  if (rest.empty()) return {Token::Kind::end, Node::Kind::add, offset, rest};
  if (const size_t length = name_length(rest)) {
    return {Token::Kind::name, Node::Kind::add, offset, rest.substr(0, length)};
  }
  if (const size_t length = unsigned_number_length(rest)) {
    return {Token::Kind::number, Node::Kind::add, offset, rest.substr(0, length)};
  }
  for (const Symbol& symbol : kSymbols) {
    if (rest[0] == symbol.text[0] && rest.substr(0, symbol.text.size()) == symbol.text) {
      return {symbol.kind, symbol.operation, offset, rest.substr(0, symbol.text.size())};
    }
  }
  return {Token::Kind::unknown, Node::Kind::add, offset, rest.substr(0, 1)};
}

}  // namespace datavault
