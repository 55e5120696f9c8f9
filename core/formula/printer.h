#pragma once

#include <string>

#include "core/formula/formula.h"

namespace datavault {

/// The canonical text: functions in capitals, single spaces around operators, only the parentheses
/// that the meaning needs, "=" and "<>" for the two spellings.
///
/// Laws: parse_formula(print_formula(f)) == f while the text is within kMaxFormulaBytes.
std::string print_formula(const Formula& formula);

}  // namespace datavault
