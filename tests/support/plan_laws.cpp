#include "tests/support/plan_laws.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

#include "core/codec/overlay_json.h"
#include "core/plan/rollback.h"
#include "core/plan/snapshot_json.h"

namespace datavault::test {
namespace {

template <typename Facts>
Facts* find_facts(std::vector<Facts>& tenants, TenantId tenant) {
  for (Facts& facts : tenants) {
    if (facts.tenant.id == tenant) return &facts;
  }
  return nullptr;
}

/// What values and other frameworks say about a change is over once it is made.
TenantFacts with(TenantFacts facts, const Adoption& adoption) {
  facts.adoption = adoption;
  facts.state.clear();
  facts.values.clear();
  facts.inbound.clear();
  return facts;
}

Snapshot applied(Snapshot snapshot, const Plan& plan) {
  for (const PlannedTarget& target : plan.targets) {
    if (!target.result) continue;
    TenantFacts& facts = *find_facts(snapshot.tenants, target.tenant);
    facts = with(std::move(facts), *target.result);
  }
  return snapshot;
}

std::string of_tenant(TenantId tenant, const std::string& what) {
  return "tenant " + std::to_string(tenant.value) + ": " + what;
}

std::string text_of(const Overlay& overlay) {
  return overlay_to_json(overlay, Stamps::leave_out).dump();
}

}  // namespace

PlanRequest request_for_all(const Snapshot& snapshot, const Policy& policy, Strategy strategy) {
  PlanRequest request;
  request.strategy = strategy;
  request.policy = policy;
  request.allow_downgrade = true;
  for (const TenantFacts& facts : snapshot.tenants) request.targets.push_back(facts.tenant.id);
  return request;
}

Plan planned(const Snapshot& snapshot, const PlanRequest& request) {
  auto plan = make_plan(snapshot, request);
  if (plan) return *std::move(plan);
  std::fprintf(stderr, "%s: %s\n", plan.error().where.c_str(), plan.error().message.c_str());
  std::abort();
}

void answer_all(const Snapshot& snapshot, PlanRequest& request, Plan& plan,
                const std::function<Take()>& take) {
  constexpr int kMostRounds = 12;
  for (int round = 0; round < kMostRounds; ++round) {
    std::set<std::string> known;
    for (const Decision& decision : request.decisions) known.insert(decision.conflict);
    const size_t before = known.size();
    for (const Conflict& conflict : plan.conflicts) {
      if (!holds(conflict) || !known.insert(conflict.id).second) continue;
      const Take side = take();
      const bool is_remembered = side == Take::tenant && known.size() % 3 == 0;
      request.decisions.push_back({{}, conflict.id, std::nullopt, side, nullptr, is_remembered});
    }
    if (known.size() == before) return;
    plan = planned(snapshot, request);
  }
}

std::string open_questions_hold(const Plan& plan) {
  std::set<TenantId> held;
  for (const Conflict& conflict : plan.conflicts) {
    if (holds(conflict)) held.insert(conflict.tenant);
  }
  for (const PlannedTarget& target : plan.targets) {
    const bool is_held = target.outcome == Outcome::hold;
    if (is_held != held.contains(target.tenant) || (is_held && target.result)) {
      return of_tenant(target.tenant, std::string(to_text(target.outcome)) +
                                          (held.contains(target.tenant) ? " with" : " without") +
                                          " an open conflict");
    }
  }
  return {};
}

std::string applied_is_noop(const Snapshot& snapshot, const PlanRequest& request,
                            const Plan& plan) {
  if (request.strategy == Strategy::skip) return {};
  PlanRequest again = request;
  // What a decision kept, OVERWRITE or Mirror without that decision would drop.
  if (!request.decisions.empty()) again = request_for_all(snapshot, {});
  const Plan second = planned(applied(snapshot, plan), again);
  for (size_t i = 0; i < plan.targets.size(); ++i) {
    const PlannedTarget &first = plan.targets[i], &next = second.targets[i];
    if (!first.result) continue;
    if (next.outcome != Outcome::noop) {
      return of_tenant(first.tenant, "plans as " + std::string(to_text(next.outcome)));
    }
    if (next.before != first.after) return of_tenant(first.tenant, "is not as planned");
  }
  return {};
}

std::string same_after_transport(const Snapshot& snapshot, const PlanRequest& request,
                                 const Plan& plan) {
  const auto json = parse_json(snapshot_to_json(snapshot).dump());
  if (!json) return json.error().message;
  const auto received = snapshot_from_json(*json);
  if (!received) return received.error().message;
  return planned(*received, request).digest == plan.digest ? "" : "another digest";
}

std::string rollback_restores(const Snapshot& snapshot, const Plan& plan) {
  RollbackSnapshot rollback{snapshot.framework, 1, snapshot.versions, snapshot.lineage, {}};
  RollbackRequest request;
  for (const PlannedTarget& target : plan.targets) {
    if (!target.result) continue;
    for (const TenantFacts& facts : snapshot.tenants) {
      if (!(facts.tenant.id == target.tenant)) continue;
      TenantFacts now = with(facts, *target.result);
      now.foreign_fields.clear();
      rollback.tenants.push_back({std::move(now), facts.adoption, target.result, false});
    }
    request.targets.push_back(target.tenant);
  }
  if (request.targets.empty()) return {};
  const auto back = make_rollback_plan(rollback, request);
  if (!back) return back.error().message;
  for (size_t i = 0; i < back->targets.size(); ++i) {
    const PlannedTarget& target = back->targets[i];
    const auto& before = rollback.tenants[i].before;
    if (!before) {
      if (target.outcome != Outcome::remove) return of_tenant(target.tenant, "is not removed");
      continue;
    }
    if (target.outcome == Outcome::hold) continue;  // a formula that never worked may hold
    const auto* digest = before->base ? &snapshot.versions.at(*before->base).digest : nullptr;
    if (target.after == state_digest(digest, before->overlay)) continue;
    return of_tenant(target.tenant,
                     "had " + text_of(before->overlay) + ", gets " +
                         (target.result ? text_of(target.result->overlay) : "nothing"));
  }
  return {};
}

}  // namespace datavault::test
