#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/formula/formula_graph.h"
#include "core/model/framework.h"

namespace datavault {

/// What became of a computed field.
struct ComputedValue {
  enum class State { value, missing, error };
  State state = State::value;
  double number = 0;   // value: finite
  std::string reason;  // missing, error: "variable B: field GHG-2 has no value"
  FieldUid missing;    // missing: the field without a value
  bool operator==(const ComputedValue&) const = default;
};

/// A field of another framework.
struct ForeignField {
  std::string framework;  // key
  FieldUid field;
  bool operator==(const ForeignField&) const = default;
  bool operator<(const ForeignField& other) const {
    return framework != other.framework ? framework < other.framework : field < other.field;
  }
};

using FieldValues = std::map<FieldUid, double>;
using ForeignValues = std::map<ForeignField, double>;

/// The computed fields of a content, ready to be evaluated many times (entities, periods).
/// Shape: the content must outlive it.
class ContentEvaluator {
 public:
  explicit ContentEvaluator(const FrameworkContent& content);

  /// Every computed field, by uid: multiplier x formula over (coefficient x value) of each
  /// variable.
  ///
  /// Shape:  `values` are finite numbers of plain fields, all in the units of the fields; a value
  /// given for
  ///         a computed field is not looked at. A field that needs one without a value is missing
  ///         or not as the formula says (evaluate.h); one that needs a failed one is an error.
  /// Errors: in the result: broken formulas, cycles, division by zero, results beyond double.
  std::map<FieldUid, ComputedValue> evaluate(const FieldValues& values,
                                             const ForeignValues& foreign = {}) const;

 private:
  struct Step {
    uint32_t field;
    std::string problem;  // why it cannot be evaluated whatever the values are; else empty
    double multiplier;
    std::vector<double> coefficients;  // beside the inputs
  };

  ComputedValue evaluate_step(const Step& step, const std::vector<ComputedValue>& done,
                              const FieldValues& values, const ForeignValues& foreign) const;

  FormulaGraph graph_;
  std::vector<Step> steps_;  // each after those that it needs
};

/// The same for a single time.
std::map<FieldUid, ComputedValue> evaluate_content(const FrameworkContent& content,
                                                   const FieldValues& values,
                                                   const ForeignValues& foreign = {});

}  // namespace datavault
