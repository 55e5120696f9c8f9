#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/model/framework.h"
#include "core/model/tenant.h"
#include "core/plan/plan.h"
#include "server/app/version_cache.h"

namespace datavault {

/// A computed field of an entity whose number is another one afterwards (by more than the noise of
/// floating point: 1e-12 of it), or there on one side only.
struct ImpactRow {
  FieldUid field;
  std::string code;
  Entity entity;
  std::optional<double> before, after;
  std::optional<std::string> unit_before, unit_after;
  std::string reason;  // why there is no number on a side
};

struct FormulaImpact {
  TenantId tenant;
  Outcome outcome = Outcome::skip;
  int64_t version = 0;
  std::string period;  // empty: no values
  std::vector<ImpactRow> rows;
};

/// A copy before or after a change. `joined`: own fields whose values a master field has.
struct ImpactSide {
  FrameworkContent content;
  std::map<FieldUid, FieldUid> joined;
};

/// Evaluates the formulas of both sides over the tenant's values of a period (empty: the latest
/// that has any of their fields), each value read as the field of that side says. Values of other
/// frameworks are read as the tenant's copies of these have them.
///
/// Shape: fills `period` and `rows`: by entity, then in the order of the fields afterwards, those
///        that are gone last.
Result<void> find_formula_impact(store::ReadTransaction& tx, VersionCache& versions,
                                 const ImpactSide& before, const ImpactSide& after,
                                 FormulaImpact& impact);

/// Whether `a` ends before `b`; of two that end together the shorter one comes first.
bool period_before(const std::string& a, const std::string& b);

}  // namespace datavault
