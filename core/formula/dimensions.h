#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/formula/formula.h"
#include "core/formula/formula_side.h"
#include "core/model/framework.h"
#include "core/units/measure.h"

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

/// The same formula by formula, for callers that have an index of their own and many copies of the
/// same fields to check: what formulas and units come to is worked out once.
class DimensionChecker {
 public:
  /// Finds a field that a formula refers to; empty where there is none.
  using FieldLookup = std::function<FormulaSide(const FieldUid&)>;

  std::vector<DimensionProblem> check(const FormulaSide& computed, const FieldLookup& field_of);
  /// The same with the fields whose units count, beside formula.variables; empty: unknown.
  std::vector<DimensionProblem> check(const FormulaSide& computed, const Formula& formula,
                                      const std::vector<FormulaSide>& inputs);

  /// The parsed text; valid as long as the checker.
  const Result<Formula>& formula(const std::string& expression);
  /// What a unit measures, null for a label; valid as long as the checker.
  const Measure* measure(const std::string& unit);
  /// As people read it; valid as long as the checker.
  const std::string& shown(std::string_view unit);

 private:
  std::unordered_map<std::string, Result<Formula>> formulas_;
  std::unordered_map<std::string, std::optional<Measure>> measures_;
  std::map<std::string, std::string, std::less<>> shown_;
};

/// The field of this framework whose unit is that of a variable, as the caller finds it by its uid;
/// null where the unit is not known: that of another framework, or with a coefficient other than 1.
const FieldUid* unit_source(const Computation& computation, const std::string& variable);

}  // namespace datavault
