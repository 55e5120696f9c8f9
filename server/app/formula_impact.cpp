#include "server/app/formula_impact.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/decimal.h"
#include "core/formula/evaluate_content.h"
#include "core/plan/formula_conflicts.h"
#include "core/values/verdict.h"
#include "server/app/copies.h"
#include "server/store/reporting.h"

namespace datavault {
namespace {

using Results = std::map<FieldUid, ComputedValue>;

/// Year, last month and length in months.
std::tuple<std::string, int, int> span_of(const std::string& period) {
  const std::string year = period.substr(0, 4);
  if (period.size() < 7) return {year, 12, 12};
  if (period[5] == 'Q') return {year, (period[6] - '0') * 3, 3};
  return {year, (period[5] - '0') * 10 + (period[6] - '0'), 1};
}

std::optional<double> number_in(const Value& value, const Field& from, const Field& to) {
  if (to.computed || to.value_type != ValueType::number) return std::nullopt;
  Field whole = to;
  whole.decimals.reset();  // formulas work with what was entered
  auto converted = convert_value(value, from, whole);
  if (!converted) return std::nullopt;
  return double_from_decimal(converted->value);
}

/// One side with what evaluating it needs.
class Side {
 public:
  explicit Side(const ImpactSide& side)
      : side_(side), index_(side.content), evaluator_(side.content) {}

  const ImpactSide& side() const { return side_; }
  const Field* field(const FieldUid& uid) const {
    const auto joined = side_.joined.find(uid);
    return index_.find(joined == side_.joined.end() ? uid : joined->second);
  }

  Results evaluate(const std::vector<Value>& values, const Side& origin,
                   const ForeignValues& foreign) const {
    FieldValues numbers;
    for (const Value& value : values) {
      const Field* to = field(value.field);
      if (!to) continue;
      const Field* from = origin.field(value.field);
      if (const auto number = number_in(value, from ? *from : *to, *to)) numbers[to->uid] = *number;
    }
    return evaluator_.evaluate(numbers, foreign);
  }

 private:
  const ImpactSide& side_;
  FieldIndex index_;
  ContentEvaluator evaluator_;
};

/// The tenant's fields of other frameworks that formulas of either side read.
class ForeignFields {
 public:
  static Result<ForeignFields> load(store::ReadTransaction& tx, VersionCache& versions,
                                    TenantId tenant, const ImpactSide& a, const ImpactSide& b) {
    ForeignFields found;
    auto references = outbound_references(a.content);
    const auto more = outbound_references(b.content);
    references.insert(references.end(), more.begin(), more.end());
    for (const OutboundReference& reference : references) {
      auto framework = store::find_framework_by_key(tx, reference.framework);
      if (!framework) return framework.error();
      if (!*framework) continue;
      auto row = store::find_adoption(tx, tenant, (*framework)->framework.id);
      if (!row) return row.error();
      if (!*row) continue;
      auto& copy = found.copies_[reference.framework];
      if (!copy) {
        auto loaded = TenantCopy::load(tx, versions, **row);
        if (!loaded) return loaded.error();
        copy = *loaded;
      }
      const Field* field = copy->index().find(reference.refers_to);
      if (field) found.fields_[{reference.framework, reference.refers_to}] = field;
    }
    return found;
  }

  ForeignValues values(const std::vector<Value>& stored) const {
    ForeignValues result;
    for (const auto& [key, field] : fields_) {
      for (const Value& value : stored) {
        if (!(value.field == key.field)) continue;
        if (const auto number = number_in(value, *field, *field)) result[key] = *number;
      }
    }
    return result;
  }

 private:
  std::map<std::string, std::shared_ptr<const TenantCopy>> copies_;
  std::map<ForeignField, const Field*> fields_;
};

std::string latest_period(const std::vector<std::pair<std::string, FieldUid>>& stored,
                          const Side& before, const Side& after) {
  std::string latest;
  for (const auto& [period, uid] : stored) {
    if (!before.field(uid) && !after.field(uid)) continue;
    if (latest.empty() || period_before(latest, period)) latest = period;
  }
  return latest;
}

std::optional<double> number_of(const Results& results, const FieldUid& uid) {
  const auto found = results.find(uid);
  if (found == results.end() || found->second.state != ComputedValue::State::value) {
    return std::nullopt;
  }
  return found->second.number;
}

std::string reason_of(const Results& results, const FieldUid& uid, const char* when) {
  const auto found = results.find(uid);
  if (found == results.end()) return std::string(when) + " it is no computed field";
  return std::string(when) + " " + found->second.reason;
}

/// Sums in another order differ in the last digits of a double, and mean the same.
bool is_same_number(const std::optional<double>& before, const std::optional<double>& after) {
  if (!before || !after) return before == after;
  constexpr double kNoise = 1e-12;  // of the larger one
  return std::abs(*before - *after) <= kNoise * std::max(std::abs(*before), std::abs(*after));
}

void compare(const Entity& entity, const FieldUid& uid, const Field* old_field,
             const Field* new_field, const Results& old_results, const Results& new_results,
             std::vector<ImpactRow>& rows) {
  ImpactRow row;
  row.before = number_of(old_results, uid);
  row.after = number_of(new_results, uid);
  if (!row.before && !row.after) return;
  if (old_field) row.unit_before = old_field->unit;
  if (new_field) row.unit_after = new_field->unit;
  if (is_same_number(row.before, row.after) && row.unit_before == row.unit_after) return;
  row.field = uid;
  row.code = (new_field ? new_field : old_field)->code;
  row.entity = entity;
  if (!row.before) row.reason = reason_of(old_results, uid, "before,");
  if (!row.after) row.reason = reason_of(new_results, uid, "afterwards,");
  rows.push_back(std::move(row));
}

}  // namespace

bool period_before(const std::string& a, const std::string& b) { return span_of(a) < span_of(b); }

Result<void> find_formula_impact(store::ReadTransaction& tx, VersionCache& versions,
                                 const ImpactSide& before, const ImpactSide& after,
                                 FormulaImpact& impact) {
  const Side old_side(before), new_side(after);
  if (impact.period.empty()) {
    auto stored = store::load_value_periods(tx, impact.tenant);
    if (!stored) return stored.error();
    impact.period = latest_period(*stored, old_side, new_side);
  }
  if (impact.period.empty()) return {};
  auto page = store::list_values(tx, impact.tenant, {{}, std::nullopt, impact.period}, 0,
                                 std::numeric_limits<int32_t>::max());
  if (!page) return page.error();
  std::map<EntityId, std::vector<Value>> by_entity;
  for (store::ValueRow& row : page->rows) {
    by_entity[row.value.entity].push_back(std::move(row.value));
  }
  auto foreign = ForeignFields::load(tx, versions, impact.tenant, before, after);
  if (!foreign) return foreign.error();
  auto entities = store::load_entities(tx, impact.tenant);
  if (!entities) return entities.error();
  for (const Entity& entity : *entities) {
    const std::vector<Value>& values = by_entity[entity.id];
    if (values.empty()) continue;
    const ForeignValues others = foreign->values(values);
    const Results old_results = old_side.evaluate(values, old_side, others);
    const Results new_results = new_side.evaluate(values, old_side, others);
    std::set<FieldUid> done;
    for (const Side* side : {&new_side, &old_side}) {
      for (const Field& field : side->side().content.fields) {
        if (!field.computed || !done.insert(field.uid).second) continue;
        compare(entity, field.uid, old_side.field(field.uid), new_side.field(field.uid),
                old_results, new_results, impact.rows);
      }
    }
  }
  return {};
}

}  // namespace datavault
