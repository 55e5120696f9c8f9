#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/formula/dimensions.h"
#include "core/plan/copy.h"
#include "core/plan/snapshot.h"

namespace datavault {

/// A variable of a formula here that reads a field of another framework.
struct OutboundReference {
  FieldUid formula_field;
  std::string formula_code;
  std::string framework;
  FieldUid refers_to;
};

/// All references of computed fields to other frameworks, by field order and variable.
std::vector<OutboundReference> outbound_references(const FrameworkContent& content);

/// Which formulas a plan would break, and the facts of other frameworks that tell.
struct FormulaFindings {
  std::vector<Conflict> conflicts;  // tenant, id and cluster not set yet
  std::vector<Json> foreign;        // [framework, field, "present" | "field_missing" | ...]
  std::vector<Json> inbound;        // [framework, formula, field]
};

/// Finds what a planned copy breaks: BROKEN_FORMULA within it, to and from other frameworks,
/// FORMULA_CYCLE and UNIT_MISMATCH. The master itself has only good formulas, so only those are
/// looked at that the overlay reaches, with all that they need: a circle that tenant or master
/// closed lies within, as neither closes one alone.
class FormulaConflicts {
 public:
  explicit FormulaConflicts(const VersionView& master);

  /// `accepted`: fields whose references to or from other frameworks an answer settled.
  FormulaFindings find(const TenantFacts& facts, const Copy& now, const Copy& planned,
                       const std::set<FieldUid>& accepted);

  const VersionView& master() const { return master_; }
  const std::vector<OutboundReference>& outbound() const { return outbound_; }
  /// The formulas of the master that read a field, or none.
  const std::vector<const Field*>* users_of(const FieldUid& uid) const;
  DimensionChecker& dimensions() { return dimensions_; }

  /// How a tenant has a field of the master that formulas read; empty where it hides it.
  using TenantSide = std::function<FormulaSide(const Field&)>;
  /// As DimensionChecker for a field with the formula that the master has; what was found is
  /// remembered.
  const std::vector<DimensionProblem>& problems_of(const Field& computed,
                                                   const TenantSide& side_of);

 private:
  /// A formula of the master with the fields whose units it reads.
  struct LinkedFormula {
    const Formula* formula = nullptr;  // null: it does not parse
    std::vector<const Field*> inputs;  // beside the variables; null: unit not known
  };
  const LinkedFormula& linked(const Field& computed);

  const VersionView& master_;
  std::vector<OutboundReference> outbound_;
  std::unordered_map<std::string_view, std::vector<const Field*>> users_;
  DimensionChecker dimensions_;  // remembers what it met
  std::unordered_map<const Field*, LinkedFormula> linked_;
  /// By formula and what those of it and its inputs that differ are called and measured in.
  std::unordered_map<std::string, std::vector<DimensionProblem>> problems_;
  std::string key_;                  // of the last one asked for, and its inputs: kept for their
  std::vector<FormulaSide> inputs_;  // memory
};

}  // namespace datavault
