#include "core/formula/parser.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "core/base/decimal.h"
#include "core/formula/caret.h"
#include "core/formula/lexer.h"
#include "core/formula/precedence.h"

namespace datavault {
namespace {

using Token = FormulaToken;
using Node = FormulaNode;

int precedence_of(Node::Kind operation) {
  if (operation == Node::Kind::add || operation == Node::Kind::subtract) return kSum;
  if (operation == Node::Kind::multiply || operation == Node::Kind::divide) return kProduct;
  return kComparison;
}

bool same_letters(std::string_view text, std::string_view upper_case) {
  return std::equal(text.begin(), text.end(), upper_case.begin(), upper_case.end(),
                    [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 32 : a) == b; });
}

const FormulaFunctionInfo* find_function(std::string_view name) {
  const auto found = std::find_if(std::begin(kFormulaFunctions), std::end(kFormulaFunctions),
                                  [&](const auto& info) { return same_letters(name, info.name); });
  return found == std::end(kFormulaFunctions) ? nullptr : found;
}

std::string function_names() {
  std::string names;
  for (const FormulaFunctionInfo& info : kFormulaFunctions) {
    names += (names.empty() ? "" : ", ") + std::string(info.name);
  }
  return names;
}

/// Names and numbers may be as long as the formula; the message need not be.
std::string quoted(std::string_view token) {
  constexpr size_t kShown = 40;
  if (token.size() <= kShown) return "'" + std::string(token) + "'";
  return "'" + std::string(token.substr(0, kShown)) + "...'";
}

std::string arity_message(const FormulaFunctionInfo& info, size_t given) {
  const bool open_ended = info.most_arguments == SIZE_MAX;
  const bool has_range = !open_ended && info.most_arguments > info.least_arguments;
  std::string takes = open_ended ? " takes at least " : " takes ";
  takes += std::to_string(info.least_arguments);
  if (has_range) takes += " or " + std::to_string(info.most_arguments);
  takes += info.least_arguments == 1 && !has_range ? " argument, " : " arguments, ";
  return std::string(info.name) + takes + std::to_string(given) + " given";
}

/// Precedence climbing. Only parentheses, calls and right operands recurse, so the depth limit
/// bounds the stack. Every step returns false once there is an error.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), token_(next_token(text, 0)) {
    formula_.nodes.reserve(std::min<size_t>(text.size() / 2 + 1, 64));
  }

  Result<Formula> parse() {
    if (token_.kind == Token::Kind::end) return formula_error(text_, 0, "the formula is empty");
    if (expression(kComparison) && token_.kind == Token::Kind::end) return std::move(formula_);
    if (!error_) unexpected_after_expression();
    return *std::move(error_);
  }

 private:
  bool fail(size_t offset, std::string message) {
    error_ = formula_error(text_, offset, std::move(message));
    return false;
  }

  void advance() {
    previous_ = token_.text;
    token_ = next_token(text_, token_.offset + token_.text.size());
  }

  void emit(Node::Kind kind, const Token& at) {
    Node node;
    node.kind = kind;
    node.column = static_cast<uint32_t>(at.offset + 1);
    formula_.nodes.push_back(node);
  }

  bool unexpected_after_expression() {
    if (token_.kind == Token::Kind::unknown) return unknown_character();
    if (token_.kind == Token::Kind::close) return fail(token_.offset, "no '(' belongs to this ')'");
    if (token_.kind == Token::Kind::comma) {
      return fail(token_.offset,
                  "a ',' stands between the arguments of a function only; decimals have a point");
    }
    return fail(token_.offset, "an operator is expected between " + quoted(previous_) + " and " +
                                   quoted(token_.text));
  }

  bool unknown_character() {
    const std::string shown = printable_character(text_, token_.offset);
    const std::string hint = shown == ";" ? "; arguments are separated by ','" : "";
    return fail(token_.offset, "the character '" + shown + "' has no meaning in a formula" + hint);
  }

  bool operand_expected() {
    if (token_.kind == Token::Kind::unknown) return unknown_character();
    std::string message = "a number, a variable, a function or '(' is expected";
    if (!previous_.empty()) message += " after " + quoted(previous_);
    if (previous_.empty() && token_.text == "=") message = "a formula begins without '='";
    return fail(token_.offset, std::move(message));
  }

  bool expression(int least_precedence) {
    if (!unary()) return false;
    while (token_.kind == Token::Kind::operation) {
      const Token operation = token_;
      const int precedence = precedence_of(operation.operation);
      if (precedence < least_precedence) return true;
      advance();
      if (!expression(precedence + 1)) return false;
      emit(operation.operation, operation);
      if (precedence == kComparison && is_comparison(token_)) {
        return fail(token_.offset, "comparisons cannot follow each other; use parentheses");
      }
    }
    return true;
  }

  static bool is_comparison(const Token& token) {
    return token.kind == Token::Kind::operation && precedence_of(token.operation) == kComparison;
  }

  static bool is_minus(const Token& token) {
    return token.kind == Token::Kind::operation && token.operation == Node::Kind::subtract;
  }

  bool unary() {
    const Token first = token_;
    size_t count = 0;
    for (; is_minus(token_); ++count) advance();
    if (!operand()) return false;
    for (; count > 0; --count) emit(Node::Kind::negate, first);
    return true;
  }

  bool operand() {
    switch (token_.kind) {
      case Token::Kind::number:
        return number();
      case Token::Kind::name:
        return name();
      case Token::Kind::open:
        return group();
      default:
        return operand_expected();
    }
  }

  bool number() {
    const double value = double_from_unsigned_number(token_.text);
    if (!std::isfinite(value)) return fail(token_.offset, "the number is too large");
    emit(Node::Kind::number, token_);
    formula_.nodes.back().number = value;
    advance();
    return true;
  }

  bool name() {
    const Token name = token_;
    const FormulaFunctionInfo* info = find_function(name.text);
    advance();
    if (token_.kind == Token::Kind::open) {
      return info ? call(*info, name)
                  : fail(name.offset, "there is no function " + quoted(name.text) + "; there are " +
                                          function_names());
    }
    if (info) {
      return fail(name.offset,
                  std::string(info->name) + " is a function: '(' is expected after it");
    }
    variable(name);
    return true;
  }

  void variable(const Token& name) {
    auto& names = formula_.variables;
    const auto found = std::find(names.begin(), names.end(), name.text);
    emit(Node::Kind::variable, name);
    formula_.nodes.back().variable = static_cast<uint32_t>(found - names.begin());
    if (found == names.end()) names.emplace_back(name.text);
  }

  bool enter(const Token& open) {
    if (++depth_ <= kMaxFormulaDepth) return true;
    return fail(open.offset,
                "parentheses are more than " + std::to_string(kMaxFormulaDepth) + " deep");
  }

  bool leave(const Token& open) {
    if (token_.kind == Token::Kind::end) return fail(open.offset, "this '(' is not closed");
    if (token_.kind != Token::Kind::close) return unexpected_after_expression();
    --depth_;
    advance();
    return true;
  }

  bool group() {
    const Token open = token_;
    advance();
    return enter(open) && expression(kComparison) && leave(open);
  }

  bool call(const FormulaFunctionInfo& info, const Token& name) {
    const Token open = token_;
    advance();
    if (!enter(open)) return false;
    uint32_t count = 0;
    if (token_.kind != Token::Kind::close) {
      for (bool more = true; more; ++count) {
        if (!expression(kComparison)) return false;
        more = token_.kind == Token::Kind::comma;
        if (more) advance();
      }
    }
    if (!leave(open)) return false;
    if (count < info.least_arguments || count > info.most_arguments) {
      return fail(name.offset, arity_message(info, count));
    }
    emit(Node::Kind::call, name);
    formula_.nodes.back().function = info.function;
    formula_.nodes.back().arguments = count;
    return true;
  }

  std::string_view text_;
  Token token_;
  std::string_view previous_;  // text of the token before
  int depth_ = 0;
  Formula formula_;
  std::optional<Error> error_;
};

}  // namespace

Result<Formula> parse_formula(std::string_view text) {
  if (text.size() > kMaxFormulaBytes) {
    return formula_error(
        text, kMaxFormulaBytes,
        "the formula is longer than " + std::to_string(kMaxFormulaBytes) + " bytes");
  }
  return Parser(text).parse();
}

}  // namespace datavault
