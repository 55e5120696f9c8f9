#include "core/plan/snapshot_difference.h"

#include <utility>

#include "core/base/sha256.h"
#include "core/codec/json_reader.h"

namespace datavault {
namespace {

/// The lists of a snapshot, and what names their items.
struct Part {
  const char* list;
  const char* dropped;
  const char* key;
};
constexpr Part kVersions{"versions", "dropped_versions", "number"};
constexpr Part kTenants{"tenants", "dropped_tenants", "id"};

using Hashes = std::map<int64_t, std::string>;

Hashes hashes_of(const Json& snapshot, const Part& part) {
  Hashes hashes;
  for (const Json& item : snapshot.at(part.list)) {
    hashes.emplace_hint(hashes.end(), item.at(part.key).get<int64_t>(), short_hash(item.dump()));
  }
  return hashes;
}

void add_difference(const Json& snapshot, const Part& part, const Hashes& former, const Hashes& now,
                    Json& difference) {
  Json changed = Json::array(), dropped = Json::array();
  for (const Json& item : snapshot.at(part.list)) {
    const auto number = item.at(part.key).get<int64_t>();
    const auto known = former.find(number);
    if (known == former.end() || known->second != now.at(number)) changed.push_back(item);
  }
  for (const auto& [number, hash] : former) {
    if (!now.contains(number)) dropped.push_back(number);
  }
  difference[part.list] = std::move(changed);
  difference[part.dropped] = std::move(dropped);
}

using Items = std::map<int64_t, Json>;

/// Moves the items of a list; false when one has no name.
bool take_items(Json list, const Part& part, Items& items) {
  for (Json& item : list) {
    const auto number =
        item.is_object() && item.contains(part.key) ? integer_of(item[part.key]) : std::nullopt;
    if (!number) return false;
    items.insert_or_assign(*number, std::move(item));
  }
  return true;
}

Result<Json> changed_list(Json& former, const Json& difference, const Part& part) {
  ObjectReader before(former, "snapshot"), after(difference, "difference");
  Items items;
  if (!take_items(before.array(part.list), part, items) ||
      !take_items(after.array(part.list), part, items)) {
    return invalid_input("An item has no number.", part.list);
  }
  for (const Json& dropped : after.array(part.dropped)) {
    if (const auto number = integer_of(dropped)) items.erase(*number);
  }
  if (!before.ok()) return before.error();
  if (!after.ok()) return after.error();
  Json list = Json::array();
  for (auto& [number, item] : items) list.push_back(std::move(item));
  return list;
}

}  // namespace

SnapshotIndex index_of_snapshot(const Json& snapshot) {
  return {digest_of_json(snapshot), hashes_of(snapshot, kVersions), hashes_of(snapshot, kTenants)};
}

Json snapshot_difference(const SnapshotIndex& former, const Json& snapshot,
                         const SnapshotIndex& index) {
  Json difference = {{"since", former.digest},
                     {"digest", index.digest},
                     {"framework", snapshot.at("framework")},
                     {"target_version", snapshot.at("target_version")},
                     {"lineage", snapshot.at("lineage")}};
  add_difference(snapshot, kVersions, former.versions, index.versions, difference);
  add_difference(snapshot, kTenants, former.tenants, index.tenants, difference);
  return difference;
}

Result<Json> apply_snapshot_difference(Json former, const Json& difference) {
  ObjectReader reader(difference, "difference");
  const std::string digest = reader.text("digest");
  Json snapshot = {{"framework", reader.member("framework", true)},
                   {"target_version", reader.member("target_version", true)},
                   {"lineage", reader.member("lineage", true)}};
  if (!reader.ok()) return reader.error();
  for (const Part& part : {kVersions, kTenants}) {
    auto list = changed_list(former, difference, part);
    if (!list) return std::move(list).error();
    snapshot[part.list] = *std::move(list);
  }
  if (digest_of_json(snapshot) != digest) {
    return conflict_error("The difference belongs to another snapshot.", "digest");
  }
  return snapshot;
}

}  // namespace datavault
