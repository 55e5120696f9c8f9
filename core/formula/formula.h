#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace datavault {

enum class FormulaFunction : uint8_t { sum, avg, min, max, abs, round, if_else };

/// One step of a formula. What it works on stands before it.
struct FormulaNode {
  enum class Kind : uint8_t {
    number,
    variable,
    negate,
    add,
    subtract,
    multiply,
    divide,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    not_equal,
    call,
  };

  Kind kind = Kind::number;
  FormulaFunction function = FormulaFunction::sum;  // call
  uint32_t arguments = 0;                           // call: how many
  uint32_t variable = 0;                            // variable: index into Formula::variables
  uint32_t column = 1;                              // where it stands in the text, from 1
  double number = 0;                                // number

  /// The place in the text does not count.
  bool operator==(const FormulaNode& other) const {
    return kind == other.kind && function == other.function && arguments == other.arguments &&
           variable == other.variable && number == other.number;
  }
};

/// A parsed formula: the syntax tree in post-order, operands before what uses them. Chosen over a
/// tree of pointers because a plan reads thousands of them: one allocation, nothing recurses over
/// it, so no formula is too deep to evaluate, print or destroy.
///
/// Shape: as parse_formula makes it: a post-order of exactly one expression. `variables` are in
/// order of
///        first use, each once. Language: docs/formulas.md.
struct Formula {
  std::vector<FormulaNode> nodes;
  std::vector<std::string> variables;

  bool operator==(const Formula&) const = default;
};

/// What a function is called and how many arguments it takes.
struct FormulaFunctionInfo {
  FormulaFunction function;
  std::string_view name;
  size_t least_arguments;
  size_t most_arguments;
};

/// In the order of the enumeration.
inline constexpr FormulaFunctionInfo kFormulaFunctions[] = {
    {FormulaFunction::sum, "SUM", 1, SIZE_MAX}, {FormulaFunction::avg, "AVG", 1, SIZE_MAX},
    {FormulaFunction::min, "MIN", 1, SIZE_MAX}, {FormulaFunction::max, "MAX", 1, SIZE_MAX},
    {FormulaFunction::abs, "ABS", 1, 1},        {FormulaFunction::round, "ROUND", 1, 2},
    {FormulaFunction::if_else, "IF", 3, 3},
};

}  // namespace datavault
