#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/model/differences.h"
#include "core/plan/plan.h"
#include "core/plan/plan_json.h"
#include "server/app/approval_service.h"
#include "server/app/audit_log.h"
#include "server/app/failure.h"
#include "server/app/formula_impact.h"
#include "server/app/framework_sync_request.h"
#include "server/app/job_service.h"
#include "server/app/rollback_builder.h"
#include "server/app/snapshot_builder.h"
#include "server/store/jobs.h"
#include "server/store/remembered.h"

namespace datavault {

/// A plan with what it was made from.
struct PlannedSync {
  Plan plan;
  PlanRequest request;
  BuiltSnapshot built;
};

/// A plan to take a job back with what it was made from.
struct PlannedRollback {
  Plan plan;
  RollbackRequest request;
  BuiltRollback built;
};

/// What a version that a tenant is not on yet would change for it.
struct IncomingVersion {
  Plan plan;                 // of this tenant alone
  int64_t from_version = 0;  // 0: the tenant's own framework
  /// Between what the tenant has and what it would have; where its copy would be held, and the
  /// version itself.
  std::vector<FieldDifference> differences;
};

/// A submission that was planned again and is still what the admin saw.
struct PreparedJob {
  JobSubmission submission;
  std::string plan_digest;
  Json summary;       // {OUTCOME: n}
  std::string title;  // "\"ESRS\" version 3 to 12 companies"
};

/// Previews framework distributions and rollbacks and queues them as jobs. Safe for use by many
/// threads.
class FrameworkSyncService {
 public:
  FrameworkSyncService(store::Database& database, AuditLog& audit, VersionCache& versions,
                       JobService& jobs, ApprovalService& approvals)
      : database_(database),
        audit_(audit),
        versions_(versions),
        jobs_(jobs),
        approvals_(approvals) {}

  /// All that the browser needs to plan by itself.
  Reply<Snapshot> snapshot(FrameworkId framework, std::optional<int64_t> version);

  /// Plans the wire's request {target_company_ids, conflict_resolution, version?, policy?,
  /// decisions?, allow_downgrade?}.
  ///
  /// Errors: `framework_not_found`, `version_not_found`, `empty_target_list`, invalid_input.
  Reply<PlannedSync> get_framework_conflicts(FrameworkId framework, const Json& body);

  /// Plans again, compares with what the admin saw and queues the job. Nothing of any tenant is
  /// written.
  ///
  /// Errors: as above; `plan_stale` with details {targets: [{company_id, reason}]};
  ///         `client_outdated`; `approval_needed`; those of JobService::submit.
  Reply<CreatedJob> create_sync_job(FrameworkId framework, const Json& body,
                                    const std::string& idempotency_key, const Actor& actor);

  /// Plans taking a job back: {target_company_ids?, decisions?}; without a list, all tenants that
  /// the job wrote.
  ///
  /// Errors: `job_not_found`, `job_not_ended`, `empty_target_list` (also when the job wrote
  ///         nothing), invalid_input.
  Reply<PlannedRollback> plan_rollback(int64_t job_id, const Json& body);
  /// Plans again, compares and queues the rollback, a job like any other.
  ///
  /// Errors: as above and as create_sync_job.
  Reply<CreatedJob> create_rollback_job(int64_t job_id, const Json& body,
                                        const std::string& idempotency_key, const Actor& actor);

  /// Asks a second super admin to agree to what create_sync_job or create_rollback_job would queue.
  ///
  /// Errors: theirs.
  Reply<store::ApprovalRow> ask_to_sync(FrameworkId framework, const Json& body,
                                        const Actor& actor);
  Reply<store::ApprovalRow> ask_to_roll_back(int64_t job_id, const Json& body, const Actor& actor);

  /// Computed values of one tenant before and after what a conflicts request with `company_id`
  /// would do: {company_id, conflict_resolution?, version?, policy?, decisions?, period?}.
  ///
  /// Errors: as get_framework_conflicts; `company_not_found`.
  Reply<FormulaImpact> impact(FrameworkId framework, const Json& body);

  /// What MERGE with the latest version would do to one tenant's copy.
  ///
  /// Errors: `company_not_found`, `framework_not_found` (also when the tenant has no copy of it).
  Reply<IncomingVersion> incoming(TenantId tenant, FrameworkId framework);

  /// What admins wanted kept for tenants; store/remembered.h has sorts and filters.
  Reply<store::Page<store::RememberedRow>> list_remembered(const store::PageRequest& request);
  /// Errors: `remembered_not_found`.
  Reply<store::RememberedRow> withdraw_remembered(int64_t id, const Actor& actor);

 private:
  Reply<PlannedRollback> plan_rollback(store::ReadTransaction& tx, int64_t job_id,
                                       const Json& body);
  Reply<PlannedSync> plan(store::ReadTransaction& tx, FrameworkId framework, const Json& body);
  Reply<PreparedJob> prepare_sync(store::ReadTransaction& tx, FrameworkId framework,
                                  const Json& body);
  Reply<PreparedJob> prepare_rollback(store::ReadTransaction& tx, int64_t job_id, const Json& body);
  Reply<JobSubmission> approved(store::ReadTransaction& tx, Reply<PreparedJob> prepared);
  Reply<store::ApprovalRow> ask(
      const char* kind, int64_t subject, const Json& body, const Actor& actor,
      const std::function<Reply<PreparedJob>(store::ReadTransaction&)>& prepare);

  store::Database& database_;
  AuditLog& audit_;
  VersionCache& versions_;
  JobService& jobs_;
  ApprovalService& approvals_;
};

}  // namespace datavault
