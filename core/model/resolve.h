#pragma once

#include <optional>

#include "core/model/adoption.h"
#include "core/model/field_index.h"
#include "core/model/framework.h"

namespace datavault {

/// The tenant's framework: a version with the overlay on it.
///
/// Shape: the version's order, moved and added fields directly behind their anchors (an anchor that
///        is gone: moved fields stay where the version has them, added ones go to the end).
///        `version` may be null for a framework that the tenant wrote itself.
/// Edits of fields that the version lacks are ignored; a topic that does not exist reads as none.
FrameworkContent resolve(const FrameworkContent* version, const Overlay& overlay);

/// One field as the tenant has it; none when the tenant hides it or has no such field.
std::optional<Field> resolve_field(const FieldIndex& version, const Overlay& overlay,
                                   const FieldUid& uid);

/// The overlay in normal form against `version`: no edit equal to the base, no edit, hiding or move
/// of a field that the version lacks. resolve() gives the same before and after.
Overlay normalise(const FrameworkContent* version, Overlay overlay);

/// The same with an index of the version that the caller has already.
Overlay normalise(const FrameworkContent& version, const FieldIndex& index, Overlay overlay);

}  // namespace datavault
