#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server/base/clock.h"
#include "server/base/metrics.h"
#include "server/jobs/change_hub.h"
#include "server/jobs/job_edit.h"
#include "server/jobs/job_kind.h"
#include "server/store/database.h"

namespace datavault::jobs {

enum class Step {
  more,  // targets are left
  over   // nothing is left to this owner: ended, paused, waiting, or another's now
};

/// Takes a leased job through its targets, a batch in a transaction. Safe for use by many threads,
/// each with its own job. docs/jobs.md, "Exactly once".
class JobRunner {
 public:
  JobRunner(store::Database& database, const Clock& clock, ChangeHub& hub, const JobKinds& kinds,
            Metrics& metrics)
      : database_(database), clock_(clock), hub_(hub), kinds_(kinds), metrics_(metrics) {}

  /// The next batch. A target at fault is settled as failed or to be tried again.
  ///
  /// Errors: storage and unavailable: nothing was written, the same step may work later.
  Result<Step> step(int64_t job_id, const std::string& owner);
  /// Whether the job can be run at all, before its first step; if not, it has failed and is over.
  Result<Step> check(int64_t job_id, const std::string& owner);

 private:
  struct Outcome;
  /// Calls `work(tx, edit)` in a transaction of its own, or answers `over` when the job is not this
  /// owner's to go on with.
  template <typename Answer, typename Work>
  Result<Answer> with_held_job(int64_t job_id, const std::string& owner, Answer over, Work work);
  Result<Outcome> run(int64_t job_id, const std::string& owner, const std::vector<TenantId>& only);
  Result<Step> run_alone(int64_t job_id, const std::string& owner,
                         const std::vector<TenantId>& tenants);
  Result<Step> fail_target(int64_t job_id, const std::string& owner, TenantId tenant,
                           const Error& error);
  Result<Outcome> run_batch(store::WriteTransaction& tx, JobEdit& edit,
                            const std::vector<TenantId>& only);
  Result<Step> set_back(store::WriteTransaction& tx, JobEdit& edit, TenantId tenant,
                        const Error& error);
  Result<Step> check_kind(store::WriteTransaction& tx, JobEdit& edit);
  Result<Step> fail_job(store::WriteTransaction& tx, JobEdit& edit, const Error& error);
  Result<Step> settle(store::WriteTransaction& tx, JobEdit& edit,
                      const std::vector<store::JobTargetRow>& before, const BatchResult& result);
  /// What follows from the targets that are left: a halt, a wait, the end.
  Result<Step> conclude(store::WriteTransaction& tx, JobEdit& edit);
  Result<bool> halt(store::WriteTransaction& tx, JobEdit& edit, int64_t next_wave);
  Result<Step> finish(JobEdit& edit);
  Result<Step> commit(store::WriteTransaction& tx, JobEdit& edit, Step step);

  store::Database& database_;
  const Clock& clock_;
  ChangeHub& hub_;
  const JobKinds& kinds_;
  Metrics& metrics_;
};

}  // namespace datavault::jobs
