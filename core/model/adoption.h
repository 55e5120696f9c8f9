#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/container/flat_map.hpp>

#include "core/model/field_edits.h"
#include "core/model/framework.h"

namespace datavault {

/// A field that the tenant added. It stands directly behind `after`, else at the end.
struct AddedField {
  Field field;
  FieldUid after;  // empty: first
  Stamp stamp;
  bool operator==(const AddedField&) const = default;
};

/// A field that the tenant moved directly behind `after`.
struct Move {
  FieldUid after;  // empty: first
  Stamp stamp;
  bool operator==(const Move&) const = default;
};

/// What the tenant set of fields of its version. One block of memory: what refers into it ends with
/// the next insertion.
using EditedFields = boost::container::flat_map<FieldUid, FieldEdits>;

/// From a list that is in the order of the map.
inline EditedFields edited_fields(EditedFields::sequence_type in_order) {
  EditedFields fields;
  fields.adopt_sequence(boost::container::ordered_unique_range, std::move(in_order));
  return fields;
}

/// Only what the tenant changed. In normal form no edit equals the base and nothing refers to a
/// field that is not there (normalise in model/overlay.h); maps keep it sorted.
struct Overlay {
  EditedFields edits;
  std::map<FieldUid, AddedField> added;
  std::map<FieldUid, Stamp> hidden;
  std::map<FieldUid, Move> moved;       // of fields of the version
  std::map<FieldUid, FieldUid> joined;  // own field -> master field that it became
  std::vector<Topic> topics;            // own topics, behind the version's; parents first

  /// True when the tenant's framework is exactly its version (joins only say where values went).
  bool empty() const {
    return edits.empty() && added.empty() && hidden.empty() && moved.empty() && topics.empty();
  }
  /// Also who said it and when; same_state (merge/overlay_merge.h) leaves that out.
  bool operator==(const Overlay&) const = default;
};

/// A tenant's copy of a framework: the version it is based on and its overlay. Without a base it is
/// a framework that the tenant wrote itself: everything is in `overlay.added`.
struct Adoption {
  std::optional<int64_t> base;  // version number
  Overlay overlay;
};

}  // namespace datavault
