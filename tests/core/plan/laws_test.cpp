// The laws of docs/merge.md, for every combination of a small universe and for random large ones.
#include <array>
#include <cstdlib>

#include <doctest/doctest.h>

#include "core/base/json.h"
#include "core/codec/overlay_json.h"
#include "core/model/resolve.h"
#include "core/plan/plan.h"
#include "core/plan/rollback.h"
#include "core/plan/snapshot_json.h"
#include "tests/support/builder.h"
#include "tests/support/generator.h"

namespace datavault {
namespace {

bool is_long() { return std::getenv("DATAVAULT_LONG") != nullptr; }

PlanRequest request_for_all(const Snapshot& snapshot, const Policy& policy,
                            Strategy strategy = Strategy::merge) {
  PlanRequest request;
  request.strategy = strategy;
  request.policy = policy;
  request.allow_downgrade = true;
  for (const TenantFacts& facts : snapshot.tenants) request.targets.push_back(facts.tenant.id);
  return request;
}

Plan planned(const Snapshot& snapshot, const PlanRequest& request) {
  auto plan = make_plan(snapshot, request);
  REQUIRE_MESSAGE(plan.ok(), (plan.ok() ? "" : plan.error().message + " " + plan.error().where));
  return *std::move(plan);
}

TenantFacts& facts_of(Snapshot& snapshot, TenantId tenant) {
  for (TenantFacts& facts : snapshot.tenants) {
    if (facts.tenant.id == tenant) return facts;
  }
  std::abort();
}

/// The snapshot after the plan was carried out. What the values say about the change is over then.
Snapshot applied(Snapshot snapshot, const Plan& plan) {
  for (const PlannedTarget& target : plan.targets) {
    if (!target.result) continue;
    TenantFacts& facts = facts_of(snapshot, target.tenant);
    facts.adoption = target.result;
    facts.values.clear();
    facts.inbound.clear();
  }
  return snapshot;
}

void check_applied_is_noop(const Snapshot& snapshot, const PlanRequest& request, const Plan& plan) {
  PlanRequest again = request;
  // What a decision kept, OVERWRITE or Mirror without that decision would drop.
  if (!request.decisions.empty()) again = request_for_all(snapshot, {});
  const Plan second = planned(applied(snapshot, plan), again);
  for (size_t i = 0; i < plan.targets.size(); ++i) {
    if (!plan.targets[i].result || request.strategy == Strategy::skip) continue;
    CAPTURE(plan.targets[i].tenant.value);
    REQUIRE(second.targets[i].outcome == Outcome::noop);
    REQUIRE(second.targets[i].before == plan.targets[i].after);
  }
}

void check_same_after_transport(const Snapshot& snapshot, const PlanRequest& request,
                                const Plan& plan) {
  const auto json = parse_json(snapshot_to_json(snapshot).dump());
  REQUIRE(json.ok());
  const auto received = snapshot_from_json(*json);
  REQUIRE(received.ok());
  REQUIRE(planned(*received, request).digest == plan.digest);
}

/// Taking a plan back restores what it found, exactly.
void check_rollback(const Snapshot& snapshot, const Plan& plan) {
  RollbackSnapshot rollback{snapshot.framework, 1, snapshot.versions, snapshot.lineage, {}};
  RollbackRequest request;
  for (const PlannedTarget& target : plan.targets) {
    if (!target.result) continue;
    TenantFacts facts = facts_of(const_cast<Snapshot&>(snapshot), target.tenant);
    const std::optional<Adoption> before = facts.adoption;
    facts.adoption = target.result;
    facts.values.clear();
    facts.inbound.clear();
    facts.foreign_fields.clear();
    rollback.tenants.push_back({std::move(facts), before, target.result, false});
    request.targets.push_back(target.tenant);
  }
  if (request.targets.empty()) return;
  const auto back = make_rollback_plan(rollback, request);
  REQUIRE(back.ok());
  for (size_t i = 0; i < back->targets.size(); ++i) {
    const PlannedTarget& target = back->targets[i];
    CAPTURE(target.tenant.value);
    const auto& before = rollback.tenants[i].before;
    if (!before) {
      REQUIRE(target.outcome == Outcome::remove);
    } else if (target.outcome != Outcome::hold) {  // a formula that never worked may hold
      if (target.result) {
        // The overlays tell more than their digests when this fails.
        REQUIRE(overlay_to_json(target.result->overlay, Stamps::leave_out) ==
                overlay_to_json(before->overlay, Stamps::leave_out));
      }
      const auto* digest = before->base ? &snapshot.versions.at(*before->base).digest : nullptr;
      REQUIRE(target.after == state_digest(digest, before->overlay));
    }
  }
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
    check_applied_is_noop(snapshot, request, plan);
    check_rollback(snapshot, plan);
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
    // Answers may raise further questions; a handful of rounds answers all.
    for (int round = 0; round < 12; ++round) {
      std::map<std::string, Decision> decisions;
      for (const Conflict& conflict : plan.conflicts) {
        if (!holds(conflict)) continue;
        const Take take = random.one_in(2) ? Take::master : Take::tenant;
        decisions[conflict.id] = {"",   conflict.id, std::nullopt,
                                  take, nullptr,     take == Take::tenant && random.one_in(3)};
      }
      if (decisions.empty()) break;
      const size_t known = request.decisions.size();
      for (auto& [id, decision] : decisions) {
        bool is_known = false;
        for (const Decision& other : request.decisions) is_known |= other.conflict == id;
        if (!is_known) request.decisions.push_back(std::move(decision));
      }
      if (request.decisions.size() == known) break;
      plan = planned(snapshot, request);
    }
    check_same_after_transport(snapshot, request, plan);
    check_applied_is_noop(snapshot, request, plan);
    check_rollback(snapshot, plan);
  }
}

}  // namespace datavault
