#include "core/merge/conflict.h"

#include "core/base/enum_text.h"
#include "core/base/sha256.h"
#include "core/base/text.h"

namespace datavault {
namespace {

constexpr EnumText<ConflictType, 14> kTypes{
    {"EDIT_EDIT", "EDIT_REMOVE", "REMOVE_EDIT", "ADD_ADD", "TYPE_CHANGED_WITH_DATA",
     "UNIT_CHANGED_WITH_DATA", "REMOVED_WITH_DATA", "BROKEN_FORMULA", "FORMULA_CYCLE",
     "UNIT_MISMATCH", "DATA_POINT_EXISTS", "FRAMEWORK_EXISTS", "COMPANY_NOT_FOUND",
     "COMPANY_INACTIVE"}};
constexpr EnumText<Severity, 3> kSeverities{{"INFO", "WARNING", "BLOCKING"}};
constexpr EnumText<Take, 3> kTakes{{"MASTER", "TENANT", "VALUE"}};
constexpr EnumText<AnsweredBy, 6> kAnsweredBy{
    {"NOBODY", "DECISION", "CLUSTER_DECISION", "REMEMBERED", "POLICY", "DEFAULT"}};

Json attribute_json(const std::optional<Attribute>& attribute) {
  return attribute ? Json(to_text(*attribute)) : Json(nullptr);
}

/// Canonical JSON of [type, field, attribute, base, tenant, master].
void append_question(std::string& text, const Conflict& conflict) {
  text.append("[\"").append(to_text(conflict.type)).append("\",");
  append_quoted(text, conflict.field.value);
  if (conflict.attribute)
    text.append(",\"").append(to_text(*conflict.attribute)).append("\"");
  else
    text += ",null";
  for (const Json* side : {&conflict.base, &conflict.tenant_value, &conflict.master}) {
    text += ',';
    append_canonical(text, *side);
  }
  text += ']';
}

}  // namespace

std::string_view to_text(ConflictType type) { return kTypes.name(type); }
std::string_view to_text(Severity severity) { return kSeverities.name(severity); }
std::string_view to_text(Take take) { return kTakes.name(take); }
std::string_view to_text(AnsweredBy answered_by) { return kAnsweredBy.name(answered_by); }
std::optional<Take> take_from_text(std::string_view text) { return kTakes.parse(text); }

void identify(Conflict& conflict) {
  constexpr size_t kUsual = 1024;  // bytes of a question
  std::string text;
  text.reserve(kUsual);
  append_question(text, conflict);
  // Short enough to send often, long enough not to meet twice in a plan.
  constexpr size_t kHexDigits = 16;
  std::string& cluster = conflict.cluster;
  cluster.reserve(kHexDigits + 1);
  cluster = 'k';
  append_short_hash(cluster, text);
  const std::string tenant = std::to_string(conflict.tenant.value);
  conflict.id = concat({"c", tenant, "-", std::string_view(cluster).substr(1)});
}

bool allows(const Conflict& conflict, Take take) {
  switch (conflict.type) {
    case ConflictType::edit_edit:
      // A type or unit out of the blue would be a guess about stored values.
      return take != Take::value ||
             (conflict.attribute != Attribute::value_type && conflict.attribute != Attribute::unit);
    case ConflictType::edit_remove:
    case ConflictType::remove_edit:
    case ConflictType::add_add:
    case ConflictType::formula_cycle:
      return true;
    case ConflictType::type_changed_with_data:
    case ConflictType::unit_changed_with_data:
      return take != Take::value;
    case ConflictType::removed_with_data:
      return take != Take::value || !conflict.successors.empty();
    case ConflictType::broken_formula:
      return take != Take::value || conflict.attribute.has_value();
    default:
      return false;
  }
}

bool is_merge_conflict(ConflictType type) { return type <= ConflictType::add_add; }

bool holds(const Conflict& conflict) {
  return conflict.severity == Severity::blocking && conflict.answered_by == AnsweredBy::nobody;
}

Json conflict_to_json(const Conflict& conflict) {
  Json answers = Json::array();
  for (const Take take : {Take::master, Take::tenant, Take::value}) {
    if (allows(conflict, take)) answers.push_back(to_text(take));
  }
  return {{"id", conflict.id},
          {"cluster", conflict.cluster},
          {"company_id", conflict.tenant.value},
          {"type", to_text(conflict.type)},
          {"severity", to_text(conflict.severity)},
          {"field_uid", conflict.field.empty() ? Json(nullptr) : Json(conflict.field.value)},
          {"field_code", conflict.field_code.empty() ? Json(nullptr) : Json(conflict.field_code)},
          {"attribute", attribute_json(conflict.attribute)},
          {"base", conflict.base},
          {"tenant", conflict.tenant_value},
          {"master", conflict.master},
          {"values",
           {{"total", conflict.values.total},
            {"exact", conflict.values.exact},
            {"rounded", conflict.values.rounded},
            {"failing", conflict.values.failing}}},
          {"successors", conflict.successors},
          {"answers", std::move(answers)},
          {"message", conflict.message},
          {"answered_by", conflict.answered_by == AnsweredBy::nobody
                              ? Json(nullptr)
                              : Json(to_text(conflict.answered_by))},
          {"decision", conflict.decision ? Json(to_text(*conflict.decision)) : Json(nullptr)},
          {"decided_value", conflict.decided_value}};
}

}  // namespace datavault
