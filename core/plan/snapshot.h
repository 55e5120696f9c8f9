#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/merge/conflict.h"
#include "core/model/adoption.h"
#include "core/model/framework.h"
#include "core/model/tenant.h"

namespace datavault {

/// A formula of another framework that refers to a field of this one.
struct InboundReference {
  std::string framework;   // key of the other framework
  FieldUid formula_field;  // the computed field there
  std::string formula_code;
  FieldUid refers_to;  // the field here
  bool operator==(const InboundReference&) const = default;
};

/// Stored values of one field, and how they would read under the target version's field. Only the
/// verdicts that say more than "as before" are counted: `as_type` where the type or the options
/// differ, `as_unit` where the unit does.
struct StoredValues {
  int64_t total = 0;
  ValueCounts as_type;
  ValueCounts as_unit;
  bool operator==(const StoredValues&) const = default;
};

/// An answer that an admin wanted kept: as long as the tenant has this value here, it stays.
struct RememberedDecision {
  FieldUid field;
  std::optional<Attribute> attribute;  // none: the whole field
  Json value;                          // what the tenant then had, as Conflict::tenant_value
  bool operator==(const RememberedDecision&) const = default;
};

/// All that planning reads of one tenant.
struct TenantFacts {
  Tenant tenant;
  std::optional<Adoption> adoption;  // of this framework, or its own of that name (no base)
  std::string state;  // its state_digest (codec/overlay_json.h); empty: planning works it out
  /// Stored values of fields whose type, options, unit or presence differs between the tenant's
  /// copy and the target version; see plan/value_questions.h.
  std::map<FieldUid, StoredValues> values;
  /// Fields that each other framework of the tenant has, out of those that formulas here refer to;
  /// no key: the tenant lacks that framework.
  std::map<std::string, std::set<FieldUid>> foreign_fields;
  /// Formulas of its other frameworks that refer to fields of its copy that the target version
  /// lacks.
  std::vector<InboundReference> inbound;
  std::vector<RememberedDecision> remembered;
  std::vector<Assignment> assignments;  // deviations from the defaults of fields
};

/// *All* that make_plan reads, for one framework and one target version. Its size follows the edits
/// and changes, not tenants times fields.
struct Snapshot {
  Framework framework;
  int64_t target_version = 0;
  std::map<int64_t, FrameworkVersion> versions;  // the target and every version that a tenant is on
  /// Lineage of the versions after the oldest of those up to the newest, each against the one
  /// before; versions without any may be left out.
  std::map<int64_t, std::vector<LineageEntry>> lineage;
  std::vector<TenantFacts> tenants;  // by id
};

}  // namespace datavault
