#include "core/merge/overlay_merge.h"

#include <algorithm>
#include <set>

namespace datavault {
namespace {

bool same(const AttributeEdit& a, const AttributeEdit& b) { return a.value == b.value; }
bool same(const AddedField& a, const AddedField& b) {
  return a.field == b.field && a.after == b.after;
}
bool same(const Stamp&, const Stamp&) { return true; }
bool same(const Move& a, const Move& b) { return a.after == b.after; }
bool same(const FieldUid& a, const FieldUid& b) { return a == b; }
bool same(const Topic& a, const Topic& b) { return a == b; }
bool same(const FieldEdits& a, const FieldEdits& b);

template <typename Map>
requires requires { typename Map::mapped_type; }
bool same(const Map& a, const Map& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](auto& x, auto& y) {
           return x.first == y.first && same(x.second, y.second);
         });
}

bool same(const FieldEdits& a, const FieldEdits& b) {
  return &a.map() == &b.map() || same(a.map(), b.map());
}

template <typename Value>
bool same(const Value* a, const Value* b) {
  return a && b ? same(*a, *b) : a == b;
}

template <typename Map>
const typename Map::mapped_type* find(const Map& map, const typename Map::key_type& key) {
  const auto it = map.find(key);
  return it == map.end() ? nullptr : &it->second;
}

template <typename Map>
Map merge(const Map& after, const Map& before, const Map& now) {
  std::set<typename Map::key_type> keys;
  for (const auto* side : {&before, &now}) {
    for (const auto& [key, value] : *side) keys.insert(key);
  }
  Map merged;
  for (const auto& key : keys) {
    const auto* current = find(now, key);
    const auto* kept = same(current, find(after, key)) ? find(before, key) : current;
    if (kept) merged.emplace(key, *kept);
  }
  return merged;
}

EditedFields merge_edits(const EditedFields& after, const EditedFields& before,
                         const EditedFields& now) {
  std::set<FieldUid> uids;
  for (const auto* side : {&before, &now}) {
    for (const auto& [uid, edits] : *side) uids.insert(uid);
  }
  const auto edits_of = [](const EditedFields& side, const FieldUid& uid) {
    const auto* edits = find(side, uid);
    return edits ? *edits : FieldEdits();
  };
  EditedFields merged;
  for (const FieldUid& uid : uids) {
    auto edits =
        merge(edits_of(after, uid).map(), edits_of(before, uid).map(), edits_of(now, uid).map());
    if (!edits.empty()) merged[uid] = std::move(edits);
  }
  return merged;
}

/// A field that comes out of sight again stays where the tenant edited it since: that edit would
/// not be seen any more.
std::map<FieldUid, Stamp> merge_hidden(const Overlay& after, const Overlay& before,
                                       const Overlay& now) {
  auto hidden = merge(after.hidden, before.hidden, now.hidden);
  std::erase_if(hidden, [&](const auto& item) {
    const FieldUid& uid = item.first;
    return !now.hidden.contains(uid) && !(same(find(now.edits, uid), find(after.edits, uid)) &&
                                          same(find(now.added, uid), find(after.added, uid)));
  });
  return hidden;
}

std::map<std::string, Topic> by_code(const std::vector<Topic>& topics) {
  std::map<std::string, Topic> result;
  for (const Topic& topic : topics) result[topic.code] = topic;
  return result;
}

/// The order of `before`, then what is new.
std::vector<Topic> merge_topics(const std::vector<Topic>& after, const std::vector<Topic>& before,
                                const std::vector<Topic>& now) {
  auto merged = merge(by_code(after), by_code(before), by_code(now));
  std::vector<Topic> topics;
  for (const auto* side : {&before, &now}) {
    for (const Topic& topic : *side) {
      if (auto node = merged.extract(topic.code)) topics.push_back(std::move(node.mapped()));
    }
  }
  return topics;
}

}  // namespace

int64_t count_edits(const Overlay& overlay) {
  size_t count = overlay.added.size() + overlay.hidden.size() + overlay.moved.size();
  for (const auto& [uid, edits] : overlay.edits) count += edits.size();
  return static_cast<int64_t>(count);
}

bool same_state(const Overlay& a, const Overlay& b) {
  return same(a.edits, b.edits) && same(a.added, b.added) && same(a.hidden, b.hidden) &&
         same(a.moved, b.moved) && same(a.joined, b.joined) && a.topics == b.topics;
}

Overlay merge_overlays(const Overlay& after, const Overlay& before, const Overlay& now) {
  Overlay merged;
  merged.edits = merge_edits(after.edits, before.edits, now.edits);
  merged.added = merge(after.added, before.added, now.added);
  merged.hidden = merge_hidden(after, before, now);
  merged.moved = merge(after.moved, before.moved, now.moved);
  merged.joined = merge(after.joined, before.joined, now.joined);
  merged.topics = merge_topics(after.topics, before.topics, now.topics);
  return merged;
}

}  // namespace datavault
