#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/plan.h"
#include "core/plan/plan_json.h"
#include "server/app/audit_log.h"
#include "server/app/failure.h"
#include "server/app/formula_impact.h"
#include "server/app/framework_sync_request.h"
#include "server/app/plan_writer.h"
#include "server/app/rollback_builder.h"
#include "server/app/snapshot_builder.h"
#include "server/jobs/job_worker.h"
#include "server/store/jobs.h"

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

struct CreatedJob {
  int64_t id = 0;
  bool is_replay = false;  // the idempotency key had made it before
};

/// A job with all that its status shows.
struct JobStatus {
  store::JobRow job;
  std::vector<store::JobTargetRow> targets;
  std::vector<store::JobLogRow> log;
};

/// Previews, starts, runs and shows framework distributions. Safe for use by many threads.
class FrameworkSyncService {
 public:
  static constexpr const char* kJobType = "FRAMEWORK_SYNC";

  FrameworkSyncService(store::Database& database, AuditLog& audit, const Clock& clock,
                       VersionCache& versions)
      : database_(database), audit_(audit), clock_(clock), versions_(versions) {}

  /// What a worker of `jobs/` needs to run these jobs.
  jobs::JobKind job_kind();
  /// Is told when a job waits.
  void on_new_job(std::function<void()> notify) { notify_ = std::move(notify); }

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
  /// `client_outdated`;
  ///         `idempotency_key_reused`.
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

  /// Computed values of one tenant before and after what a conflicts request with `company_id`
  /// would do: {company_id, conflict_resolution?, version?, policy?, decisions?, period?}.
  ///
  /// Errors: as get_framework_conflicts; `company_not_found`.
  Reply<FormulaImpact> impact(FrameworkId framework, const Json& body);

  /// Distributes to the next tenants of a running job in one transaction; `true` when that was the
  /// end. Tenants that were done before are not touched, so it may be called again after any
  /// interruption.
  Result<bool> execute_sync_job(int64_t job_id);

  /// Errors: `job_not_found`.
  Reply<JobStatus> get_sync_job_status(int64_t job_id);
  Reply<store::Page<store::JobRow>> list_jobs(const store::PageRequest& request);

  /// What admins wanted kept for tenants; store/remembered.h has sorts and filters.
  Reply<store::Page<store::RememberedRow>> list_remembered(const store::PageRequest& request);
  /// Errors: `remembered_not_found`.
  Reply<store::RememberedRow> withdraw_remembered(int64_t id, const Actor& actor);

 private:
  /// The job that the key has started before, if it has.
  Reply<std::optional<CreatedJob>> replayed(store::ReadTransaction& tx, const std::string& key,
                                            const std::string& digest, const Actor& actor);
  /// Keeps the key and makes everything last.
  Reply<CreatedJob> commit(store::WriteTransaction& tx, CreatedJob job, const std::string& key,
                           const std::string& digest, const Actor& actor);
  Reply<PlannedRollback> plan_rollback(store::ReadTransaction& tx, int64_t job_id,
                                       const Json& body);
  Reply<PlannedSync> plan(store::ReadTransaction& tx, FrameworkId framework, const Json& body);
  Reply<CreatedJob> queue(store::WriteTransaction& tx, const PlannedSync& planned,
                          const std::vector<ExpectedTarget>& expected, const Json& body,
                          const Actor& actor);
  Reply<store::JobRow> require_job(store::ReadTransaction& tx, int64_t job_id);
  Reply<CreatedJob> queue_rollback(store::WriteTransaction& tx, const PlannedRollback& planned,
                                   const SeenPlan& seen, const Json& body, const Actor& actor);
  /// What was asked for, as the job keeps it.
  static Result<Json> job_request(const store::JobRow& job);
  Result<void> execute_batch(int64_t job_id, const std::vector<TenantId>& only);
  Result<Turn> sync_turn(store::ReadTransaction& tx, const store::JobRow& job,
                         const std::vector<TenantId>& tenants);
  Result<Turn> rollback_turn(store::ReadTransaction& tx, const store::JobRow& job,
                             const std::vector<TenantId>& tenants);
  Result<void> fail_target(int64_t job_id, TenantId tenant, const Error& error);
  Result<void> finish(store::WriteTransaction& tx, store::JobRow job);
  Result<void> log(store::WriteTransaction& tx, int64_t job_id, const char* level,
                   std::string message);

  store::Database& database_;
  AuditLog& audit_;
  const Clock& clock_;
  VersionCache& versions_;
  std::function<void()> notify_ = [] {};
};

}  // namespace datavault
