#include "core/merge/three_way.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/codec/framework_json.h"
#include "core/model/resolve.h"

namespace datavault {
namespace {

bool merges_per_element(Attribute attribute) {
  return attribute == Attribute::translations || attribute == Attribute::references ||
         attribute == Attribute::variables;
}

const Json* find_key(const Json& object, const std::string& key) {
  const auto it = object.find(key);
  return it == object.end() ? nullptr : &*it;
}

bool same(const Json* a, const Json* b) { return a && b ? *a == *b : a == b; }

struct Merged {
  Json value;
  bool clash = false;
};

Merged merge_elements(const Json& base, const Json& tenant, const Json& master) {
  Merged merged{master, false};
  std::set<std::string> keys;
  for (const auto& [key, value] : base.items()) keys.insert(key);
  for (const auto& [key, value] : tenant.items()) keys.insert(key);
  for (const std::string& key : keys) {
    const Json* b = find_key(base, key);
    const Json* t = find_key(tenant, key);
    const Json* m = find_key(master, key);
    if (same(t, b) || same(t, m)) continue;
    if (!same(m, b)) merged.clash = true;
    if (t)
      merged.value[key] = *t;
    else
      merged.value.erase(key);
  }
  return merged;
}

/// The result for one attribute; at a clash it is the tenant's.
Merged merge_attribute(Attribute attribute, const Json& base, const Json& tenant,
                       const Json& master) {
  if (master == base || tenant == master) return {tenant, false};
  if (tenant == base) return {master, false};
  if (merges_per_element(attribute) && base.is_object() && tenant.is_object() &&
      master.is_object()) {
    return merge_elements(base, tenant, master);
  }
  return {tenant, true};
}

Json changed_attributes(const Field& from, const Field& to, const Field& shown) {
  Json values = Json::object();
  for (const Attribute attribute : kAttributes) {
    if (attribute_of(from, attribute) != attribute_of(to, attribute)) {
      values[std::string(to_text(attribute))] = attribute_of(shown, attribute);
    }
  }
  return values;
}

Json without_uid(const Field& field) {
  Json json = field_to_json(field);
  json.erase("uid");
  return json;
}

std::string quoted(const Field& field) { return "\"" + field.name + "\" (" + field.code + ")"; }

class Merger {
 public:
  Merger(const VersionView* base, const VersionView& master, const Overlay& overlay)
      : base_(base), master_(master), overlay_(overlay) {}

  MergeResult run() {
    result_.overlay.joined = overlay_.joined;
    result_.overlay.topics = overlay_.topics;
    for (const auto& [uid, edits] : overlay_.edits) merge_edited(uid, edits);
    for (const auto& [uid, stamp] : overlay_.hidden) merge_hidden(uid, stamp);
    for (const auto& [uid, move] : overlay_.moved) {
      if (master_.index.contains(uid)) result_.overlay.moved[uid] = move;
    }
    merge_added();
    find_code_clashes();
    result_.overlay = normalise(master_.content, master_.index, std::move(result_.overlay));
    std::stable_sort(result_.conflicts.begin(), result_.conflicts.end(),
                     [](const Conflict& a, const Conflict& b) {
                       return a.field < b.field ||
                              (a.field == b.field && a.attribute < b.attribute);
                     });
    return std::move(result_);
  }

 private:
  Conflict& add(ConflictType type, const Field& field, std::string message) {
    Conflict& conflict = result_.conflicts.emplace_back();
    conflict.type = type;
    conflict.field = field.uid;
    conflict.field_code = field.code;
    conflict.message = std::move(message);
    return conflict;
  }

  const Field* base_field(const FieldUid& uid) const {
    return base_ ? base_->index.find(uid) : nullptr;
  }

  Field edited(const Field& base, const std::map<Attribute, AttributeEdit>& edits) const {
    Field field = base;
    for (const auto& [attribute, edit] : edits) {
      [[maybe_unused]] const auto set = set_attribute(field, attribute, edit.value);
    }
    return field;
  }

  void merge_edited(const FieldUid& uid, const std::map<Attribute, AttributeEdit>& edits) {
    const Field* base = base_field(uid);
    if (!base) return;  // not in normal form: nothing that could be seen
    const Field tenant = edited(*base, edits);
    const Field* master = master_.index.find(uid);
    if (!master) return edited_but_removed(*base, tenant, edits);
    for (const auto& [attribute, edit] : edits) {
      const Json base_value = attribute_of(*base, attribute);
      const Json master_value = attribute_of(*master, attribute);
      Merged merged = merge_attribute(attribute, base_value, edit.value, master_value);
      if (merged.clash) {
        Conflict& conflict =
            add(ConflictType::edit_edit, tenant,
                "The tenant and the new version both changed the " +
                    std::string(to_text(attribute)) + " of " + quoted(tenant) + ".");
        conflict.attribute = attribute;
        conflict.base = base_value;
        conflict.tenant_value = edit.value;
        conflict.master = master_value;
      }
      if (merged.value != master_value) {
        result_.overlay.edits[uid][attribute] = {std::move(merged.value), edit.stamp};
      }
    }
  }

  void edited_but_removed(const Field& base, const Field& tenant,
                          const std::map<Attribute, AttributeEdit>& edits) {
    // A field that the tenant hides is gone for it anyway: both sides removed it.
    if (overlay_.hidden.contains(base.uid)) return;
    Conflict& conflict =
        add(ConflictType::edit_remove, tenant,
            "The tenant edited " + quoted(tenant) + ", which the new version no longer has.");
    conflict.base = changed_attributes(base, tenant, base);
    conflict.tenant_value = changed_attributes(base, tenant, tenant);
    result_.overlay.added[base.uid] = {tenant, place_before(base.uid), edits.begin()->second.stamp};
  }

  /// The nearest field before `uid` in the base that the master still has.
  FieldUid place_before(const FieldUid& uid) const {
    FieldUid place;
    for (const Field& field : base_->content.fields) {
      if (field.uid == uid) break;
      if (master_.index.contains(field.uid)) place = field.uid;
    }
    return place;
  }

  void merge_hidden(const FieldUid& uid, const Stamp& stamp) {
    const Field* base = base_field(uid);
    const Field* master = master_.index.find(uid);
    if (!base || !master) return;
    result_.overlay.hidden[uid] = stamp;
    const Json master_values = changed_attributes(*base, *master, *master);
    if (master_values.empty()) return;
    Conflict& conflict =
        add(ConflictType::remove_edit, *base,
            "The tenant hides " + quoted(*base) + ", which the new version changed.");
    conflict.base = changed_attributes(*base, *master, *base);
    conflict.master = master_values;
  }

  /// The master's field that the tenant's own one would meet under its code, if that is a newcomer
  /// to it.
  const Field* newcomer_with_code(const std::string& code) const {
    const Field* master = master_.index.find_code(code);
    return master && !base_field(master->uid) ? master : nullptr;
  }

  void merge_added() {
    for (const auto& [uid, added] : overlay_.added) {
      const Field* master = newcomer_with_code(added.field.code);
      if (master && master->uid.value != uid.value) joins_[uid] = master->uid;
    }
    std::map<FieldUid, FieldUid> joined;
    for (const auto& [uid, added] : overlay_.added) {
      AddedField kept = added;
      redirect(kept.field);
      const auto join = joins_.find(uid);
      if (join != joins_.end() && converges(kept.field, *master_.index.find(join->second))) {
        joined[uid] = join->second;
      } else {
        result_.overlay.added[uid] = std::move(kept);
      }
    }
    keep_only(joined);
  }

  bool converges(const Field& own, const Field& master) const {
    return without_uid(own) == without_uid(master);
  }

  /// Lets formulas that refer to an own field refer to the master's field of that code.
  void redirect(Field& field) const {
    if (!field.computed) return;
    for (auto& [name, mapping] : field.computed->variables) {
      const auto it = joins_.find(mapping.field);
      if (mapping.framework.empty() && it != joins_.end()) mapping.field = it->second;
    }
  }

  /// Takes back what redirect() did for fields that turned out not to be equal.
  void keep_only(const std::map<FieldUid, FieldUid>& joined) {
    joins_ = joined;
    for (auto& [uid, added] : result_.overlay.added) {
      added.field = overlay_.added.contains(uid) ? overlay_.added.at(uid).field : added.field;
      redirect(added.field);
      if (const auto it = joined.find(added.after); it != joined.end()) added.after = it->second;
    }
    for (auto& [uid, edits] : result_.overlay.edits) redirect_edit(edits);
    for (const auto& [own, master] : joined) result_.overlay.joined[own] = master;
  }

  void redirect_edit(std::map<Attribute, AttributeEdit>& edits) const {
    const auto it = edits.find(Attribute::variables);
    if (it == edits.end()) return;
    Field field;
    if (!set_attribute(field, Attribute::variables, it->second.value)) return;
    redirect(field);
    it->second.value = attribute_of(field, Attribute::variables);
  }

  /// True when the tenant sees the master's field under the master's code.
  bool shows_code_of(const Field& master) const {
    if (result_.overlay.hidden.contains(master.uid)) return false;
    const auto it = result_.overlay.edits.find(master.uid);
    return it == result_.overlay.edits.end() || !it->second.contains(Attribute::code);
  }

  void find_code_clashes() {
    for (const auto& [uid, added] : result_.overlay.added) {
      // A field kept as own after EDIT_REMOVE asks its question already; so does any code twice.
      const Field* master = master_.index.find_code(added.field.code);
      if (master && master->uid.value != uid.value && shows_code_of(*master)) {
        add_add(added.field, *master, std::nullopt);
      }
    }
    for (const auto& [uid, edits] : result_.overlay.edits) {
      const auto it = edits.find(Attribute::code);
      if (it == edits.end() || !it->second.value.is_string()) continue;
      const Field* master = master_.index.find_code(it->second.value.get<std::string>());
      if (!master || master->uid == uid || !shows_code_of(*master)) continue;
      Field own = *master_.index.find(uid);
      own.code = master->code;
      add_add(own, *master, Attribute::code);
    }
  }

  void add_add(const Field& own, const Field& master, std::optional<Attribute> attribute) {
    Conflict& conflict = add(ConflictType::add_add, own,
                             "The tenant's field " + quoted(own) + " meets \"" + master.name +
                                 "\" of the new version under the same code.");
    conflict.attribute = attribute;
    conflict.tenant_value = attribute ? Json(own.code) : without_uid(own);
    conflict.master = attribute ? Json(master.code) : without_uid(master);
  }

  const VersionView* base_;
  const VersionView& master_;
  const Overlay& overlay_;
  std::map<FieldUid, FieldUid> joins_;  // own field -> master field that it became
  MergeResult result_;
};

}  // namespace

MergeResult merge_overlay(const VersionView* base, const VersionView& master,
                          const Overlay& overlay) {
  return Merger(base, master, overlay).run();
}

}  // namespace datavault
