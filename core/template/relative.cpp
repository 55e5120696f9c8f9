#include "core/template/relative.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/model/field_index.h"
#include "core/model/resolve.h"

namespace datavault {
namespace {

/// Of fields in their new order, with their places in the old one: the most that can stay.
std::vector<bool> longest_rising(const std::vector<size_t>& places) {
  std::vector<size_t> tails;  // positions in `places`, one for each length
  std::vector<size_t> before(places.size(), places.size());
  for (size_t i = 0; i < places.size(); ++i) {
    const auto at =
        std::lower_bound(tails.begin(), tails.end(), places[i],
                         [&](size_t tail, size_t place) { return places[tail] < place; });
    if (at != tails.begin()) before[i] = *std::prev(at);
    if (at == tails.end())
      tails.push_back(i);
    else
      *at = i;
  }
  std::vector<bool> stays(places.size(), false);
  size_t i = tails.empty() ? places.size() : tails.back();
  for (; i < places.size(); i = before[i]) stays[i] = true;
  return stays;
}

class Relation {
 public:
  Relation(const FrameworkContent& base, const FrameworkContent& now, const Overlay& former)
      : base_(base), now_(now), former_(former), base_index_(base), now_index_(now) {}

  Overlay run() && {
    result_.joined = former_.joined;
    relate_fields();
    relate_order();
    relate_hidden();
    for (const Topic& topic : now_.topics) {
      if (!has_topic(base_, topic.code)) result_.topics.push_back(topic);
    }
    return std::move(result_);
  }

 private:
  static bool has_topic(const FrameworkContent& content, const std::string& code) {
    return std::any_of(content.topics.begin(), content.topics.end(),
                       [&](const Topic& topic) { return topic.code == code; });
  }

  void relate_fields() {
    FieldUid before;
    for (const Field& field : now_.fields) {
      if (const Field* base = base_index_.find(field.uid)) {
        relate(*base, field);
      } else {
        result_.added[field.uid] = {field, before, added_stamp(field.uid)};
      }
      before = field.uid;
    }
  }

  void relate(const Field& base, const Field& now) {
    if (base == now) return;
    for (const Attribute attribute : kAttributes) {
      Json value = attribute_of(now, attribute);
      if (value == attribute_of(base, attribute)) continue;
      result_.edits[now.uid][attribute] = {std::move(value), edit_stamp(now.uid, attribute)};
    }
  }

  Stamp edit_stamp(const FieldUid& uid, Attribute attribute) const {
    const auto edits = former_.edits.find(uid);
    if (edits == former_.edits.end()) return added_stamp(uid);
    const auto edit = edits->second.find(attribute);
    return edit == edits->second.end() ? Stamp{} : edit->second.stamp;
  }

  Stamp added_stamp(const FieldUid& uid) const {
    const auto added = former_.added.find(uid);
    return added == former_.added.end() ? Stamp{} : added->second.stamp;
  }

  void relate_order() {
    std::map<std::string_view, size_t> place_of;
    for (size_t i = 0; i < base_.fields.size(); ++i) place_of[base_.fields[i].uid.value] = i;
    std::vector<size_t> places;
    for (const Field& field : now_.fields) {
      const auto place = place_of.find(field.uid.value);
      if (place != place_of.end()) places.push_back(place->second);
    }
    const std::vector<bool> stays = longest_rising(places);
    FieldUid before;
    size_t common = 0;
    for (const Field& field : now_.fields) {
      if (place_of.contains(field.uid.value) && !stays[common++]) {
        const auto moved = former_.moved.find(field.uid);
        result_.moved[field.uid] = {before,
                                    moved == former_.moved.end() ? Stamp{} : moved->second.stamp};
      }
      before = field.uid;
    }
  }

  void relate_hidden() {
    for (const Field& field : base_.fields) {
      if (now_index_.contains(field.uid)) continue;
      const auto hidden = former_.hidden.find(field.uid);
      result_.hidden[field.uid] = hidden == former_.hidden.end() ? Stamp{} : hidden->second;
      const auto edits = former_.edits.find(field.uid);
      if (edits != former_.edits.end()) result_.edits[field.uid] = edits->second;
    }
    // Out of sight, but not gone.
    for (const auto& [uid, stamp] : former_.hidden) {
      const auto added = former_.added.find(uid);
      if (added == former_.added.end() || base_index_.contains(uid)) continue;
      result_.added[uid] = added->second;
      result_.hidden[uid] = stamp;
    }
  }

  const FrameworkContent& base_;
  const FrameworkContent& now_;
  const Overlay& former_;
  const FieldIndex base_index_, now_index_;
  Overlay result_;
};

/// What both say, for stamps and for what is out of sight: order does not matter here.
Overlay united(Overlay lower, const Overlay& upper) {
  for (const auto& [uid, edits] : upper.edits) {
    for (const auto& [attribute, edit] : edits) lower.edits[uid][attribute] = edit;
  }
  for (const auto& [uid, added] : upper.added) lower.added[uid] = added;
  for (const auto& [uid, stamp] : upper.hidden) lower.hidden[uid] = stamp;
  for (const auto& [uid, move] : upper.moved) lower.moved[uid] = move;
  for (const auto& [own, master] : upper.joined) lower.joined[own] = master;
  return lower;
}

}  // namespace

Overlay relative_overlay(const FrameworkContent& base, const FrameworkContent& now,
                         const Overlay& former) {
  return Relation(base, now, former).run();
}

Overlay compose_overlays(const FrameworkContent* version, const Overlay& lower,
                         const Overlay& upper) {
  if (upper.empty()) {
    Overlay result = lower;
    for (const auto& [own, master] : upper.joined) result.joined[own] = master;
    return result;
  }
  static const FrameworkContent kNothing;
  const FrameworkContent middle = resolve(version, lower);
  const FrameworkContent now = resolve(&middle, upper);
  const Overlay former = united(lower, upper);
  return normalise(version, relative_overlay(version ? *version : kNothing, now, former));
}

}  // namespace datavault
