#pragma once

#include <vector>

#include "core/formula/formula_graph.h"
#include "core/formula/framework_formulas.h"

namespace datavault {

/// Appends what is wrong with one computed field, cycles aside: its syntax, then its variables in
/// order of use, then its coefficients and its multiplier.
void add_field_problems(const ComputedField& field, std::vector<FormulaProblem>& problems);

}  // namespace datavault
