#pragma once

#include <bitset>
#include <string_view>
#include <unordered_map>

#include "core/merge/version_view.h"
#include "core/model/attribute.h"

namespace datavault {

/// A bit for each attribute, by its place in the enum.
using AttributeSet = std::bitset<kAttributes.size()>;

/// A field of one version in the next.
struct FieldChange {
  const Field* base = nullptr;
  const Field* master = nullptr;  // null: it is gone
  AttributeSet changed;
};

/// What became of each field between two versions. Worked out once for all tenants, so that merging
/// costs as much as they edited where the versions differ. Borrows the versions.
class VersionChanges {
 public:
  /// `base` is null for a framework that a tenant wrote itself.
  VersionChanges(const VersionView* base, const VersionView& master);

  const VersionView* base() const { return base_; }
  const VersionView& master() const { return master_; }

  /// Null for a field that the base lacks.
  const FieldChange* of(const FieldUid& uid) const {
    const auto it = fields_.find(uid.value);
    return it == fields_.end() ? nullptr : &it->second;
  }

 private:
  const VersionView* base_;
  const VersionView& master_;
  std::unordered_map<std::string_view, FieldChange> fields_;
};

}  // namespace datavault
