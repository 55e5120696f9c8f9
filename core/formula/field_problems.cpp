#include "core/formula/field_problems.h"

#include <string>
#include <utility>

#include "core/base/decimal.h"
#include "core/formula/caret.h"

namespace datavault {
namespace {

FormulaProblem broken(const ComputedField& field, std::string message, FieldUid missing = {}) {
  return {
      FormulaProblem::Kind::broken, field.field->uid, std::move(message), std::move(missing), {}};
}

std::string first_place_of(const Formula& formula, size_t variable) {
  for (const FormulaNode& node : formula.nodes) {
    if (node.kind == FormulaNode::Kind::variable && node.variable == variable) {
      return formula_place(node.column);
    }
  }
  return {};
}

void add_input_problem(const ComputedField& field, size_t variable,
                       std::vector<FormulaProblem>& problems) {
  const FormulaInput& input = field.inputs[variable];
  const bool unmapped = input.kind == FormulaInput::Kind::unmapped;
  if (!unmapped && input.kind != FormulaInput::Kind::absent) return;
  std::string message = first_place_of(*field.formula, variable) + ": variable " +
                        field.formula->variables[variable] +
                        (unmapped ? " is not mapped to a field"
                                  : " is mapped to a field that the framework does not have");
  problems.push_back(
      broken(field, std::move(message), unmapped ? FieldUid{} : input.mapping->field));
}

void add_number_problems(const ComputedField& field, std::vector<FormulaProblem>& problems) {
  for (const auto& [name, mapping] : field.field->computed->variables) {
    if (is_decimal(mapping.coefficient)) continue;
    problems.push_back(broken(
        field, "the coefficient of variable " + name + " is not a decimal number such as 0.5"));
  }
  if (is_decimal(field.field->computed->multiplier)) return;
  problems.push_back(broken(field, "the multiplier is not a decimal number such as 0.5"));
}

}  // namespace

void add_field_problems(const ComputedField& field, std::vector<FormulaProblem>& problems) {
  if (!field.formula.ok()) {
    const Error& error = field.formula.error();
    problems.push_back(broken(field, error.where + ": " + error.message));
  }
  for (size_t i = 0; i < field.inputs.size(); ++i) add_input_problem(field, i, problems);
  add_number_problems(field, problems);
}

}  // namespace datavault
