// The laws of docs/merge.md, for every combination of a small universe and for random large ones.
#include <array>
#include <cstdlib>

#include <doctest/doctest.h>

#include "core/base/json.h"
#include "core/model/resolve.h"
#include "tests/support/builder.h"
#include "tests/support/generator.h"
#include "tests/support/plan_laws.h"

namespace datavault {
namespace {

using test::planned;
using test::request_for_all;

bool is_long() { return std::getenv("DATAVAULT_LONG") != nullptr; }

void check_laws(const Snapshot& snapshot, const PlanRequest& request, const Plan& plan) {
  REQUIRE(test::open_questions_hold(plan) == "");
  REQUIRE(test::applied_is_noop(snapshot, request, plan) == "");
  REQUIRE(test::rollback_restores(snapshot, plan) == "");
}

// ---- the small universe

/// What a field is on one side: absent, or one of the values of three attributes.
struct FieldState {
  bool is_there = false;
  int name = 0, unit = 0, description = 0;
};

FieldState state_of(size_t number) {
  if (number == 0) return {};
  const auto bits = static_cast<int>(number - 1);
  return {true, bits % 3, bits / 3 % 3, bits / 9 % 3};
}

Field field_of(const std::string& id, const FieldState& state) {
  Field field = test::field(id, "Name " + std::to_string(state.name));
  if (state.unit > 0) field.unit = state.unit == 1 ? "t" : "kg";
  if (state.description > 0) field.description = std::to_string(state.description);
  return field;
}

struct Universe {
  std::vector<std::array<FieldState, 3>> fields;  // base, tenant, master

  Snapshot snapshot() const {
    std::vector<Field> base, master;
    // A field that is always there keeps contents from being empty.
    base.push_back(test::field("z"));
    master.push_back(test::field("z"));
    master.push_back(test::field("y"));  // nor equal
    Overlay overlay;
    for (size_t i = 0; i < fields.size(); ++i) add(i, base, master, overlay);
    Snapshot result =
        test::snapshot(test::version(1, base), test::version(2, master), std::nullopt);
    result.tenants[0].adoption =
        Adoption{1, normalise(&result.versions.at(1).content, std::move(overlay))};
    return result;
  }

  void add(size_t i, std::vector<Field>& base, std::vector<Field>& master, Overlay& overlay) const {
    const auto& [b, t, m] = fields[i];
    const std::string id(1, static_cast<char>('a' + i));
    if (b.is_there) base.push_back(field_of(id, b));
    if (m.is_there) master.push_back(field_of(id, m));
    const Field tenant = field_of(id, t);
    if (b.is_there && !t.is_there) overlay.hidden[tenant.uid] = {};
    if (b.is_there && t.is_there) {
      for (const Attribute attribute : {Attribute::name, Attribute::unit, Attribute::description}) {
        overlay.edits[tenant.uid][attribute] = {attribute_of(tenant, attribute), {}};
      }
    }
    if (!b.is_there && t.is_there) {
      Field own = tenant;
      own.uid.value = "own-" + id;
      overlay.added[own.uid] = {own, {"uz"}, {}};
    }
  }
};

std::string text_of(const Field* field, Attribute attribute) {
  return field ? attribute_of(*field, attribute).dump() : "gone";
}

const Field* find(const FrameworkContent& content, const FieldUid& uid) {
  for (const Field& field : content.fields) {
    if (field.uid == uid) return &field;
  }
  return nullptr;
}

/// What the tenant did, and only that, survives; the winner of a clash is as the policy says.
void check_merged(const Universe& universe, const Snapshot& snapshot, const Plan& plan,
                  PolicyTake winner) {
  const FrameworkContent& base = snapshot.versions.at(1).content;
  const FrameworkContent& master = snapshot.versions.at(2).content;
  const FrameworkContent tenant = resolve(&base, snapshot.tenants[0].adoption->overlay);
  REQUIRE(plan.targets[0].result.has_value());
  const FrameworkContent after = resolve(&master, plan.targets[0].result->overlay);
  for (size_t i = 0; i < universe.fields.size(); ++i) {
    const FieldUid uid{std::string("u") + static_cast<char>('a' + i)};
    const Field *b = find(base, uid), *t = find(tenant, uid), *m = find(master, uid),
                *r = find(after, uid);
    if (!b) continue;
    for (const Attribute attribute : {Attribute::name, Attribute::unit, Attribute::description}) {
      const std::string in_base = text_of(b, attribute), in_tenant = text_of(t, attribute),
                        in_master = text_of(m, attribute), in_result = text_of(r, attribute);
      CAPTURE(uid.value);
      CAPTURE(to_text(attribute));
      if (t && m && in_tenant == in_base) REQUIRE(in_result == in_master);
      if (t && m && in_tenant != in_base && in_master == in_base) REQUIRE(in_result == in_tenant);
      if (t && m && in_tenant != in_base && in_master != in_base) {
        REQUIRE(in_result == (winner == PolicyTake::master ? in_master : in_tenant));
      }
      if (t && !m && in_tenant != in_base) {
        REQUIRE(in_result == (winner == PolicyTake::master ? "gone" : in_tenant));
      }
    }
    if (!t && m && *m == *b) REQUIRE_FALSE(r);  // hidden stays hidden
  }
}

void check_laws(const Universe& universe) {
  const Snapshot snapshot = universe.snapshot();
  const Plan asked = planned(snapshot, request_for_all(snapshot, {}));
  bool is_clash = false;
  for (const Conflict& conflict : asked.conflicts) is_clash |= holds(conflict);
  REQUIRE((asked.targets[0].outcome == Outcome::hold) == is_clash);
  REQUIRE((asked.targets[0].after != asked.targets[0].before) == !is_clash);
  for (const Policy& policy : {parent_to_child_policy(), peer_policy(), mirror_policy()}) {
    const PlanRequest request = request_for_all(snapshot, policy);
    const Plan plan = planned(snapshot, request);
    if (!policy.mirror) check_merged(universe, snapshot, plan, policy.fallback);
    if (policy.mirror) {
      const FrameworkContent& master = snapshot.versions.at(2).content;
      REQUIRE(resolve(&master, plan.targets[0].result->overlay).fields == master.fields);
    }
    check_laws(snapshot, request, plan);
  }
}

}  // namespace

TEST_CASE("laws: one field, three attributes of three values, on three sides: every combination") {
  constexpr size_t kStates = 28;
  const size_t step = is_long() ? 1 : 53;  // prime to the number of states
  for (size_t i = 0; i < kStates * kStates * kStates; i += step) {
    CAPTURE(i);
    check_laws({{{state_of(i % kStates), state_of(i / kStates % kStates),
                  state_of(i / kStates / kStates)}}});
  }
}

TEST_CASE("laws: three fields that come, go and change on three sides: every combination") {
  constexpr size_t kStates = 27;  // absent, one value, another: on three sides
  const size_t step = is_long() ? 1 : 47;
  const auto sides = [](size_t number) {
    return std::array{state_of(number % 3), state_of(number / 3 % 3), state_of(number / 9 % 3)};
  };
  for (size_t i = 0; i < kStates * kStates * kStates; i += step) {
    CAPTURE(i);
    check_laws({{sides(i % kStates), sides(i / kStates % kStates), sides(i / kStates / kStates)}});
  }
}

TEST_CASE("laws: random snapshots under random strategies, policies and decisions") {
  const uint64_t seeds = is_long() ? 84000 : 90;  // twelve tenants each
  const Policy policies[] = {{}, parent_to_child_policy(), peer_policy(), mirror_policy()};
  const Strategy strategies[] = {Strategy::merge, Strategy::merge, Strategy::overwrite,
                                 Strategy::manual};
  for (uint64_t seed = 1; seed <= seeds; ++seed) {
    CAPTURE(seed);
    test::Random random(seed);
    const Snapshot snapshot = test::random_snapshot(seed, {24, 12, 5});
    PlanRequest request =
        request_for_all(snapshot, policies[random.below(4)], strategies[random.below(4)]);
    Plan plan = planned(snapshot, request);
    test::answer_all(snapshot, request, plan,
                     [&] { return random.one_in(2) ? Take::master : Take::tenant; });
    REQUIRE(test::same_after_transport(snapshot, request, plan) == "");
    check_laws(snapshot, request, plan);
  }
}

}  // namespace datavault
