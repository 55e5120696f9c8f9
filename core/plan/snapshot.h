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

/// All that planning reads of one tenant.
struct TenantFacts {
  Tenant tenant;
  std::optional<Adoption> adoption;  // of this framework, or its own of that name (no base)
  /// Stored values of fields of the tenant's copy that the target version lacks.
  std::map<FieldUid, ValueCounts> values;
  /// Fields that each other framework of the tenant has, out of those that formulas here refer to;
  /// no key: the tenant lacks that framework.
  std::map<std::string, std::set<FieldUid>> foreign_fields;
  /// Formulas of its other frameworks that refer to fields of its copy that the target version
  /// lacks.
  std::vector<InboundReference> inbound;
};

/// *All* that make_plan reads, for one framework and one target version. Its size follows the edits
/// and changes, not tenants times fields.
struct Snapshot {
  Framework framework;
  int64_t target_version = 0;
  std::map<int64_t, FrameworkVersion> versions;  // the target and every version that a tenant is on
  std::vector<TenantFacts> tenants;              // by id
};

}  // namespace datavault
