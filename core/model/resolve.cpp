#include "core/model/resolve.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace datavault {
namespace {

const FrameworkContent kNothing;

using Order = std::vector<std::string_view>;  // uids; views into the version and the overlay

/// Where fields stand when some have anchors: behind each field of the version that stays in its
/// place come its followers, each with its own.
class Sequence {
 public:
  Sequence(const FrameworkContent& version, const FieldIndex& index, const Overlay& overlay)
      : index_(index) {
    for (const auto& [uid, move] : overlay.moved) {
      if (index.contains(uid)) anchors_[uid.value] = move.after.value;
    }
    for (const auto& [uid, added] : overlay.added) {
      if (!index.contains(uid)) anchors_[uid.value] = added.after.value;
    }
    order_.reserve(version.fields.size() + anchors_.size());
    for (const auto& [uid, anchor] : anchors_) {
      if (reaches_version(uid))
        followers_[anchor].push_back(uid);
      else
        unanchored_.push_back(uid);
    }
    place_all(version);
  }

  Order take() && { return std::move(order_); }

 private:
  /// False for an anchor that is gone, and for fields that are anchored in a circle.
  bool reaches_version(std::string_view uid) const {
    for (size_t steps = 0; steps <= anchors_.size(); ++steps) {
      const auto it = anchors_.find(uid);
      if (it == anchors_.end()) return uid.empty() || index_.contains(uid);
      uid = it->second;
    }
    return false;
  }

  bool stays(std::string_view uid) const {
    return !anchors_.contains(uid) ||
           std::find(unanchored_.begin(), unanchored_.end(), uid) != unanchored_.end();
  }

  void place_all(const FrameworkContent& version) {
    place_followers({});
    for (const Field& field : version.fields) {
      if (!stays(field.uid.value)) continue;
      order_.push_back(field.uid.value);
      place_followers(field.uid.value);
    }
    for (const std::string_view uid : unanchored_) {
      if (index_.contains(uid)) continue;
      order_.push_back(uid);
      place_followers(uid);
    }
  }

  /// Iterative, as a chain of anchors may be as long as the framework.
  void place_followers(std::string_view anchor) {
    std::vector<std::string_view> pending;
    push_followers(anchor, pending);
    while (!pending.empty()) {
      const std::string_view uid = pending.back();
      pending.pop_back();
      order_.push_back(uid);
      push_followers(uid, pending);
    }
  }

  void push_followers(std::string_view anchor, std::vector<std::string_view>& pending) const {
    const auto it = followers_.find(anchor);
    if (it == followers_.end()) return;
    pending.insert(pending.end(), it->second.rbegin(), it->second.rend());
  }

  const FieldIndex& index_;
  std::map<std::string_view, std::string_view> anchors_;
  std::vector<std::string_view> unanchored_;
  std::map<std::string_view, std::vector<std::string_view>> followers_;
  Order order_;
};

void apply_edits_to(Field& field, const Overlay& overlay) {
  const auto it = overlay.edits.find(field.uid);
  if (it == overlay.edits.end()) return;
  for (const auto& [attribute, edit] : it->second) {
    // An edit that does not fit was refused when it was made; here it has no effect.
    [[maybe_unused]] const auto set = set_attribute(field, attribute, edit.value);
  }
}

Order order_of(const FrameworkContent& base, const FieldIndex& index, const Overlay& overlay) {
  if (!overlay.moved.empty() || !overlay.added.empty()) {
    return Sequence(base, index, overlay).take();
  }
  Order order;
  order.reserve(base.fields.size());
  for (const Field& field : base.fields) order.push_back(field.uid.value);
  return order;
}

std::vector<Topic> topics_of(const FrameworkContent& base, const Overlay& overlay) {
  std::vector<Topic> topics = base.topics;
  for (const Topic& own : overlay.topics) {
    const bool taken = std::any_of(base.topics.begin(), base.topics.end(),
                                   [&](const Topic& topic) { return topic.code == own.code; });
    if (!taken) topics.push_back(own);
  }
  return topics;
}

void clear_unknown_topics(FrameworkContent& content) {
  std::unordered_set<std::string_view> known;
  for (const Topic& topic : content.topics) known.insert(topic.code);
  for (Field& field : content.fields) {
    if (!known.contains(field.topic)) field.topic.clear();
  }
}

/// The edits that turn `base` into `edited`, with the stamps of `former` where they were there
/// before.
FieldEdits difference(const Field& base, const Field& edited, const FieldEdits& former,
                      const Stamp& stamp) {
  FieldEdits edits;
  for (const Attribute attribute : kAttributes) {
    if (same_attribute(base, edited, attribute)) continue;
    const auto it = former.find(attribute);
    edits[attribute] = {attribute_of(edited, attribute),
                        it != former.end() ? it->second.stamp : stamp};
  }
  return edits;
}

Stamp any_stamp(const FieldEdits& edits) {
  return edits.empty() ? Stamp{} : edits.begin()->second.stamp;
}

bool is_of_formula(Attribute attribute) {
  return attribute == Attribute::expression || attribute == Attribute::multiplier ||
         attribute == Attribute::variables;
}

/// Texts that are kept as they are written; no text at all is another thing.
bool is_plain_text(Attribute attribute, const Json& value) {
  const bool is_kept = attribute == Attribute::code || attribute == Attribute::name ||
                       attribute == Attribute::description || attribute == Attribute::topic ||
                       attribute == Attribute::unit;
  const auto* text = value.get_ptr<const std::string*>();
  return is_kept && text && !text->empty();
}

/// Attributes that do not depend on each other, one by one and in place: what a tenant edits is
/// little beside what a field is.
void keep_real_edits(const Field& base, FieldEdits& edits) {
  const FieldEdits former = edits;
  for (const auto& [attribute, edit] : former) {
    if (is_plain_text(attribute, edit.value)) {
      if (has_attribute(base, attribute, edit.value)) edits.erase(attribute);
      continue;
    }
    Field probe;
    const bool fits = set_attribute(probe, attribute, edit.value).ok();
    Json value = fits ? attribute_of(probe, attribute) : Json(nullptr);
    if (!fits || has_attribute(base, attribute, value)) {
      edits.erase(attribute);
    } else if (value != edit.value) {
      edits[attribute].value = std::move(value);
    }
  }
}

void normalise_edits(const FieldIndex& index, Overlay& overlay) {
  for (auto it = overlay.edits.begin(); it != overlay.edits.end();) {
    auto& [uid, edits] = *it;
    const Field* base = index.find(uid);
    const bool edits_formula = std::any_of(
        edits.begin(), edits.end(), [](const auto& edit) { return is_of_formula(edit.first); });
    if (base && edits_formula) {
      Field edited = *base;
      apply_edits_to(edited, overlay);
      edits = difference(*base, edited, edits, any_stamp(edits));
    } else if (base) {
      keep_real_edits(*base, edits);
    }
    it = base && !edits.empty() ? std::next(it) : overlay.edits.erase(it);
  }
}

/// A field that the version has by now is no addition: what differs are edits.
void turn_known_additions_into_edits(const FieldIndex& index, Overlay& overlay) {
  std::erase_if(overlay.added, [&](const auto& item) {
    const Field* base = index.find(item.first);
    if (!base) return false;
    auto edits = difference(*base, item.second.field, {}, item.second.stamp);
    if (!edits.empty()) overlay.edits[item.first] = std::move(edits);
    return true;
  });
}

/// Whether a move leaves every field where it would be without it; takes it out then.
bool drop_if_idle(const FrameworkContent& base, const FieldIndex& index, const FieldUid& uid,
                  Overlay& overlay) {
  // The node stays alive until the orders, which hold views into it, have been compared.
  const Order order = order_of(base, index, overlay);
  auto node = overlay.moved.extract(uid);
  const bool is_idle = order_of(base, index, overlay) == order;
  if (!is_idle) overlay.moved.insert(std::move(node));
  return is_idle;
}

/// A move that does nothing is none. Without it another may do nothing either.
void drop_idle_moves(const FrameworkContent& base, const FieldIndex& index, Overlay& overlay) {
  std::erase_if(overlay.moved, [&](const auto& item) { return !index.contains(item.first); });
  bool is_dropped = !overlay.moved.empty();
  while (is_dropped) {
    is_dropped = false;
    std::vector<FieldUid> moved;
    for (const auto& [uid, move] : overlay.moved) moved.push_back(uid);
    for (const FieldUid& uid : moved) is_dropped |= drop_if_idle(base, index, uid, overlay);
  }
}

}  // namespace

std::optional<Field> resolve_field(const FieldIndex& version, const Overlay& overlay,
                                   const FieldUid& uid) {
  if (overlay.hidden.contains(uid)) return std::nullopt;
  if (const Field* base = version.find(uid)) {
    Field field = *base;
    apply_edits_to(field, overlay);
    return field;
  }
  const auto it = overlay.added.find(uid);
  return it == overlay.added.end() ? std::nullopt : std::optional(it->second.field);
}

FrameworkContent resolve(const FrameworkContent* version, const Overlay& overlay) {
  const FrameworkContent& base = version ? *version : kNothing;
  if (overlay.empty()) return base;
  const FieldIndex index(base);
  FrameworkContent content{topics_of(base, overlay), {}};
  for (const std::string_view text : order_of(base, index, overlay)) {
    const FieldUid uid{std::string(text)};
    if (overlay.hidden.contains(uid)) continue;
    const Field* field = index.find(uid);
    content.fields.push_back(field ? *field : overlay.added.at(uid).field);
    if (field) apply_edits_to(content.fields.back(), overlay);
  }
  clear_unknown_topics(content);
  return content;
}

Overlay normalise(const FrameworkContent& version, const FieldIndex& index, Overlay overlay) {
  turn_known_additions_into_edits(index, overlay);
  normalise_edits(index, overlay);
  std::erase_if(overlay.hidden, [&](const auto& item) {
    return !index.contains(item.first) && !overlay.added.contains(item.first);
  });
  drop_idle_moves(version, index, overlay);
  std::erase_if(overlay.topics, [&](const Topic& own) {
    return std::any_of(version.topics.begin(), version.topics.end(),
                       [&](const Topic& topic) { return topic.code == own.code; });
  });
  return overlay;
}

Overlay normalise(const FrameworkContent* version, Overlay overlay) {
  const FrameworkContent& base = version ? *version : kNothing;
  return normalise(base, FieldIndex(base), std::move(overlay));
}

}  // namespace datavault
