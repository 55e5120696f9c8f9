#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace datavault {

/// Row identities as the server hands them out. Positive; 0 means "none yet".
struct TenantId {
  int64_t value = 0;
  auto operator<=>(const TenantId&) const = default;
};
struct FrameworkId {
  int64_t value = 0;
  auto operator<=>(const FrameworkId&) const = default;
};
struct EntityId {
  int64_t value = 0;
  auto operator<=>(const EntityId&) const = default;
};

/// The identity of a field for ever: edits, values and decisions hang on it, whatever its code
/// becomes. Text of the form "u" + 24 hex digits when minted here; any non-empty text is accepted
/// from documents.
struct FieldUid {
  std::string value;

  bool empty() const { return value.empty(); }
  bool operator==(const FieldUid& other) const { return value == other.value; }
  bool operator<(const FieldUid& other) const { return value < other.value; }
};

}  // namespace datavault
