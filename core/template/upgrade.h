#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/plan.h"
#include "core/plan/plan_json.h"
#include "core/template/parameters.h"
#include "core/template/setup_merge.h"
#include "core/template/upgrade_stage.h"

namespace datavault {

/// One framework of a tenant with what planning reads of it.
struct UpgradeCopy {
  std::string key;
  UpgradeStage* stage = nullptr;  // null: the tenant has no such framework
  TenantFacts facts;              // its adoption: what the tenant has beyond the stage's base
  int64_t stored_values = 0;      // counted where the template drops the framework
};

/// All that planning an upgrade reads of one tenant.
struct UpgradeFacts {
  Tenant tenant;
  int64_t version = 0;              // of the template; 0: it does not come from this one
  Setup base, master;               // of the two versions, filled in with the tenant's parameters
  Setup now;                        // entities without a key stand under "#<id>"
  std::vector<UpgradeCopy> copies;  // of `now`, by key
  std::map<std::string, int64_t> entity_values;  // stored values by entity key; absent: none
};

/// What a tenant is to have.
struct UpgradeResult {
  Setup setup;
  std::map<std::string, std::string> adopted;  // key -> "#<id>": own entities that got a key
};

struct UpgradePlan {
  Plan plan;  // its targets as they stand on the wire; its conflicts are empty
  std::vector<SetupConflict> conflicts;       // by tenant, part, subject
  std::map<TenantId, UpgradeResult> results;  // of those that are written
};

struct UpgradeSnapshot {
  std::string template_key;
  int64_t version = 0;                // that is to be reached
  std::string version_digest;         // of its content
  std::vector<UpgradeFacts> tenants;  // by id
};

/// Names, for every target tenant, the effect of bringing a template's version to it: the three-way
/// merge of set-ups, base = the version it is on, master = the new one, tenant = what it has now.
///
/// Shape:  outcomes SKIP (unknown, inactive, not from this template), NOOP (on the version), HOLD,
///         FAST_FORWARD (nothing of it was edited) and MERGE.
/// Errors: as make_plan.
/// Laws:   merge(b, b, m) = m; merge(b, x, b) = x; what was applied plans as NOOP; a copy never
///         goes to a lower version; roles and values are never touched.
/// Source: docs/templates.md
Result<UpgradePlan> make_upgrade_plan(const UpgradeSnapshot& snapshot, const PlanRequest& request);

/// Names what a tenant has: states of copies, entities, assignments, settings, and the version of
/// its template. The same before and after a plan is applied and read back.
std::string setup_state(const Setup& setup, int64_t template_version);

/// Plan::digest of the plan that showed these targets.
std::string upgrade_digest(const UpgradeSnapshot& snapshot, const PlanRequest& request,
                           const std::vector<ExpectedTarget>& targets);

}  // namespace datavault
