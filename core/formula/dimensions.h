#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/model/framework.h"

namespace datavault {

/// A place of a formula where units do not fit, or a result that does not fit its field.
struct DimensionProblem {
  FieldUid field;                  // the computed field
  std::string message;             // "formula column 3: A-1 (kWh) + A-2 (t): ..."
  std::vector<FieldUid> involved;  // fields whose units clash, sorted; without the computed one
  bool operator==(const DimensionProblem&) const = default;
};

/// Checks the units of those computed fields: what is added, compared or chosen between must be of
/// one quantity and of one size, since evaluation does not convert (evaluate_content.h); what is
/// multiplied or divided combines; the result must fit the field's own unit.
///
/// Shape:  by uid, then in the order of the text; at most one for each operation or call. Fields
/// that are not
///         there, not computed or whose formula does not parse have none here (check_formulas).
///         What has no known unit fits everything: numbers, coefficients and multipliers other than
///         1, fields of other frameworks, free labels, no unit.
/// Source: docs/units.md, "Units in formulas"
std::vector<DimensionProblem> check_dimensions(const FrameworkContent& content,
                                               const std::set<FieldUid>& formulas);

/// The same for one computed field. `field_of` finds the fields that it refers to, null where there
/// is none: for callers that have an index of their own.
std::vector<DimensionProblem> check_dimensions(
    const Field& computed, const std::function<const Field*(const FieldUid&)>& field_of);

}  // namespace datavault
