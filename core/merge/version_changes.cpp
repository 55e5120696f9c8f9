#include "core/merge/version_changes.h"

namespace datavault {
namespace {

AttributeSet changed_between(const Field& from, const Field& to) {
  AttributeSet changed;
  if (from == to) return changed;
  for (const Attribute attribute : kAttributes) {
    changed[bit_of(attribute)] = !same_attribute(from, to, attribute);
  }
  return changed;
}

}  // namespace

VersionChanges::VersionChanges(const VersionView* base, const VersionView& master)
    : base_(base), master_(master) {
  if (!base) return;
  fields_.reserve(base->content.fields.size());
  for (const Field& field : base->content.fields) {
    const Field* other = master.index.find(field.uid);
    FieldChange change{&field, other, {}};
    if (other) change.changed = changed_between(field, *other);
    fields_.push_back(change);
  }
}

}  // namespace datavault
