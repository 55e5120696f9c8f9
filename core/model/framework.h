#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/field.h"

namespace datavault {

/// Whose framework it is and what it is called. `key` is its stable identity across installations.
struct Framework {
  FrameworkId id;
  std::string key;  // slug, unique: "ghg-protocol"; formulas of other frameworks refer to it
  std::string name;
  std::string description;
  std::optional<TenantId> owner;  // none: global
  bool operator==(const Framework&) const = default;
};

/// How fields of a version came from fields of the one before. A rename keeps the uid, so `from`
/// and `to` are equal; what happens to values of the other kinds is asked, never guessed.
struct LineageEntry {
  enum class Kind { renamed, split, merged, superseded };
  Kind kind = Kind::renamed;
  std::vector<FieldUid> from;
  std::vector<FieldUid> to;
  bool operator==(const LineageEntry&) const = default;
};
std::string_view to_text(LineageEntry::Kind);
std::optional<LineageEntry::Kind> lineage_kind_from_text(std::string_view);

/// What a version says: the part its digest covers.
struct FrameworkContent {
  std::vector<Topic> topics;
  std::vector<Field> fields;  // the order is part of the content
  bool operator==(const FrameworkContent&) const = default;
};

/// An immutable, content-addressed version of a framework.
struct FrameworkVersion {
  int64_t number = 0;  // 1, 2, 3... within the framework
  std::string digest;  // content_digest(content); codec/framework_json.h
  std::string notes;
  FrameworkContent content;
  std::vector<LineageEntry> lineage;  // against the version before
  bool operator==(const FrameworkVersion&) const = default;
};

}  // namespace datavault
