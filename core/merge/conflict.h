#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/model/adoption.h"

namespace datavault {

enum class ConflictType {
  edit_edit,
  edit_remove,
  remove_edit,
  add_add,
  type_changed_with_data,
  unit_changed_with_data,
  removed_with_data,
  broken_formula,
  formula_cycle,
  unit_mismatch,
  data_point_exists,
  framework_exists,
  company_not_found,
  company_inactive,
};
enum class Severity { info, warning, blocking };
enum class Take { master, tenant, value };
enum class AnsweredBy { nobody, decision, cluster_decision, remembered, policy, default_rule };

std::string_view to_text(ConflictType);  // "EDIT_EDIT"
std::string_view to_text(Severity);      // "BLOCKING"
std::string_view to_text(Take);          // "MASTER"
std::string_view to_text(AnsweredBy);    // "POLICY"
std::optional<Take> take_from_text(std::string_view);

/// How many stored values a conflict touches.
struct ValueCounts {
  int64_t total = 0;
  int64_t exact = 0;    // convert without loss
  int64_t rounded = 0;  // convert with rounding
  int64_t failing = 0;  // cannot convert
  bool operator==(const ValueCounts&) const = default;
};

/// A difference that needs, or had, an answer. A value to store and to send, not an error.
struct Conflict {
  std::string id;       // names this conflict of this tenant as long as its content is the same
  std::string cluster;  // the same for every tenant with the same question
  TenantId tenant;
  ConflictType type = ConflictType::edit_edit;
  Severity severity = Severity::blocking;
  FieldUid field;                      // empty for FRAMEWORK_EXISTS and COMPANY_*
  std::string field_code;              // as the tenant knows it, for people
  std::optional<Attribute> attribute;  // none: the whole field
  Json base, tenant_value, master;     // null where there is none
  ValueCounts values;
  std::vector<std::string> successors;  // codes of what a removed field became, by its lineage
  std::string message;                  // one sentence for people
  AnsweredBy answered_by = AnsweredBy::nobody;
  std::optional<Take> decision;
  Json decided_value;  // with Take::value

  // Not sent and no part of the id: what the answers work with.
  std::optional<Json> master_result;  // what MASTER leaves where elements merge; none: `master`
  std::vector<FieldUid> involved;     // what a formula misses, or the fields on its cycle
};

/// Fills `cluster` and `id` from the rest.
void identify(Conflict& conflict);

/// Whether the conflict takes this answer; docs/merge.md has the table.
bool allows(const Conflict& conflict, Take take);

/// The kinds that a policy answers: edits against edits, before anything that follows from them.
bool is_merge_conflict(ConflictType type);

/// True while nobody answered a conflict that must be: its tenant is held.
bool holds(const Conflict& conflict);

Json conflict_to_json(const Conflict& conflict);

}  // namespace datavault
