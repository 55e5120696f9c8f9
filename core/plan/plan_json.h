#pragma once

#include "core/base/json.h"
#include "core/plan/plan.h"

namespace datavault {

/// The wire's `plan`: {digest, rules_version, framework_id, source_version, target_version,
/// strategy, policy, summary, targets: [{company_id, outcome, before, evidence, after, conflicts,
/// edits_before, edits_after}]}.
Json plan_to_json(const Plan& plan);

/// The `expected` list of a distribute request: {company_id, outcome, before, evidence, after}.
Json expected_to_json(const Plan& plan);

/// Reads {target_company_ids, conflict_resolution, policy?, decisions?, allow_downgrade?}; other
/// keys are left to the caller.
///
/// Errors: invalid_input naming the key.
Result<PlanRequest> plan_request_from_json(const Json& json);
Json plan_request_to_json(const PlanRequest& request);

/// {"preset": "ASK"} or {"default", "attributes"}.
Json policy_to_json(const Policy& policy);
Result<Policy> policy_from_json(const Json& json);

/// Why a plan made again differs from what was previewed, tenant by tenant.
struct StaleTarget {
  TenantId tenant;
  std::string reason;  // "its copy changed", "facts it relies on changed", ...
};
struct ExpectedTarget {
  TenantId tenant;
  Outcome outcome = Outcome::skip;
  std::optional<std::string> before;
  std::string evidence;
  std::optional<std::string> after;
};
Result<std::vector<ExpectedTarget>> expected_from_json(const Json& json);

std::vector<StaleTarget> stale_targets(const Plan& now,
                                       const std::vector<ExpectedTarget>& expected);

}  // namespace datavault
