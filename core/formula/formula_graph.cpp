#include "core/formula/formula_graph.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "core/formula/parser.h"

namespace datavault {
namespace {

struct Place {
  const Field* field;
  uint32_t computed;
};

/// Only looked up, never iterated. Of two fields with one uid (no valid content has them) the first
/// counts.
using Places = std::unordered_map<std::string_view, Place>;

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
  Places places;
  places.reserve(content.fields.size());
  for (const Field& field : content.fields) places.try_emplace(field.uid.value, Place{&field, 0});
  for (uint32_t i = 0; i < computed.size(); ++i) {
    Place& place = places[computed[i]->uid.value];
    if (place.field == computed[i]) place.computed = i;
  }
  return places;
}

FormulaInput find_input(const Computation& computation, const std::string& variable,
                        const Places& places) {
  using Kind = FormulaInput::Kind;
  const auto found = computation.variables.find(variable);
  if (found == computation.variables.end() || found->second.field.empty()) return {};
  const VariableMapping& mapping = found->second;
  if (!mapping.framework.empty()) return {Kind::foreign, &mapping, nullptr, 0};
  const auto place = places.find(mapping.field.value);
  if (place == places.end()) return {Kind::absent, &mapping, nullptr, 0};
  const Field* field = place->second.field;
  return {field->computed ? Kind::computed : Kind::plain, &mapping, field, place->second.computed};
}

ComputedField parse_field(const Field& field, const Places& places) {
  ComputedField result{&field, parse_formula(field.computed->expression), {}};
  if (!result.formula.ok()) return result;
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
