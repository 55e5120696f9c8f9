#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/formula/dependency_graph.h"
#include "core/formula/formula.h"
#include "core/model/framework.h"

namespace datavault {

/// What one variable of a formula stands for.
struct FormulaInput {
  enum class Kind : uint8_t { unmapped, absent, plain, computed, foreign };
  Kind kind = Kind::unmapped;
  const VariableMapping* mapping = nullptr;  // all but unmapped
  const Field* field = nullptr;              // plain, computed
  uint32_t computed = 0;                     // computed: index into FormulaGraph::fields
};

struct ComputedField {
  const Field* field = nullptr;
  Result<Formula> formula = Formula{};
  std::vector<FormulaInput> inputs;  // beside formula->variables; empty when it does not parse
};

/// All computed fields of a content, parsed and linked: made once, then checked, ordered or
/// evaluated.
///
/// Shape: `fields` are sorted by uid, so that indices compare as uids do; `needs` has an entry for
/// each.
///        Points into the content, which must outlive it.
struct FormulaGraph {
  std::vector<ComputedField> fields;
  Dependencies needs;
};

FormulaGraph build_formula_graph(const FrameworkContent& content);

}  // namespace datavault
