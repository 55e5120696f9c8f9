#pragma once

#include <string>
#include <vector>

#include "core/model/framework.h"

namespace datavault {

/// A formula that cannot be evaluated, with a sentence that says why.
struct FormulaProblem {
  enum class Kind { broken, cycle };
  Kind kind = Kind::broken;
  FieldUid field;              // the computed field
  std::string message;         // "formula column 5: variable B is not mapped to a field"
  FieldUid missing;            // broken because this field is not there; else empty
  std::vector<FieldUid> path;  // cycle: the fields on it, starting with the smallest uid
};

/// Problems of all computed fields, by field uid: syntax, variables without a mapping, mappings to
/// fields that the content lacks, coefficients and multipliers that are no decimals, cycles (each
/// cycle once). Mappings to other frameworks are not looked at here.
///
/// Shape: a mapping that the expression does not use breaks nothing when its field is gone. Each
/// field on
///        a cycle is on at least one that is reported (a shortest one through it), 100 at most. A
///        syntax error's message has three lines: sentence, text, caret.
std::vector<FormulaProblem> check_formulas(const FrameworkContent& content);

/// Computed fields in an order in which each comes after what it needs. Fields on a cycle are left
/// out. Shape: the order does not depend on the sequence of fields in the content, only on their
/// uids.
std::vector<FieldUid> formula_order(const FrameworkContent& content);

}  // namespace datavault
