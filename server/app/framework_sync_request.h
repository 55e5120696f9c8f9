#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/plan/plan_json.h"
#include "core/plan/rollback.h"
#include "server/app/failure.h"
#include "server/app/job_service.h"
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

inline constexpr const char* kSyncJobType = "FRAMEWORK_SYNC";  // on the wire, rollbacks too
inline constexpr const char* kSyncKind = "FRAMEWORK_SYNC";
inline constexpr const char* kRollbackKind = "FRAMEWORK_ROLLBACK";

/// What distributions and rollbacks have in common as jobs; the caller adds kind, framework,
/// request, log and audit.
///
/// Errors: as refusal; invalid_input for `sync_options`.
Reply<JobSubmission> submission_of(const Plan& plan, const SeenPlan& seen,
                                   const std::string& seen_digest, const Json& body);

/// {target_company_ids?, decisions?}; the targets are read only if `names_targets`.
Result<RollbackRequest> rollback_request_from_json(const Json& body, bool names_targets);
Json rollback_request_to_json(const RollbackRequest& request);

/// {OUTCOME: n}
Json summary_of(const Plan& plan);

/// "1 company", "12 companies".
std::string companies(size_t count);

}  // namespace datavault
