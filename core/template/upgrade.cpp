#include "core/template/upgrade.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/codec/overlay_json.h"
#include "core/merge/overlay_merge.h"
#include "core/plan/plan_digest.h"
#include "core/plan/tenant_plan.h"
#include "core/template/template_json.h"

namespace datavault {
namespace {

std::string state_of(const SetupCopy& copy) {
  return state_digest(copy.version_digest.empty() ? nullptr : &copy.version_digest, copy.overlay);
}

/// What a framework itself is to a conflict.
Json copy_json(const SetupCopy* copy) {
  if (!copy) return nullptr;
  return {{"version_digest", copy->version_digest}, {"state", state_of(*copy)}};
}

class TenantUpgrade {
 public:
  TenantUpgrade(const UpgradeFacts& facts, const PlanRequest& request, Answers& answers)
      : facts_(facts),
        request_(request),
        answers_(answers),
        questions_(facts.tenant, request, answers) {}

  Result<void> run() {
    std::set<std::string> keys;
    for (const Setup* setup : {&facts_.base, &facts_.master, &facts_.now}) {
      for (const SetupCopy& copy : setup->copies) keys.insert(copy.key);
    }
    for (const std::string& key : keys) {
      if (auto merged = merge_copy(key); !merged) return merged;
    }
    MergedParts parts =
        merge_parts(facts_.base, facts_.now, facts_.master, facts_.entity_values, questions_);
    if (questions_.error()) return *questions_.error();
    result.setup.entities = std::move(parts.entities);
    result.setup.assignments = std::move(parts.assignments);
    result.setup.settings = std::move(parts.settings);
    result.setup.roles = facts_.now.roles;
    result.adopted = std::move(parts.adopted);
    sort_setup(result.setup);
    return {};
  }

  UpgradeResult result;
  bool is_edited = false;  // something of the template was changed by the tenant
  Json evidence = Json::array();

  bool is_held() const { return questions_.is_held(); }
  std::vector<SetupConflict> take_conflicts() { return questions_.take(); }

 private:
  const UpgradeCopy* facts_of(const std::string& key) const {
    for (const UpgradeCopy& copy : facts_.copies) {
      if (copy.key == key) return &copy;
    }
    return nullptr;
  }

  Result<void> merge_copy(const std::string& key) {
    const SetupCopy* base = find_copy(facts_.base, key);
    const SetupCopy* master = find_copy(facts_.master, key);
    const SetupCopy* now = find_copy(facts_.now, key);
    const UpgradeCopy* copy = facts_of(key);
    if (!now) {
      if (takes_new(key, base, master)) result.setup.copies.push_back(*master);
      return {};
    }
    if (!copy || !copy->stage || (!base && !master)) {
      result.setup.copies.push_back(*now);
      return {};
    }
    is_edited |= !copy->facts.adoption->overlay.empty();
    return master ? merge_fields(*copy, *now) : drop(*copy, *base, *now);
  }

  /// A framework that the tenant has not.
  bool takes_new(const std::string& key, const SetupCopy* base, const SetupCopy* master) {
    if (!master) return false;
    if (!base) return true;
    is_edited = true;
    return !questions_
                .merge(SetupPart::framework, key, "", copy_json(base), nullptr, copy_json(master))
                .is_null();
  }

  Result<void> merge_fields(const UpgradeCopy& copy, const SetupCopy& now) {
    UpgradeStage& stage = *copy.stage;
    const Route route{&stage.base_view(), stage.formulas(), stage.lineage(), true};
    auto planned = plan_copy(copy.facts, route, stage.changes(), request_, answers_);
    if (!planned) return planned.error();
    if (!planned->evidence.is_null()) {
      evidence.push_back({copy.key, std::move(planned->evidence)});
    }
    questions_.add(copy.key, std::move(planned->conflicts));
    if (planned->is_held) {
      result.setup.copies.push_back(now);
      return {};
    }
    SetupCopy after = now;
    after.version = stage.version();
    after.version_digest = stage.version_digest();
    after.overlay = stage.put_together(planned->overlay);
    // Moves can be told in several ways: what looks the same stays as it is.
    const bool looks_same = after.version_digest == now.version_digest &&
                            resolve_of(stage, copy) == stage_after(stage, planned->overlay);
    if (looks_same) after.overlay = now.overlay;
    result.setup.copies.push_back(std::move(after));
    return {};
  }

  static FrameworkContent resolve_of(const UpgradeStage& stage, const UpgradeCopy& copy) {
    return resolve(&stage.base(), copy.facts.adoption->overlay);
  }
  static FrameworkContent stage_after(const UpgradeStage& stage, const Overlay& merged) {
    return resolve(&stage.master(), merged);
  }

  /// A framework that the new version no longer has. Values are not touched: it stays with them.
  Result<void> drop(const UpgradeCopy& copy, const SetupCopy& base, const SetupCopy& now) {
    evidence.push_back({copy.key, copy.stored_values > 0});
    const bool is_edited_copy = !copy.facts.adoption->overlay.empty();
    bool goes = true;
    if (is_edited_copy) {
      goes =
          questions_
              .merge(SetupPart::framework, copy.key, "", copy_json(&base), copy_json(&now), nullptr)
              .is_null();
    }
    if (goes && copy.stored_values > 0) {
      SetupConflict kept = setup_conflict(
          SetupPart::framework, copy.key, "", ConflictType::removed_with_data,
          "The framework \"" + copy.key +
              "\", which the new version no longer has, holds values: it stays as the tenant's "
              "own.");
      kept.conflict.base = copy_json(&base);
      kept.conflict.tenant_value = copy_json(&now);
      kept.conflict.values.total = copy.stored_values;
      questions_.tell(std::move(kept));
      goes = false;
    }
    if (!goes) result.setup.copies.push_back(now);
    return {};
  }

  const UpgradeFacts& facts_;
  const PlanRequest& request_;
  Answers& answers_;
  SetupQuestions questions_;
};

class UpgradePlanner {
 public:
  UpgradePlanner(const UpgradeSnapshot& snapshot, const PlanRequest& request, Answers answers)
      : snapshot_(snapshot), request_(request), answers_(std::move(answers)) {}

  Result<UpgradePlan> run() {
    Plan& plan = result_.plan;
    plan.target_version = snapshot_.version;
    plan.source_version = snapshot_.version_digest;
    plan.strategy = request_.strategy;
    plan.policy = request_.policy;
    std::map<TenantId, const UpgradeFacts*> tenants;
    for (const UpgradeFacts& facts : snapshot_.tenants) tenants[facts.tenant.id] = &facts;
    for (const TenantId tenant : std::set(request_.targets.begin(), request_.targets.end())) {
      const auto found = tenants.find(tenant);
      PlannedTarget target;
      target.tenant = tenant;
      if (found == tenants.end()) {
        skip(target, ConflictType::company_not_found,
             "There is no tenant with the id " + std::to_string(tenant.value) + ".");
        target.evidence = digest_of_json({{"known", false}});
      } else if (auto planned = plan_tenant(*found->second, target); !planned) {
        return planned.error();
      }
      if (!target.after) target.after = target.before;
      ++plan.summary[target.outcome];
      plan.targets.push_back(std::move(target));
    }
    plan.unused_decisions = answers_.unused();
    plan.digest = plan_digest(framework(), plan.source_version, request_, plan.targets);
    return std::move(result_);
  }

 private:
  Framework framework() const {
    Framework framework;
    framework.key = "template " + snapshot_.template_key;
    return framework;
  }

  Result<void> plan_tenant(const UpgradeFacts& facts, PlannedTarget& target) {
    Json relied_on = Json::array();
    if (facts.version == 0) {
      skip(target, ConflictType::company_not_found,
           "\"" + facts.tenant.name + "\" does not come from this template.");
    } else {
      target.before = setup_state(facts.now, facts.version);
      if (!facts.tenant.is_active) {
        skip(target, ConflictType::company_inactive,
             "The tenant \"" + facts.tenant.name + "\" is inactive.");
      } else if (facts.version == snapshot_.version) {
        target.outcome = Outcome::noop;
      } else if (auto merged = merge(facts, target, relied_on); !merged) {
        return merged;
      }
    }
    target.evidence = digest_of_json(
        {{"known", true}, {"active", facts.tenant.is_active}, {"facts", std::move(relied_on)}});
    return {};
  }

  Result<void> merge(const UpgradeFacts& facts, PlannedTarget& target, Json& relied_on) {
    TenantUpgrade upgrade(facts, request_, answers_);
    if (auto done = upgrade.run(); !done) return done;
    std::vector<SetupConflict> conflicts = upgrade.take_conflicts();
    std::stable_sort(conflicts.begin(), conflicts.end(),
                     [](const SetupConflict& a, const SetupConflict& b) {
                       return a.part != b.part ? a.part < b.part : a.subject < b.subject;
                     });
    target.conflicts = static_cast<int64_t>(conflicts.size());
    for (SetupConflict& conflict : conflicts) result_.conflicts.push_back(std::move(conflict));
    for (const auto& [key, count] : facts.entity_values) {
      if (count > 0 && !find_entity(facts.master, key)) upgrade.evidence.push_back(key);
    }
    relied_on = std::move(upgrade.evidence);
    if (upgrade.is_held()) {
      target.outcome = Outcome::hold;
      return {};
    }
    const bool is_edited = upgrade.is_edited || !same_parts(facts.base, facts.now);
    target.outcome = is_edited ? Outcome::merge : Outcome::fast_forward;
    target.after = setup_state(upgrade.result.setup, snapshot_.version);
    result_.results[facts.tenant.id] = std::move(upgrade.result);
    return {};
  }

  static bool same_parts(const Setup& base, const Setup& now) {
    return base.entities == now.entities && base.assignments == now.assignments &&
           base.settings == now.settings;
  }

  void skip(PlannedTarget& target, ConflictType type, std::string message) {
    SetupConflict conflict;
    conflict.conflict.type = type;
    conflict.conflict.severity = Severity::info;
    conflict.conflict.tenant = target.tenant;
    conflict.conflict.message = std::move(message);
    identify(conflict.conflict);
    target.outcome = Outcome::skip;
    ++target.conflicts;
    result_.conflicts.push_back(std::move(conflict));
  }

  const UpgradeSnapshot& snapshot_;
  const PlanRequest& request_;
  Answers answers_;
  UpgradePlan result_;
};

Result<void> check_request(const UpgradeSnapshot& snapshot, const PlanRequest& request) {
  if (request.targets.empty()) {
    return invalid_input("Choose at least one tenant.", "target_company_ids");
  }
  if (request.strategy != Strategy::merge && request.strategy != Strategy::manual) {
    return invalid_input("An upgrade merges: MERGE or MANUAL.", "conflict_resolution");
  }
  for (size_t i = 0; i < request.decisions.size(); ++i) {
    if (request.decisions[i].remember) {
      return invalid_input("Answers to an upgrade are not remembered.",
                           "decisions[" + std::to_string(i) + "], remember");
    }
  }
  if (request.allow_downgrade) return {};
  const std::set<TenantId> targets(request.targets.begin(), request.targets.end());
  std::string names;
  bool are_beyond = false;
  for (const UpgradeFacts& facts : snapshot.tenants) {
    if (!targets.contains(facts.tenant.id) || facts.version <= snapshot.version) continue;
    names += (are_beyond ? ", " : "") + facts.tenant.name;
    are_beyond = true;
  }
  if (!are_beyond) return {};
  return conflict_error("These tenants are beyond version " + std::to_string(snapshot.version) +
                            ": " + names + ". Leave them out, or allow going back.",
                        "target_company_ids");
}

}  // namespace

Result<UpgradePlan> make_upgrade_plan(const UpgradeSnapshot& snapshot, const PlanRequest& request) {
  if (auto checked = check_request(snapshot, request); !checked) return checked.error();
  auto answers = Answers::of(request);
  if (!answers) return std::move(answers).error();
  return UpgradePlanner(snapshot, request, *std::move(answers)).run();
}

std::string setup_state(const Setup& setup, int64_t template_version) {
  Json copies = Json::object();
  for (const SetupCopy& copy : setup.copies) copies[copy.key] = state_of(copy);
  TemplateContent parts;
  parts.setup.entities = setup.entities;
  parts.setup.assignments = setup.assignments;
  parts.setup.settings = setup.settings;
  return digest_of_json({{"template_version", template_version},
                         {"copies", std::move(copies)},
                         {"parts", template_to_json(parts)}});
}

std::string upgrade_digest(const UpgradeSnapshot& snapshot, const PlanRequest& request,
                           const std::vector<ExpectedTarget>& targets) {
  Framework framework;
  framework.key = "template " + snapshot.template_key;
  return plan_digest(framework, snapshot.version_digest, request, targets);
}

}  // namespace datavault
