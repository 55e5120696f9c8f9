#pragma once

#include <cstddef>
#include <string_view>

#include "core/base/result.h"
#include "core/formula/formula.h"

namespace datavault {

inline constexpr size_t kMaxFormulaBytes = 4000;
inline constexpr int kMaxFormulaDepth = 64;  // of parentheses and function calls in each other

/// Parses the text of a formula.
///
/// Errors: invalid_input with "formula column N" in `where` and a message whose last two lines are
/// the
///         text and a caret under the place (caret.h). Only the first mistake is reported.
/// Source: docs/formulas.md
Result<Formula> parse_formula(std::string_view text);

}  // namespace datavault
