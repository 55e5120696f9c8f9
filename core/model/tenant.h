#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/model/field.h"

namespace datavault {

/// A company that reports. Wire name: company.
struct Tenant {
  TenantId id;
  std::string name;
  std::string slug;  // unique, [a-z0-9-]
  std::string industry;
  bool is_active = true;
  bool operator==(const Tenant&) const = default;
};

/// A node of a tenant's organisational tree.
struct Entity {
  EntityId id;
  std::string name;
  std::string kind;                // "GROUP", "COMPANY", "SITE"... free text
  std::optional<EntityId> parent;  // none: a root
  bool operator==(const Entity&) const = default;
};

/// A deviation from a field's default of who reports it, how often, in which unit.
struct Assignment {
  FieldUid field;
  EntityId entity;
  std::optional<Frequency> frequency;  // none: the field's default
  std::optional<std::string> unit;     // none: the field's default
  bool operator==(const Assignment&) const = default;
};

/// One reported figure. Sync never deletes or rewrites a value.
struct Value {
  FieldUid field;
  EntityId entity;
  std::string period;  // "2024", "2024-Q3", "2024-07"
  std::string
      value;  // decimal string, "true"/"false", text, ISO date, option code(s) joined by '|'
  std::optional<std::string> unit;
  std::string status;  // "DRAFT", "SUBMITTED", "APPROVED"
  bool operator==(const Value&) const = default;
};

}  // namespace datavault
