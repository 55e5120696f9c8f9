#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/formula/formula.h"

namespace datavault {

/// The result has no value because this variable has none.
struct MissingVariable {
  std::string name;
  bool operator==(const MissingVariable&) const = default;
};

/// A finite number; the first missing variable; or why there can be no number ("division by zero"),
/// with the place in `where`.
using FormulaValue = std::variant<double, MissingVariable, Error>;

/// Evaluates a formula. Numbers are doubles; every step is one IEEE operation in the order of the
/// text, so that the result is the same on every target.
///
/// Shape:  `values` stands beside `formula.variables`. A value that is not finite stands for one
/// that
///         failed, and makes an error.
/// Errors: in the result. An operation with an error is an error; else with a missing operand it is
///         missing. SUM, AVG, MIN and MAX leave missing arguments out and are missing only if all
///         are. IF looks at the condition and at the chosen argument only.
/// Source: docs/formulas.md
FormulaValue evaluate_formula(const Formula& formula,
                              const std::vector<std::optional<double>>& values);

/// The same with values by name.
FormulaValue evaluate_formula(
    const Formula& formula,
    const std::function<std::optional<double>(std::string_view variable)>& value_of);

}  // namespace datavault
