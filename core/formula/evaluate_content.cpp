#include "core/formula/evaluate_content.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "core/base/decimal.h"
#include "core/formula/evaluate.h"
#include "core/formula/field_problems.h"

namespace datavault {
namespace {

template <typename Map, typename Key>
std::optional<double> find_value(const Map& values, const Key& key) {
  const auto found = values.find(key);
  return found == values.end() ? std::nullopt : std::optional<double>(found->second);
}

std::optional<double> number_of(const ComputedValue& value) {
  if (value.state == ComputedValue::State::missing) return std::nullopt;
  if (value.state == ComputedValue::State::value) return value.number;
  return std::numeric_limits<double>::quiet_NaN();  // a value that failed, as evaluate_formula
                                                    // wants it
}

ComputedValue error_value(std::string reason) {
  return {ComputedValue::State::error, 0, std::move(reason), {}};
}

ComputedValue missing_value(const std::string& variable, const FormulaInput& input) {
  const std::string field = input.field ? "field " + input.field->code
                                        : "its field in framework " + input.mapping->framework;
  return {ComputedValue::State::missing, 0, "variable " + variable + ": " + field + " has no value",
          input.mapping->field};
}

std::string problem_of(const ComputedField& field, bool on_cycle) {
  std::vector<FormulaProblem> problems;
  add_field_problems(field, problems);
  if (!problems.empty()) return problems.front().message;
  return on_cycle ? "the formula depends on itself" : "";
}

}  // namespace

ContentEvaluator::ContentEvaluator(const FrameworkContent& content)
    : graph_(build_formula_graph(content)) {
  for (const auto& component : components_in_order(graph_.needs)) {
    const bool on_cycle = is_cyclic(graph_.needs, component);
    for (uint32_t at : component) {
      const ComputedField& field = graph_.fields[at];
      Step step{at, problem_of(field, on_cycle), 1, {}};
      if (step.problem.empty()) {
        step.multiplier = double_from_decimal(field.field->computed->multiplier).value_or(1);
        for (const FormulaInput& input : field.inputs) {
          step.coefficients.push_back(double_from_decimal(input.mapping->coefficient).value_or(1));
        }
      }
      steps_.push_back(std::move(step));
    }
  }
}

ComputedValue ContentEvaluator::evaluate_step(const Step& step,
                                              const std::vector<ComputedValue>& done,
                                              const FieldValues& values,
                                              const ForeignValues& foreign) const {
  if (!step.problem.empty()) return error_value(step.problem);
  const ComputedField& field = graph_.fields[step.field];
  std::vector<std::optional<double>> inputs;
  inputs.reserve(field.inputs.size());
  for (const FormulaInput& input : field.inputs) {
    std::optional<double> value;
    if (input.kind == FormulaInput::Kind::computed)
      value = number_of(done[input.computed]);
    else if (input.kind == FormulaInput::Kind::plain)
      value = find_value(values, input.field->uid);
    else
      value = find_value(foreign, ForeignField{input.mapping->framework, input.mapping->field});
    if (value) *value *= step.coefficients[inputs.size()];
    inputs.push_back(value);
  }
  const FormulaValue result = evaluate_formula(*field.formula, inputs);
  if (const auto* error = std::get_if<Error>(&result)) {
    return error_value(error->where + ": " + error->message);
  }
  if (const auto* missing = std::get_if<MissingVariable>(&result)) {
    const auto& names = field.formula->variables;
    const auto at = std::find(names.begin(), names.end(), missing->name) - names.begin();
    return missing_value(missing->name, field.inputs[static_cast<size_t>(at)]);
  }
  const double number = std::get<double>(result) * step.multiplier;
  if (!std::isfinite(number)) return error_value("the result is too large");
  return {ComputedValue::State::value, number + 0.0, {}, {}};
}

std::map<FieldUid, ComputedValue> ContentEvaluator::evaluate(const FieldValues& values,
                                                             const ForeignValues& foreign) const {
  std::vector<ComputedValue> done(graph_.fields.size());
  for (const Step& step : steps_) done[step.field] = evaluate_step(step, done, values, foreign);
  std::map<FieldUid, ComputedValue> result;
  for (size_t i = 0; i < done.size(); ++i) {
    result.try_emplace(graph_.fields[i].field->uid, std::move(done[i]));
  }
  return result;
}

std::map<FieldUid, ComputedValue> evaluate_content(const FrameworkContent& content,
                                                   const FieldValues& values,
                                                   const ForeignValues& foreign) {
  return ContentEvaluator(content).evaluate(values, foreign);
}

}  // namespace datavault
