#pragma once

#include <string>
#include <vector>

#include "core/plan/plan.h"
#include "core/plan/plan_json.h"

namespace datavault {

/// Plan::digest of the plan that showed these targets, in any order, for this framework, version
/// and request: it equals the plan's where nothing has changed, and so tells whether a plan_digest
/// belongs to what is sent with it. SHA-256 over RFC 8785 canonical JSON of {framework, request,
/// rules_version, source_version, targets}; the request without its targets.
std::string plan_digest(const Framework& framework, const std::string& source_version,
                        const PlanRequest& request, const std::vector<ExpectedTarget>& targets);
std::string plan_digest(const Framework& framework, const std::string& source_version,
                        const PlanRequest& request, const std::vector<PlannedTarget>& targets);

/// The same for a rollback: over {decisions, framework, rollback_of, rules_version, targets}.
std::string rollback_digest(const Framework& framework, int64_t job,
                            const std::vector<Decision>& decisions,
                            const std::vector<ExpectedTarget>& targets);
std::string rollback_digest(const Framework& framework, int64_t job,
                            const std::vector<Decision>& decisions,
                            const std::vector<PlannedTarget>& targets);

}  // namespace datavault
