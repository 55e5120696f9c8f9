#pragma once

#include <map>
#include <set>
#include <string>
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
  /// As DimensionChecker for a field with the formula that the master has; what was found is
  /// remembered.
  const std::vector<DimensionProblem>& problems_of(const Field& computed,
                                                   const DimensionChecker::FieldLookup& field_of);

 private:
  const VersionView& master_;
  std::vector<OutboundReference> outbound_;
  std::map<FieldUid, std::vector<const Field*>> users_;
  DimensionChecker dimensions_;  // remembers what it met
  /// By formula and what it and its inputs are called and measured in.
  std::unordered_map<std::string, std::vector<DimensionProblem>> problems_;
};

}  // namespace datavault
