#include "core/plan/data_conflicts.h"

#include <algorithm>
#include <utility>

#include "core/units/conversion.h"

namespace datavault {
namespace {

std::string counted(int64_t count) {
  return std::to_string(count) + (count == 1 ? " value" : " values");
}

/// "3 values convert exactly, 1 with rounding, 2 not at all."
std::string verdict_text(const ValueCounts& counts) {
  std::string text;
  const auto add = [&](int64_t count, const char* how) {
    if (count == 0) return;
    text += text.empty() ? counted(count) + (count == 1 ? " converts" : " convert")
                         : ", " + std::to_string(count);
    text += how;
  };
  add(counts.exact, " exactly");
  add(counts.rounded, " with rounding");
  add(counts.failing, " not at all");
  return text + ".";
}

Json verdict(const FieldUid& uid, const char* what, const ValueCounts& counts) {
  return Json::array({uid.value, what, counts.exact > 0, counts.rounded > 0, counts.failing > 0});
}

class DataSearch {
 public:
  DataSearch(const TenantFacts& facts, const Copy& now, const Copy& planned, const Lineage& lineage)
      : facts_(facts), now_(now), planned_(planned), lineage_(lineage) {}

  DataFindings run() {
    for (const auto& [uid, values] : facts_.values) {
      if (values.total > 0) check_values(uid, values);
    }
    for (const Assignment& assignment : facts_.assignments) check_assignment(assignment);
    return std::move(findings_);
  }

 private:
  Conflict& add(ConflictType type, Severity severity, const Field& field, std::string message) {
    Conflict& conflict = findings_.conflicts.emplace_back();
    conflict.type = type;
    conflict.severity = severity;
    conflict.field = field.uid;
    conflict.field_code = field.code;
    conflict.message = std::move(message);
    if (severity == Severity::warning) {
      conflict.answered_by = AnsweredBy::default_rule;
      conflict.decision = Take::master;
    }
    return conflict;
  }

  void check_values(const FieldUid& uid, const StoredValues& values) {
    const auto now = now_.field(uid);
    if (!now) return;
    const auto joined = planned_.overlay().joined.find(uid);
    const auto planned =
        planned_.field(joined == planned_.overlay().joined.end() ? uid : joined->second);
    if (!planned) return removed(*now, values);
    check_type(*now, *planned, values);
    check_unit(*now, *planned, values);
  }

  void removed(const Field& field, const StoredValues& values) {
    findings_.facts.push_back(Json::array({field.uid.value, "removed"}));
    Conflict& conflict = add(
        ConflictType::removed_with_data, Severity::warning, field,
        counted(values.total) + " of " + field.code + " will be archived: the field goes away.");
    conflict.base = field.name;
    conflict.values.total = values.total;
    for (const FieldUid& successor : lineage_.successors(field.uid)) {
      if (const auto shown = planned_.field(successor)) conflict.successors.push_back(shown->code);
    }
    if (!conflict.successors.empty()) {
      conflict.message += " They can go to " + conflict.successors.front() +
                          (conflict.successors.size() > 1 ? " or another successor." : ".");
    }
  }

  /// The sides of a change: now, what the tenant keeps, what comes.
  void set_sides(Conflict& conflict, Attribute attribute, const Field& now, const Field& planned,
                 const ValueCounts& counts) {
    const Field* base = now_.version() ? now_.version()->index.find(now.uid) : nullptr;
    conflict.field = planned.uid;
    conflict.attribute = attribute;
    conflict.base = base ? attribute_of(*base, attribute) : Json(nullptr);
    conflict.tenant_value = attribute_of(now, attribute);
    conflict.master = attribute_of(planned, attribute);
    conflict.values = counts;
  }

  void check_type(const Field& now, const Field& planned, const StoredValues& values) {
    const bool changes_type = now.value_type != planned.value_type;
    // Options that go away matter only to the values that chose them.
    if (!changes_type && (now.options == planned.options || values.as_type.failing == 0)) return;
    findings_.facts.push_back(verdict(now.uid, "type", values.as_type));
    const Attribute attribute = changes_type ? Attribute::value_type : Attribute::options;
    Conflict& conflict =
        add(ConflictType::type_changed_with_data,
            values.as_type.failing > 0 ? Severity::blocking : Severity::warning, now,
            (changes_type ? "The type of " + now.code + " changes: "
                          : "The options of " + now.code + " change: ") +
                verdict_text(values.as_type));
    set_sides(conflict, attribute, now, planned, values.as_type);
  }

  void check_unit(const Field& now, const Field& planned, const StoredValues& values) {
    if (now.unit == planned.unit || planned.value_type != ValueType::number) return;
    findings_.facts.push_back(verdict(now.uid, "unit", values.as_unit));
    const bool fits = now.unit && planned.unit && is_convertible(*now.unit, *planned.unit);
    Conflict& conflict =
        add(ConflictType::unit_changed_with_data,
            fits && values.as_unit.failing == 0 ? Severity::warning : Severity::blocking, now,
            "The unit of " + now.code + " changes: " + verdict_text(values.as_unit));
    set_sides(conflict, Attribute::unit, now, planned, values.as_unit);
  }

  void check_assignment(const Assignment& assignment) {
    const auto planned = planned_.field(assignment.field);
    if (!planned) return;
    const auto now = now_.field(assignment.field);
    const bool changes_frequency = !now || now->frequency != planned->frequency;
    const bool changes_unit = !now || now->unit != planned->unit;
    if (changes_frequency && assignment.frequency && *assignment.frequency != planned->frequency) {
      data_point(*planned, Attribute::frequency, now, to_text(*assignment.frequency));
    }
    if (changes_unit && assignment.unit && assignment.unit != planned->unit) {
      data_point(*planned, Attribute::unit, now, *assignment.unit);
    }
  }

  void data_point(const Field& planned, Attribute attribute, const std::optional<Field>& now,
                  std::string_view deviation) {
    const auto same = [&](const Conflict& other) {
      return other.type == ConflictType::data_point_exists && other.field == planned.uid &&
             other.attribute == attribute && other.tenant_value == deviation;
    };
    auto& conflicts = findings_.conflicts;
    if (std::any_of(conflicts.begin(), conflicts.end(), same)) return;
    Conflict& conflict =
        add(ConflictType::data_point_exists, Severity::info, planned,
            "The tenant reports " + planned.code + " with the " + std::string(to_text(attribute)) +
                " " + std::string(deviation) + ", which stays beside the new default.");
    conflict.attribute = attribute;
    conflict.base = now ? attribute_of(*now, attribute) : Json(nullptr);
    conflict.tenant_value = deviation;
    conflict.master = attribute_of(planned, attribute);
  }

  const TenantFacts& facts_;
  const Copy& now_;
  const Copy& planned_;
  const Lineage& lineage_;
  DataFindings findings_;
};

}  // namespace

DataFindings find_data_conflicts(const TenantFacts& facts, const Copy& now, const Copy& planned,
                                 const Lineage& lineage) {
  return DataSearch(facts, now, planned, lineage).run();
}

}  // namespace datavault
