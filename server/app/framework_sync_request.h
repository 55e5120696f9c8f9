#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/plan/plan_json.h"
#include "server/app/failure.h"
#include "server/store/jobs.h"

namespace datavault {

/// The half of a request to write that says what the admin saw: {plan_digest, rules_version?,
/// expected, on_stale?}.
struct SeenPlan {
  std::string plan_digest;
  int64_t rules_version = kRulesVersion;
  std::vector<ExpectedTarget> expected;
  bool skip_stale = false;
};
Result<SeenPlan> seen_from_json(const Json& body);

/// Why a plan made again is not what was seen (`digest`: of the plan that showed `seen`):
/// `client_outdated`, or `plan_stale` with details {targets: [{company_id, reason}]}. None: it is,
/// or the tenants that differ are to be left alone.
std::optional<Failure> refusal(const Plan& now, const SeenPlan& seen, const std::string& digest);

/// The targets of a job as they were seen. One that the preview did not show has nothing that it
/// could still equal: it ends as stale.
std::vector<store::JobTargetRow> target_rows(const std::vector<ExpectedTarget>& expected,
                                             const Plan& plan);

}  // namespace datavault
