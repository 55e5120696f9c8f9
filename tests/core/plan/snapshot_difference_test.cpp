#include "core/plan/snapshot_difference.h"

#include <doctest/doctest.h>

#include "core/plan/snapshot_json.h"
#include "tests/support/builder.h"
#include "tests/support/generator.h"

namespace datavault {
namespace {

Json whole(const Snapshot& snapshot) { return snapshot_to_json(snapshot); }

Json difference(const Json& former, const Json& now) {
  return snapshot_difference(index_of_snapshot(former), now, index_of_snapshot(now));
}

/// Why the law does not hold; empty where it does.
std::string broken_law(const Json& former, const Json& now) {
  const auto applied = apply_snapshot_difference(former, difference(former, now));
  if (!applied) return applied.error().message;
  if (*applied != now || applied->dump() != now.dump()) return "another snapshot came out";
  const auto read = snapshot_from_json(*applied);
  return read ? std::string() : read.error().where + ": " + read.error().message;
}

/// What may happen to a snapshot between two visits: tenants change, go and come, a version is
/// published.
Snapshot later(Snapshot snapshot, const Snapshot& donor, test::Random& random) {
  std::vector<TenantFacts> tenants;
  for (TenantFacts& facts : snapshot.tenants) {
    if (random.one_in(6)) continue;
    if (random.one_in(3)) facts.tenant.name += " Ltd";
    if (random.one_in(4)) facts.tenant.is_active = !facts.tenant.is_active;
    tenants.push_back(std::move(facts));
  }
  for (size_t i = 0; i < donor.tenants.size() && random.one_in(2); ++i) {
    TenantFacts facts = donor.tenants[i];
    facts.tenant.id.value += 1000;
    facts.adoption.reset();
    facts.values.clear();
    tenants.push_back(std::move(facts));
  }
  snapshot.tenants = std::move(tenants);
  if (random.one_in(2)) return snapshot;
  const auto& newest = *snapshot.versions.rbegin();
  FrameworkVersion next = newest.second;
  next.number = newest.first + 1;
  next.content = test::random_successor(random, newest.second.content, 5);
  next.digest = content_digest(next.content);
  snapshot.target_version = next.number;
  snapshot.versions[next.number] = std::move(next);
  return snapshot;
}

}  // namespace

TEST_CASE("snapshot difference: applied to the earlier one it gives the later one") {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    test::Random random(seed);
    const Snapshot a = test::random_snapshot(seed, {12, 9, 3});
    const Snapshot donor = test::random_snapshot(seed + 1000, {12, 9, 3});
    const Snapshot b = later(a, donor, random);
    REQUIRE(broken_law(whole(a), whole(b)) == "");
    REQUIRE(broken_law(whole(b), whole(a)) == "");
    // Also between two that have nothing to do with each other.
    REQUIRE(broken_law(whole(a), whole(donor)) == "");
  }
}

TEST_CASE("snapshot difference: where nothing changed there is nothing in it") {
  const Json same = whole(test::random_snapshot(3, {30, 12, 4}));
  const Json nothing = difference(same, same);
  CHECK(nothing["tenants"].empty());
  CHECK(nothing["versions"].empty());
  CHECK(nothing["dropped_tenants"].empty());
  CHECK(nothing["dropped_versions"].empty());
  CHECK(nothing["since"] == nothing["digest"]);
  CHECK(nothing["digest"] == digest_of_json(same));
}

TEST_CASE("snapshot difference: one tenant's edit is one tenant") {
  Snapshot snapshot = test::random_snapshot(3, {200, 100, 4});
  const Json former = whole(snapshot);
  snapshot.tenants[7].tenant.name = "Another name";
  const Json now = whole(snapshot);
  const Json changed = difference(former, now);
  CHECK(changed["tenants"].size() == 1);
  CHECK(changed["versions"].empty());
  CHECK(broken_law(former, now) == "");
  CHECK(changed.dump().size() * 20 < now.dump().size());
}

TEST_CASE("snapshot difference: tenants that go are dropped, and order does not matter") {
  Snapshot snapshot = test::random_snapshot(5, {10, 6, 2});
  const Json former = whole(snapshot);
  snapshot.tenants.erase(snapshot.tenants.begin() + 2);
  const Json now = whole(snapshot);
  const Json changed = difference(former, now);
  CHECK(changed["dropped_tenants"].size() == 1);
  CHECK(broken_law(former, now) == "");
  CHECK(broken_law(now, former) == "");
}

TEST_CASE("snapshot difference: what does not fit is refused") {
  const Snapshot a = test::random_snapshot(8, {10, 6, 2});
  Snapshot b = a;
  b.tenants[0].tenant.name = "Another name";
  const Json good = difference(whole(a), whole(b));
  struct Case {
    const char* name;
    Json former, difference;
    Error::Code code;
  };
  Snapshot other = a;
  other.tenants[1].tenant.name = "Unlike what the server knew";
  Json digest_lost = good, list_lost = good, item_unnamed = good;
  digest_lost.erase("digest");
  list_lost["tenants"] = 7;
  item_unnamed["tenants"][0].erase("id");
  const Case cases[] = {
      {"another earlier one", whole(other), good, Error::Code::conflict},
      {"no earlier one", nullptr, good, Error::Code::invalid_input},
      {"no object", whole(a), Json::array(), Error::Code::invalid_input},
      {"no digest", whole(a), digest_lost, Error::Code::invalid_input},
      {"no list", whole(a), list_lost, Error::Code::invalid_input},
      {"an item without a number", whole(a), item_unnamed, Error::Code::invalid_input},
  };
  for (const Case& item : cases) {
    CAPTURE(item.name);
    const auto applied = apply_snapshot_difference(item.former, item.difference);
    REQUIRE_FALSE(applied.ok());
    CHECK(applied.error().code == item.code);
  }
}

}  // namespace datavault
