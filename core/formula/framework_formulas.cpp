#include "core/formula/framework_formulas.h"

#include <algorithm>

#include "core/formula/field_problems.h"
#include "core/formula/formula_graph.h"

namespace datavault {
namespace {

constexpr size_t kMaxCycles = 100;
constexpr size_t kMaxCodesShown = 8;

FormulaProblem cycle_problem(const FormulaGraph& graph, const std::vector<uint32_t>& cycle) {
  FormulaProblem problem;
  problem.kind = FormulaProblem::Kind::cycle;
  problem.field = graph.fields[cycle.front()].field->uid;
  problem.message = "the formula depends on itself: ";
  for (size_t i = 0; i < cycle.size(); ++i) {
    const Field& field = *graph.fields[cycle[i]].field;
    problem.path.push_back(field.uid);
    if (i < kMaxCodesShown) problem.message += field.code + " -> ";
    if (i == kMaxCodesShown) problem.message += "... -> ";
  }
  problem.message += graph.fields[cycle.front()].field->code;
  return problem;
}

}  // namespace

std::vector<FormulaProblem> check_formulas(const FrameworkContent& content) {
  const FormulaGraph graph = build_formula_graph(content);
  std::vector<FormulaProblem> problems;
  for (const ComputedField& field : graph.fields) add_field_problems(field, problems);
  for (const auto& cycle : covering_cycles(graph.needs, kMaxCycles)) {
    problems.push_back(cycle_problem(graph, cycle));
  }
  std::stable_sort(problems.begin(), problems.end(),
                   [](const auto& a, const auto& b) { return a.field < b.field; });
  return problems;
}

std::vector<FieldUid> formula_order(const FrameworkContent& content) {
  const FormulaGraph graph = build_formula_graph(content);
  std::vector<FieldUid> order;
  for (const auto& component : components_in_order(graph.needs)) {
    if (is_cyclic(graph.needs, component)) continue;
    order.push_back(graph.fields[component.front()].field->uid);
  }
  return order;
}

}  // namespace datavault
