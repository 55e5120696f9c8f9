#include "core/merge/overlay_steps.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "core/model/resolve.h"
#include "core/model/validate.h"

namespace datavault {
namespace {

using Joins = std::map<FieldUid, FieldUid>;

void redirect(Json& variables, const Joins& joins) {
  if (!variables.is_object()) return;
  for (auto& [name, mapping] : variables.items()) {
    if (!mapping.is_object() || !mapping.value("framework", Json(nullptr)).is_null()) continue;
    const auto uid = mapping.find("field_uid");
    if (uid == mapping.end() || !uid->is_string()) continue;
    const auto it = joins.find({uid->get<std::string>()});
    if (it != joins.end()) *uid = it->second.value;
  }
}

void redirect(FieldUid& anchor, const Joins& joins) {
  if (const auto it = joins.find(anchor); it != joins.end()) anchor = it->second;
}

bool has_topic(const std::vector<Topic>& topics, const std::string& code) {
  return std::any_of(topics.begin(), topics.end(),
                     [&](const Topic& topic) { return topic.code == code; });
}

/// Copies a topic of the base with those above it, parents first.
void carry_topic(const FrameworkContent& base, const FrameworkContent& master, std::string code,
                 Overlay& overlay) {
  std::vector<Topic> chain;
  while (!code.empty() && !has_topic(master.topics, code) && !has_topic(overlay.topics, code)) {
    const auto it = std::find_if(base.topics.begin(), base.topics.end(),
                                 [&](const Topic& topic) { return topic.code == code; });
    if (it == base.topics.end() || has_topic(chain, code)) break;
    chain.push_back(*it);
    code = it->parent;
  }
  // Behind the parent that is there already, before everything that may stand below the chain.
  const auto parent = std::find_if(overlay.topics.begin(), overlay.topics.end(),
                                   [&](const Topic& topic) { return topic.code == code; });
  const auto place = parent == overlay.topics.end() ? overlay.topics.begin() : parent + 1;
  overlay.topics.insert(place, chain.rbegin(), chain.rend());
}

void carry_topics(const FrameworkContent& base, const FrameworkContent& master, Overlay& overlay) {
  const std::vector<Topic> own = overlay.topics;
  for (const Topic& topic : own) carry_topic(base, master, topic.parent, overlay);
  for (const auto& [uid, added] : overlay.added) {
    carry_topic(base, master, added.field.topic, overlay);
  }
  for (const auto& [uid, edits] : overlay.edits) {
    const auto it = edits.find(Attribute::topic);
    if (it == edits.end() || !it->second.value.is_string()) continue;
    carry_topic(base, master, it->second.value.get<std::string>(), overlay);
  }
}

/// The last field of the version before this one that is wanted; empty when there is none.
template <typename IsWanted>
FieldUid nearest_before(const VersionView& version, const FieldUid& uid, IsWanted is_wanted) {
  const Field* at = version.index.find(uid);
  if (!at) return {};
  while (at != version.content.fields.data()) {
    --at;
    if (is_wanted(at->uid)) return at->uid;
  }
  return {};
}

/// Finds a new place for what stood behind a field that is gone: behind the nearest one before it
/// that is still there.
class Anchors {
 public:
  Anchors(const VersionView* base, const VersionView& master, const Overlay& overlay)
      : base_(base), master_(master), overlay_(overlay) {}

  FieldUid place(const FieldUid& anchor) const {
    if (anchor.empty() || is_there(anchor) || !base_) return anchor;
    if (!base_->index.contains(anchor)) return anchor;
    return nearest_before(*base_, anchor, [&](const FieldUid& uid) { return is_there(uid); });
  }

 private:
  bool is_there(const FieldUid& uid) const {
    return master_.index.contains(uid) || overlay_.added.contains(uid);
  }

  const VersionView* base_;
  const VersionView& master_;
  const Overlay& overlay_;
};

}  // namespace

void redirect_variables(Field& field, const Joins& joins) {
  if (!field.computed) return;
  for (auto& [name, mapping] : field.computed->variables) {
    if (mapping.framework.empty()) redirect(mapping.field, joins);
  }
}

void join_fields(Overlay& overlay, const Joins& joins) {
  if (joins.empty()) return;
  for (const auto& [own, master] : joins) {
    overlay.added.erase(own);
    overlay.hidden.erase(own);
  }
  for (auto& [uid, added] : overlay.added) {
    redirect_variables(added.field, joins);
    redirect(added.after, joins);
  }
  for (auto& [uid, move] : overlay.moved) redirect(move.after, joins);
  for (auto& [uid, edits] : overlay.edits) {
    if (edits.contains(Attribute::variables)) redirect(edits[Attribute::variables].value, joins);
  }
  for (auto& [own, master] : overlay.joined) redirect(master, joins);
  for (const auto& [own, master] : joins) overlay.joined[own] = master;
}

void drop_own_field(Overlay& overlay, const FieldUid& uid) {
  const auto node = overlay.added.extract(uid);
  overlay.hidden.erase(uid);
  if (node.empty()) return;
  const FieldUid& place = node.mapped().after;
  for (auto& [other, added] : overlay.added) {
    if (added.after == uid) added.after = place;
  }
  for (auto& [other, move] : overlay.moved) {
    if (move.after == uid) move.after = place;
  }
}

void keep_as_own(Overlay& overlay, const VersionView* base, const VersionView& master, Field field,
                 const Stamp& stamp) {
  const auto is_there = [&](const FieldUid& uid) { return master.index.contains(uid); };
  const FieldUid place = base ? nearest_before(*base, field.uid, is_there) : FieldUid();
  const FieldUid uid = field.uid;
  overlay.hidden.erase(uid);
  overlay.joined.erase(uid);
  overlay.added[uid] = {std::move(field), place, stamp};
}

void set_edit(Overlay& overlay, const VersionView& master, const FieldUid& uid, Attribute attribute,
              Json value, const Stamp& stamp) {
  if (const auto own = overlay.added.find(uid); own != overlay.added.end()) {
    [[maybe_unused]] const auto set = set_attribute(own->second.field, attribute, value);
    return;
  }
  const Field* field = master.index.find(uid);
  if (!field) return;
  auto& edits = overlay.edits[uid];
  if (has_attribute(*field, attribute, value)) {
    edits.erase(attribute);
  } else {
    AttributeEdit& edit = edits[attribute];
    if (edit.stamp.at.empty()) edit.stamp = stamp;
    edit.value = std::move(value);
  }
  if (edits.empty()) overlay.edits.erase(uid);
}

std::string own_code(const std::string& code, const VersionView& master, const Overlay& overlay) {
  std::set<std::string_view> taken;
  for (const auto& [uid, added] : overlay.added) taken.insert(added.field.code);
  for (const auto& [uid, edits] : overlay.edits) {
    const auto it = edits.find(Attribute::code);
    if (it != edits.end() && it->second.value.is_string()) {
      taken.insert(it->second.value.get_ref<const std::string&>());
    }
  }
  constexpr size_t kRoomForSuffix = 24;
  const size_t longest = ModelLimits{}.code_bytes - kRoomForSuffix;
  size_t length = std::min(code.size(), longest);
  // Never in the middle of a character.
  while (length < code.size() && length > 0 && (code[length] & 0xC0) == 0x80) --length;
  const std::string stem = code.substr(0, length) + "-own";
  std::string candidate = stem;
  for (int64_t number = 2; taken.contains(candidate) || master.index.find_code(candidate);
       ++number) {
    candidate = stem + "-" + std::to_string(number);
  }
  return candidate;
}

Overlay settle(const VersionView* base, const VersionView& master, Overlay overlay) {
  if (base) {
    const Anchors anchors(base, master, overlay);
    for (auto& [uid, added] : overlay.added) added.after = anchors.place(added.after);
    for (auto& [uid, move] : overlay.moved) move.after = anchors.place(move.after);
    carry_topics(base->content, master.content, overlay);
  }
  return normalise(master.content, master.index, std::move(overlay));
}

}  // namespace datavault
