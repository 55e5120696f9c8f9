#include "server/app/copy_references.h"

#include "core/plan/formula_conflicts.h"

namespace datavault {
namespace {

/// Whether an edit changes what the field's formula reads.
bool edits_formula(const FieldEdits& edits) {
  return edits.contains(Attribute::variables) || edits.contains(Attribute::expression);
}

/// The field with the tenant's edits on it; edits that do not fit leave their attribute as it was.
Field edited(Field field, const FieldEdits& edits) {
  for (const auto& [attribute, edit] : edits)
    (void)set_attribute(field, attribute, edit.value).ok();
  return field;
}

}  // namespace

bool CopyReferences::has(const FieldUid& uid) const {
  if (overlay_.hidden.contains(uid)) return false;
  return overlay_.added.contains(uid) || (base_ && base_->index.contains(uid));
}

std::vector<OutboundReference> CopyReferences::outbound() const {
  std::vector<OutboundReference> result;
  if (base_) {
    for (const OutboundReference& reference : base_->outbound) {
      if (stands(reference.formula_field)) result.push_back(reference);
    }
  }
  const auto more = outbound_references(own_formulas());
  result.insert(result.end(), more.begin(), more.end());
  return result;
}

/// The base's formula is there as the base has it.
bool CopyReferences::stands(const FieldUid& uid) const {
  if (overlay_.hidden.contains(uid)) return false;
  const auto edits = overlay_.edits.find(uid);
  return edits == overlay_.edits.end() || !edits_formula(edits->second);
}

FrameworkContent CopyReferences::own_formulas() const {
  FrameworkContent own;
  for (const auto& [uid, edits] : overlay_.edits) {
    const Field* field = base_ ? base_->index.find(uid) : nullptr;
    if (field && edits_formula(edits) && !overlay_.hidden.contains(uid)) {
      own.fields.push_back(edited(*field, edits));
    }
  }
  for (const auto& [uid, added] : overlay_.added) {
    if (!overlay_.hidden.contains(uid)) own.fields.push_back(added.field);
  }
  return own;
}

}  // namespace datavault
