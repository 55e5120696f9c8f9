#include "core/formula/printer.h"

#include <cassert>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/decimal.h"
#include "core/formula/precedence.h"

namespace datavault {
namespace {

using Kind = FormulaNode::Kind;

struct Piece {
  std::string text;
  int precedence = kOperand;
};

struct Operator {
  std::string_view sign;
  int precedence;
};

Operator operator_of(Kind kind) {
  switch (kind) {
    case Kind::add:
      return {" + ", kSum};
    case Kind::subtract:
      return {" - ", kSum};
    case Kind::multiply:
      return {" * ", kProduct};
    case Kind::divide:
      return {" / ", kProduct};
    case Kind::less:
      return {" < ", kComparison};
    case Kind::less_equal:
      return {" <= ", kComparison};
    case Kind::greater:
      return {" > ", kComparison};
    case Kind::greater_equal:
      return {" >= ", kComparison};
    case Kind::equal:
      return {" = ", kComparison};
    default:
      return {" <> ", kComparison};
  }
}

/// Written out, very large and very small numbers would be hundreds of digits long.
std::string number_text(double number) {
  std::string text = decimal_from_double(number);
  if (number == 0 || (number >= 1e-7 && number < 1e21)) return text;
  if (number < 1) {
    const size_t places = text.size() - 2;
    return text.substr(text.find_first_not_of("0.")) + "e-" + std::to_string(places);
  }
  const size_t digits = text.find_last_not_of('0') + 1;
  return text.substr(0, digits) + "e" + std::to_string(text.size() - digits);
}

void parenthesise(Piece& piece, int least_precedence) {
  if (piece.precedence < least_precedence) piece.text = "(" + piece.text + ")";
}

Piece take_last(std::vector<Piece>& stack) {
  Piece last = std::move(stack.back());
  stack.pop_back();
  return last;
}

void print_binary(Kind kind, std::vector<Piece>& stack) {
  const Operator op = operator_of(kind);
  // All are left-associative but comparisons, which do not associate at all.
  const int least_left = op.precedence == kComparison ? kSum : op.precedence;
  Piece right = take_last(stack);
  parenthesise(right, op.precedence + 1);
  Piece& left = stack.back();
  parenthesise(left, least_left);
  left.text += op.sign;
  left.text += right.text;
  left.precedence = op.precedence;
}

void print_call(const FormulaNode& node, std::vector<Piece>& stack) {
  std::string text(kFormulaFunctions[static_cast<size_t>(node.function)].name);
  const size_t first = stack.size() - node.arguments;
  for (size_t i = first; i < stack.size(); ++i) {
    text += i == first ? "(" : ", ";
    text += stack[i].text;
  }
  stack.resize(first);
  stack.push_back({text + ")", kOperand});
}

}  // namespace

std::string print_formula(const Formula& formula) {
  std::vector<Piece> stack;
  for (const FormulaNode& node : formula.nodes) {
    switch (node.kind) {
      case Kind::number:
        stack.push_back({number_text(node.number), kOperand});
        break;
      case Kind::variable:
        stack.push_back({formula.variables[node.variable], kOperand});
        break;
      case Kind::call:
        print_call(node, stack);
        break;
      case Kind::negate:
        parenthesise(stack.back(), kSign);
        stack.back() = {"-" + stack.back().text, kSign};
        break;
      default:
        print_binary(node.kind, stack);
        break;
    }
  }
  assert(stack.size() == 1);
  return std::move(stack.back().text);
}

}  // namespace datavault
