#pragma once

#include <optional>
#include <string>

#include "core/merge/three_way.h"
#include "core/model/resolve.h"

namespace datavault {

/// A tenant's copy, field by field and without resolving the rest; borrows its parts.
class Copy {
 public:
  /// Both may be null: no version is a framework of the tenant's own, no overlay no copy at all.
  Copy(const VersionView* version, const Overlay* overlay) : version_(version), overlay_(overlay) {}

  const VersionView* version() const { return version_; }
  const Overlay& overlay() const { return overlay_ ? *overlay_ : nothing(); }
  bool exists() const { return overlay_ != nullptr; }

  /// The field as the tenant has it; none when it hides it or has no such field.
  std::optional<Field> field(const FieldUid& uid) const {
    return resolve_field(version_ ? version_->index : no_fields(), overlay(), uid);
  }
  /// The same without a copy, for one that the tenant has as the version says or added itself; null
  /// for any other.
  const Field* unedited(const FieldUid& uid) const {
    return overlay().edits.contains(uid) ? nullptr : shared(uid);
  }
  bool shows(const FieldUid& uid) const {
    if (overlay().hidden.contains(uid)) return false;
    return overlay().added.contains(uid) || (version_ && version_->index.contains(uid));
  }
  std::string code(const FieldUid& uid) const {
    const Field* found = shared(uid);
    const auto edits = overlay().edits.find(uid);
    if (edits == overlay().edits.end() || !edits->second.contains(Attribute::code)) {
      return found ? found->code : uid.value;
    }
    const auto edited = field(uid);
    return edited ? edited->code : uid.value;
  }

 private:
  /// Before edits.
  const Field* shared(const FieldUid& uid) const {
    if (overlay().hidden.contains(uid)) return nullptr;
    if (const Field* field = version_ ? version_->index.find(uid) : nullptr) return field;
    const auto own = overlay().added.find(uid);
    return own == overlay().added.end() ? nullptr : &own->second.field;
  }
  static const Overlay& nothing();
  static const FieldIndex& no_fields();

  const VersionView* version_;
  const Overlay* overlay_;
};

}  // namespace datavault
