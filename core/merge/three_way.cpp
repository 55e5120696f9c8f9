#include "core/merge/three_way.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/text.h"
#include "core/codec/framework_json.h"
#include "core/merge/element_merge.h"
#include "core/merge/overlay_steps.h"

namespace datavault {
namespace {

std::string quoted(const Field& field) {
  return concat({"\"", field.name, "\" (", field.code, ")"});
}

/// A text attribute as the tenant has it, without a copy of the whole field.
const std::string& edited_text(const FieldEdits& edits, Attribute attribute,
                               const std::string& base) {
  const auto it = edits.find(attribute);
  const bool is_edited = it != edits.end() && it->second.value.is_string();
  return is_edited ? it->second.value.get_ref<const std::string&>() : base;
}

Field with_edits(Field field, const FieldEdits& edits) {
  for (const auto& [attribute, edit] : edits) {
    [[maybe_unused]] const auto set = set_attribute(field, attribute, edit.value);
  }
  return field;
}

/// Of the attributes in which two fields differ, what each has.
struct Difference {
  Json from = Json::object();
  Json to = Json::object();
};

Difference difference_of(const Field& from, const Field& to) {
  Difference difference;
  for (const Attribute attribute : kAttributes) {
    if (same_attribute(from, to, attribute)) continue;
    const std::string name(to_text(attribute));
    difference.from[name] = attribute_of(from, attribute);
    difference.to[name] = attribute_of(to, attribute);
  }
  return difference;
}

Json without_uid(const Field& field) {
  Json json = field_to_json(field);
  json.erase("uid");
  return json;
}

Conflict conflict_on(ConflictType type, const Field& field, std::string message) {
  Conflict conflict;
  conflict.type = type;
  conflict.field = field.uid;
  conflict.field_code = field.code;
  conflict.message = std::move(message);
  return conflict;
}

class Merger {
 public:
  Merger(const VersionChanges& changes, const Overlay& overlay, const Lineage& lineage,
         Unasked unasked)
      : changes_(changes),
        base_(changes.base()),
        master_(changes.master()),
        overlay_(overlay),
        lineage_(lineage),
        unasked_(unasked) {}

  MergeResult run() {
    result_.overlay.joined = overlay_.joined;
    result_.overlay.topics = overlay_.topics;
    result_.overlay.added = overlay_.added;
    kept_.reserve(overlay_.edits.size());
    for (const auto& [uid, edits] : overlay_.edits) merge_edited(uid, edits);
    settle_kept();
    for (const auto& [uid, stamp] : overlay_.hidden) merge_hidden(uid, stamp);
    if (unasked_ == Unasked::keep) {
      for (const auto& [uid, move] : overlay_.moved) {
        if (const FieldUid at = now(uid); !at.empty()) result_.overlay.moved[at] = move;
      }
    }
    join_equal_newcomers();
    return std::move(result_);
  }

 private:
  const Field* base_field(const FieldUid& uid) const {
    return base_ ? base_->index.find(uid) : nullptr;
  }

  /// The fields of the master that came from this one, which the master no longer has.
  std::vector<const Field*> successors(const FieldUid& uid) const {
    std::vector<const Field*> fields;
    for (const FieldUid& successor : lineage_.successors(uid)) {
      if (const Field* field = master_.index.find(successor)) fields.push_back(field);
    }
    return fields;
  }

  /// What the field is in the master: itself, its one successor, or nothing.
  FieldUid now(const FieldUid& uid) const {
    if (master_.index.contains(uid)) return uid;
    const auto fields = successors(uid);
    return fields.size() == 1 ? fields[0]->uid : FieldUid{};
  }

  void merge_edited(const FieldUid& uid, const FieldEdits& edits) {
    const FieldChange* change = changes_.of(uid);
    if (!change) return;  // not in normal form: nothing that could be seen
    const Field* base = change->base;
    if (const Field* master = change->master) {
      if (has_moved_edits_) return merge_moved(*base, edits, *master);
      if ((edits.attributes() & change->changed).none()) return carry(uid, edits);
      return merge_edits(*change, edits);
    }
    // A field that the tenant hides is gone for it anyway: both sides removed it.
    if (overlay_.hidden.contains(uid)) return;
    const auto fields = successors(uid);
    if (fields.size() == 1) {
      settle_kept();
      has_moved_edits_ = true;
      return merge_moved(*base, edits, *fields[0]);
    }
    edited_but_removed(*base, edits, fields);
  }

  /// The new version changed none of this.
  void carry(const FieldUid& uid, const FieldEdits& edits) {
    if (unasked_ == Unasked::keep) kept_.emplace_back(uid, edits);
  }

  /// Makes the map of what was kept so far, in one go.
  void settle_kept() {
    if (kept_.empty()) return;
    result_.overlay.edits = edited_fields(std::move(kept_));
    kept_.clear();
  }

  /// Edits of a field that is still there. What stays is shared with the tenant's, as most does.
  void merge_edits(const FieldChange& change, const FieldEdits& edits) {
    const Field& base = *change.base;
    const Field& master = *change.master;
    FieldEdits kept = edits;
    for (const auto& [attribute, edit] : edits) {
      if (!change.changed[bit_of(attribute)]) {
        if (unasked_ == Unasked::drop) kept.erase(attribute);
      } else if (has_attribute(master, attribute, edit.value)) {
        kept.erase(attribute);  // converged
      } else if (has_elements(attribute)) {
        merge_elements(base, edits, master, attribute, kept);
      } else if (has_attribute(base, attribute, edit.value)) {
        kept.erase(attribute);
      } else {
        edit_edit(base, edits, master, attribute, nullptr);
      }
    }
    if (!kept.empty()) kept_.emplace_back(master.uid, std::move(kept));
  }

  void merge_elements(const Field& base, const FieldEdits& edits, const Field& master,
                      Attribute attribute, FieldEdits& kept) {
    const Json& edit = edits.at(attribute).value;
    MergedAttribute merged = merge_attribute(attribute, attribute_of(base, attribute), edit,
                                             attribute_of(master, attribute));
    if (merged.clash) edit_edit(base, edits, master, attribute, &merged.master_wins);
    const bool is_asked = unasked_ == Unasked::keep || merged.clash;
    if (!is_asked || has_attribute(master, attribute, merged.tenant_wins)) {
      kept.erase(attribute);
    } else if (merged.tenant_wins != edit) {
      kept[attribute].value = std::move(merged.tenant_wins);
    }
  }

  /// Edits of a field that is another one by now, or that others may have become.
  void merge_moved(const Field& base, const FieldEdits& edits, const Field& master) {
    for (const auto& [attribute, edit] : edits) {
      const Json master_value = attribute_of(master, attribute);
      MergedAttribute merged =
          merge_attribute(attribute, attribute_of(base, attribute), edit.value, master_value);
      // Two fields that became one may both bring an edit of the same attribute.
      const auto taken = result_.overlay.edits.find(master.uid);
      const bool is_taken = taken != result_.overlay.edits.end() &&
                            taken->second.contains(attribute) &&
                            taken->second.at(attribute).value != merged.tenant_wins;
      if (merged.clash || is_taken) {
        edit_edit(base, edits, master, attribute, &merged.master_wins);
      }
      const bool is_kept = unasked_ == Unasked::keep || merged.clash;
      if (is_kept && !is_taken && merged.tenant_wins != master_value) {
        result_.overlay.edits[master.uid][attribute] = {std::move(merged.tenant_wins), edit.stamp};
      }
    }
  }

  /// `master_wins`: what the master's side comes to, where that is not the master's value. It has
  /// the elements that only the tenant changed, which clash with nothing either.
  void edit_edit(const Field& base, const FieldEdits& edits, const Field& master,
                 Attribute attribute, const Json* master_wins) {
    const auto same = [&](const Conflict& other) {
      return other.type == ConflictType::edit_edit && other.field == master.uid &&
             other.attribute == attribute;
    };
    auto& conflicts = result_.conflicts;
    if (std::any_of(conflicts.begin(), conflicts.end(), same)) return;
    constexpr size_t kUsualConflicts = 4;
    if (conflicts.empty()) conflicts.reserve(kUsualConflicts);
    Conflict& conflict = conflicts.emplace_back();
    conflict.type = ConflictType::edit_edit;
    conflict.field = master.uid;
    conflict.field_code = edited_text(edits, Attribute::code, base.code);
    conflict.message =
        concat({"The tenant and the new version both changed the ", to_text(attribute), " of \"",
                edited_text(edits, Attribute::name, base.name), "\" (", conflict.field_code, ")."});
    conflict.attribute = attribute;
    conflict.base = attribute_of(base, attribute);
    conflict.tenant_value = edits.at(attribute).value;
    conflict.master = attribute_of(master, attribute);
    if (unasked_ == Unasked::keep && master_wins && *master_wins != conflict.master) {
      conflict.master_result = *master_wins;
    }
  }

  void edited_but_removed(const Field& base, const FieldEdits& edits,
                          const std::vector<const Field*>& successors) {
    Field tenant = with_edits(base, edits);
    Conflict conflict = conflict_on(
        ConflictType::edit_remove, tenant,
        "The tenant edited " + quoted(tenant) + ", which the new version no longer has.");
    Difference difference = difference_of(base, tenant);
    conflict.base = std::move(difference.from);
    conflict.tenant_value = std::move(difference.to);
    for (const Field* field : successors) conflict.successors.push_back(field->code);
    result_.conflicts.push_back(std::move(conflict));
    keep_as_own(result_.overlay, base_, master_, std::move(tenant), edits.begin()->second.stamp);
  }

  void merge_hidden(const FieldUid& uid, const Stamp& stamp) {
    const Field* base = base_field(uid);
    if (!base) {
      if (overlay_.added.contains(uid)) result_.overlay.hidden[uid] = stamp;
      return;
    }
    const FieldUid at = now(uid);
    if (at.empty()) return;
    const Field& master = *master_.index.find(at);
    Difference difference = difference_of(*base, master);
    if (!difference.to.empty()) {
      Conflict conflict =
          conflict_on(ConflictType::remove_edit, *base,
                      "The tenant hides " + quoted(*base) + ", which the new version changed.");
      conflict.field = at;
      conflict.base = std::move(difference.from);
      conflict.master = std::move(difference.to);
      result_.conflicts.push_back(std::move(conflict));
    } else if (unasked_ == Unasked::drop) {
      return;
    }
    result_.overlay.hidden[at] = stamp;
  }

  /// The master's field that the tenant's own one would meet under its code, if that is a newcomer
  /// to it.
  const Field* newcomer_with_code(const std::string& code) const {
    const Field* master = master_.index.find_code(code);
    return master && !base_field(master->uid) ? master : nullptr;
  }

  /// Own fields may refer to each other: they are compared as if all of them had become the
  /// master's.
  void join_equal_newcomers() {
    std::map<FieldUid, FieldUid> meets;
    for (const auto& [uid, added] : overlay_.added) {
      const Field* master = newcomer_with_code(added.field.code);
      if (master && master->uid.value != uid.value) meets[uid] = master->uid;
    }
    std::map<FieldUid, FieldUid> joins;
    for (const auto& [own, uid] : meets) {
      Field field = overlay_.added.at(own).field;
      redirect_variables(field, meets);
      if (without_uid(field) == without_uid(*master_.index.find(uid))) joins[own] = uid;
    }
    join_fields(result_.overlay, joins);
  }

  const VersionChanges& changes_;
  const VersionView* base_;
  const VersionView& master_;
  const Overlay& overlay_;
  const Lineage& lineage_;
  Unasked unasked_;
  bool has_moved_edits_ = false;      // to fields that others became
  EditedFields::sequence_type kept_;  // in the order of the tenant's
  MergeResult result_;
};

/// True when the tenant sees the master's field under the master's code.
bool shows_code_of(const Field& master, const Overlay& overlay) {
  if (overlay.hidden.contains(master.uid)) return false;
  const auto it = overlay.edits.find(master.uid);
  return it == overlay.edits.end() || !it->second.contains(Attribute::code);
}

Conflict add_add(const Field& own, const Field& master, std::optional<Attribute> attribute) {
  Conflict conflict = conflict_on(ConflictType::add_add, own,
                                  "The tenant's field " + quoted(own) + " meets \"" + master.name +
                                      "\" of the new version under the same code.");
  conflict.attribute = attribute;
  conflict.tenant_value = attribute ? Json(own.code) : without_uid(own);
  conflict.master = attribute ? Json(master.code) : without_uid(master);
  return conflict;
}

}  // namespace

MergeResult merge_overlay(const VersionChanges& changes, const Overlay& overlay,
                          const Lineage& lineage, Unasked unasked) {
  return Merger(changes, overlay, lineage, unasked).run();
}

std::vector<Conflict> find_code_clashes(const VersionView& master, const Overlay& overlay) {
  std::vector<Conflict> conflicts;
  for (const auto& [uid, added] : overlay.added) {
    if (overlay.hidden.contains(uid)) continue;
    const Field* other = master.index.find_code(added.field.code);
    if (other && other->uid.value != uid.value && shows_code_of(*other, overlay)) {
      conflicts.push_back(add_add(added.field, *other, std::nullopt));
    }
  }
  for (const auto& [uid, edits] : overlay.edits) {
    if (!edits.contains(Attribute::code)) continue;
    const auto* code = edits.at(Attribute::code).value.get_ptr<const std::string*>();
    const Field* other = code ? master.index.find_code(*code) : nullptr;
    if (!other || other->uid == uid || !shows_code_of(*other, overlay)) continue;
    Field own = *master.index.find(uid);
    own.code = other->code;
    conflicts.push_back(add_add(own, *other, Attribute::code));
  }
  return conflicts;
}

}  // namespace datavault
