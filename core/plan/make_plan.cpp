#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <utility>

#include "core/codec/overlay_json.h"
#include "core/merge/overlay_merge.h"
#include "core/plan/plan.h"
#include "core/plan/plan_digest.h"
#include "core/plan/tenant_plan.h"

namespace datavault {
namespace {

/// Views of the snapshot's versions, each made once.
class Versions {
 public:
  explicit Versions(const Snapshot& snapshot) : snapshot_(snapshot) {}

  const VersionView& view(int64_t number) {
    auto& slot = views_[number];
    if (!slot) slot = std::make_unique<VersionView>(snapshot_.versions.at(number).content);
    return *slot;
  }
  /// From a version, or from none, to the target.
  const VersionChanges& changes(std::optional<int64_t> from) {
    auto& slot = changes_[from];
    if (!slot) {
      slot = std::make_unique<VersionChanges>(from ? &view(*from) : nullptr,
                                              view(snapshot_.target_version));
    }
    return *slot;
  }
  const std::string& digest(int64_t number) const { return snapshot_.versions.at(number).digest; }

  /// From a version, or from none, to the target.
  const Lineage& lineage(std::optional<int64_t> from) {
    const int64_t base = from.value_or(snapshot_.target_version);
    const auto it = lineages_.find(base);
    if (it != lineages_.end()) return it->second;
    return lineages_[base] = Lineage(snapshot_.lineage, base, snapshot_.target_version);
  }

 private:
  const Snapshot& snapshot_;
  std::map<int64_t, std::unique_ptr<VersionView>> views_;
  std::map<std::optional<int64_t>, std::unique_ptr<VersionChanges>> changes_;
  std::map<int64_t, Lineage> lineages_;
};

class Planner {
 public:
  Planner(const Snapshot& snapshot, const PlanRequest& request, Answers answers)
      : snapshot_(snapshot),
        request_(request),
        answers_(std::move(answers)),
        versions_(snapshot),
        master_(versions_.view(snapshot.target_version)) {
    tenants_.reserve(snapshot.tenants.size());
    for (const TenantFacts& facts : snapshot.tenants) tenants_.push_back(&facts);
    std::stable_sort(tenants_.begin(), tenants_.end(), comes_before);
  }

  Result<Plan> run() {
    plan_.framework = snapshot_.framework.id;
    plan_.target_version = snapshot_.target_version;
    plan_.source_version = versions_.digest(snapshot_.target_version);
    plan_.strategy = request_.strategy;
    plan_.policy = request_.policy;
    const std::vector<TenantId> targets = targets_in_order();
    plan_.targets.reserve(targets.size());
    plan_.conflicts.reserve(targets.size());
    for (const TenantId tenant : targets) {
      const TenantFacts* facts = find(tenant);
      if (facts)
        plan_tenant(*facts);
      else
        plan_unknown(tenant);
      if (error_) return *std::move(error_);
    }
    plan_.unused_decisions = answers_.unused();
    for (const PlannedTarget& target : plan_.targets) ++plan_.summary[target.outcome];
    plan_.digest = plan_digest(snapshot_.framework, plan_.source_version, request_, plan_.targets);
    return std::move(plan_);
  }

 private:
  static bool comes_before(const TenantFacts* a, const TenantFacts* b) {
    return a->tenant.id < b->tenant.id;
  }

  std::vector<TenantId> targets_in_order() const {
    std::vector<TenantId> targets = request_.targets;
    std::sort(targets.begin(), targets.end());
    targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    return targets;
  }

  const TenantFacts* find(TenantId tenant) const {
    const auto it = std::lower_bound(
        tenants_.begin(), tenants_.end(), tenant,
        [](const TenantFacts* facts, TenantId id) { return facts->tenant.id < id; });
    return it != tenants_.end() && (*it)->tenant.id == tenant ? *it : nullptr;
  }

  void plan_unknown(TenantId tenant) {
    Conflict conflict;
    conflict.type = ConflictType::company_not_found;
    conflict.message = "There is no tenant with the id " + std::to_string(tenant.value) + ".";
    PlannedTarget target;
    target.tenant = tenant;
    info(target, std::move(conflict));
    finish(std::move(target), digest_of_json({{"known", false}}));
  }

  void plan_tenant(const TenantFacts& facts) {
    PlannedTarget target;
    target.tenant = facts.tenant.id;
    if (facts.adoption) {
      target.before = facts.state.empty() ? state_of(*facts.adoption) : facts.state;
      target.edits_before = count_edits(facts.adoption->overlay);
      target.edits_after = target.edits_before;
    }
    Json relied_on;
    if (!facts.tenant.is_active) {
      Conflict conflict;
      conflict.type = ConflictType::company_inactive;
      conflict.message = "The tenant \"" + facts.tenant.name + "\" is inactive.";
      info(target, std::move(conflict));
    } else if (!settled_by_strategy(facts, target)) {
      relied_on = plan_effect(facts, target);
    }
    finish(std::move(target), evidence_of(facts.tenant, std::move(relied_on)));
  }

  std::string state_of(const Adoption& adoption) const {
    return state_digest(adoption.base ? &versions_.digest(*adoption.base) : nullptr,
                        adoption.overlay);
  }

  bool is_on_target(const TenantFacts& facts) const {
    return facts.adoption && facts.adoption->base == snapshot_.target_version;
  }

  /// Strategy SKIP only creates; it leaves everything that is there.
  bool settled_by_strategy(const TenantFacts& facts, PlannedTarget& target) {
    if (facts.adoption && !facts.adoption->base) {
      Conflict conflict;
      conflict.type = ConflictType::framework_exists;
      conflict.message = "The tenant \"" + facts.tenant.name +
                         "\" has a framework of its own named \"" + snapshot_.framework.name +
                         "\".";
      info(target, std::move(conflict));
    }
    if (request_.strategy != Strategy::skip || !facts.adoption) return false;
    target.outcome = is_on_target(facts) ? Outcome::noop : Outcome::skip;
    return true;
  }

  /// The outcome for a tenant that the strategy reaches; returns the facts that it relied on.
  Json plan_effect(const TenantFacts& facts, PlannedTarget& target) {
    if (is_on_target(facts) && keeps_edits()) {
      target.outcome = Outcome::noop;
      return nullptr;
    }
    const std::optional<int64_t> base = facts.adoption ? facts.adoption->base : std::nullopt;
    const Route route{base ? &versions_.view(*base) : nullptr, master_, versions_.lineage(base),
                      true};
    auto planned = plan_copy(facts, route, versions_.changes(base), request_, answers_);
    if (!planned) {
      error_ = std::move(planned).error();
      return nullptr;
    }
    if (is_on_target(facts) && same_state(planned->overlay, facts.adoption->overlay)) {
      target.outcome = Outcome::noop;
      return nullptr;
    }
    for (Conflict& conflict : planned->conflicts) add(target, std::move(conflict));
    target.outcome = planned->is_held ? Outcome::hold : outcome_of(facts);
    if (planned->is_held) return std::move(planned->evidence);
    target.after = state_digest(&plan_.source_version, planned->overlay);
    target.edits_after = count_edits(planned->overlay);
    target.remember = std::move(planned->remember);
    target.result = Adoption{snapshot_.target_version, std::move(planned->overlay)};
    return std::move(planned->evidence);
  }

  /// Nothing is to be done then for a tenant that is on the target.
  bool keeps_edits() const {
    return request_.strategy != Strategy::overwrite && !request_.mirrors();
  }

  Outcome outcome_of(const TenantFacts& facts) const {
    if (!facts.adoption) return Outcome::create;
    if (facts.adoption->base && facts.adoption->overlay.empty()) return Outcome::fast_forward;
    return request_.strategy == Strategy::overwrite ? Outcome::overwrite : Outcome::merge;
  }

  void info(PlannedTarget& target, Conflict&& conflict) {
    conflict.severity = Severity::info;
    conflict.tenant = target.tenant;
    identify(conflict);
    add(target, std::move(conflict));
  }

  void add(PlannedTarget& target, Conflict&& conflict) {
    ++target.conflicts;
    plan_.conflicts.push_back(std::move(conflict));
  }

  /// Most tenants have nothing to rely on: what that comes to is worked out once.
  std::string evidence_of(const Tenant& tenant, Json relied_on) {
    const auto digest = [&] {
      return digest_of_json(
          {{"known", true}, {"active", tenant.is_active}, {"facts", std::move(relied_on)}});
    };
    if (!relied_on.is_null()) return digest();
    std::string& plain = plain_evidence_[tenant.is_active ? 1 : 0];
    if (plain.empty()) plain = digest();
    return plain;
  }

  void finish(PlannedTarget target, std::string evidence) {
    target.evidence = std::move(evidence);
    if (!target.result) target.after = target.before;
    plan_.targets.push_back(std::move(target));
  }

  const Snapshot& snapshot_;
  const PlanRequest& request_;
  Answers answers_;
  Versions versions_;
  FormulaConflicts master_;
  std::array<std::string, 2> plain_evidence_;  // of inactive and of active tenants
  std::optional<Error> error_;
  std::vector<const TenantFacts*> tenants_;  // by id
  Plan plan_;
};

Result<void> check_versions(const Snapshot& snapshot) {
  if (!snapshot.versions.contains(snapshot.target_version)) {
    return invalid_input(
        "The framework has no version " + std::to_string(snapshot.target_version) + ".", "version");
  }
  for (const TenantFacts& facts : snapshot.tenants) {
    if (!facts.adoption || !facts.adoption->base) continue;
    if (!snapshot.versions.contains(*facts.adoption->base)) {
      return invalid_input(
          "The snapshot lacks version " + std::to_string(*facts.adoption->base) + ".",
          "tenant " + std::to_string(facts.tenant.id.value));
    }
  }
  return {};
}

Result<void> check_downgrades(const Snapshot& snapshot, const PlanRequest& request) {
  if (request.allow_downgrade || request.strategy == Strategy::skip) return {};
  std::vector<const Tenant*> beyond;
  for (const TenantFacts& facts : snapshot.tenants) {
    const bool has_base = facts.adoption && facts.adoption->base;
    if (has_base && *facts.adoption->base > snapshot.target_version)
      beyond.push_back(&facts.tenant);
  }
  if (beyond.empty()) return {};
  const std::set<TenantId> targets(request.targets.begin(), request.targets.end());
  std::string names;
  for (const Tenant* tenant : beyond) {
    if (targets.contains(tenant->id)) names += (names.empty() ? "" : ", ") + tenant->name;
  }
  if (names.empty()) return {};
  return conflict_error("These tenants are beyond version " +
                            std::to_string(snapshot.target_version) + ": " + names +
                            ". Leave them out, or allow going back.",
                        "target_company_ids");
}

}  // namespace

Result<Plan> make_plan(const Snapshot& snapshot, const PlanRequest& request) {
  if (request.targets.empty()) {
    return invalid_input("Choose at least one tenant.", "target_company_ids");
  }
  if (auto checked = check_versions(snapshot); !checked) return checked.error();
  if (auto checked = check_downgrades(snapshot, request); !checked) return checked.error();
  auto answers = Answers::of(request);
  if (!answers) return std::move(answers).error();
  return Planner(snapshot, request, *std::move(answers)).run();
}

}  // namespace datavault
