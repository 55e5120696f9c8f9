#include "core/formula/formula_graph.h"

#include <algorithm>
#include <string>

#include "core/formula/parser.h"
#include "core/model/field_table.h"

namespace datavault {
namespace {

/// Where the fields that formulas refer to are.
struct Places {
  const FrameworkContent& content;
  UidTable by_uid;
  std::vector<uint32_t> computed;  // beside content.fields: index into FormulaGraph::fields
};

std::vector<const Field*> computed_fields_by_uid(const FrameworkContent& content) {
  std::vector<const Field*> fields;
  for (const Field& field : content.fields) {
    if (field.computed) fields.push_back(&field);
  }
  std::stable_sort(fields.begin(), fields.end(),
                   [](const Field* a, const Field* b) { return a->uid < b->uid; });
  return fields;
}

Places index_places(const FrameworkContent& content, const std::vector<const Field*>& computed) {
  Places places{content, UidTable(content), std::vector<uint32_t>(content.fields.size())};
  for (uint32_t i = 0; i < computed.size(); ++i) {
    places.computed[static_cast<size_t>(computed[i] - content.fields.data())] = i;
  }
  return places;
}

FormulaInput find_input(const Computation& computation, const std::string& variable,
                        const Places& places) {
  using enum FormulaInput::Kind;
  const auto found = computation.variables.find(variable);
  if (found == computation.variables.end() || found->second.field.empty()) return {};
  const VariableMapping& mapping = found->second;
  if (!mapping.framework.empty()) return {foreign, &mapping, nullptr, 0};
  const uint32_t place = places.by_uid.find(mapping.field.value);
  if (place == UidTable::kNone) return {absent, &mapping, nullptr, 0};
  const Field& field = places.content.fields[place];
  return {field.computed ? computed : plain, &mapping, &field, places.computed[place]};
}

ComputedField parse_field(const Field& field, const Places& places) {
  ComputedField result{&field, parse_formula(field.computed->expression), {}};
  if (!result.formula.ok()) return result;
  result.inputs.reserve(result.formula->variables.size());
  for (const std::string& variable : result.formula->variables) {
    result.inputs.push_back(find_input(*field.computed, variable, places));
  }
  return result;
}

std::vector<uint32_t> needs_of(const ComputedField& field) {
  std::vector<uint32_t> needs;
  for (const FormulaInput& input : field.inputs) {
    if (input.kind == FormulaInput::Kind::computed) needs.push_back(input.computed);
  }
  std::sort(needs.begin(), needs.end());
  needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
  return needs;
}

}  // namespace

FormulaGraph build_formula_graph(const FrameworkContent& content) {
  FormulaGraph graph;
  const std::vector<const Field*> computed = computed_fields_by_uid(content);
  if (computed.empty()) return graph;
  const Places places = index_places(content, computed);
  graph.fields.reserve(computed.size());
  for (const Field* field : computed) {
    graph.fields.push_back(parse_field(*field, places));
    graph.needs.push_back(needs_of(graph.fields.back()));
  }
  return graph;
}

}  // namespace datavault
