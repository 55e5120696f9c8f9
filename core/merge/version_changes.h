#pragma once

#include <vector>

#include "core/merge/version_view.h"
#include "core/model/attribute.h"

namespace datavault {

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
    const Field* field = base_ ? base_->index.find(uid) : nullptr;
    return field ? &fields_[static_cast<size_t>(field - base_->content.fields.data())] : nullptr;
  }

 private:
  const VersionView* base_;
  const VersionView& master_;
  std::vector<FieldChange> fields_;  // beside those of the base
};

}  // namespace datavault
