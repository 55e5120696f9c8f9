#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/app/audit_log.h"
#include "server/app/failure.h"
#include "server/jobs/change_hub.h"
#include "server/jobs/job_options.h"
#include "server/jobs/job_state.h"
#include "server/store/jobs.h"

namespace datavault {

struct CreatedJob {
  int64_t id = 0;
  bool is_replay = false;  // the idempotency key had made it before
};

/// A job with all that its status shows.
struct JobStatus {
  store::JobRow job;
  std::vector<store::JobTargetRow> targets;
  std::vector<store::JobLogRow> log;
  int64_t change_number = 0;  // everything up to this change is in here
};

/// A job to be queued.
struct JobSubmission {
  store::JobRow job;  // type, kind, framework, version, rollback_of, conflicts
  std::vector<store::JobTargetRow> targets;
  Json parameters;
  jobs::JobOptions options;
  std::string log;  // its first line
  AuditEntry audit;
  /// What else belongs to the job, written with it; may be empty.
  std::function<Result<void>(store::WriteTransaction&, int64_t job)> more = {};
};

/// What a request to start a job is known by when it comes again.
struct SubmissionKey {
  std::string key;     // empty: none
  std::string digest;  // of the request
};

/// A job as it is after a change, with what it logged since an earlier one.
struct JobChange {
  store::JobRow job;
  std::vector<store::JobLogRow> log;
};

/// Queues jobs, shows them, and does what admins want with them. Safe for use by many threads.
class JobService {
 public:
  JobService(store::Database& database, AuditLog& audit, const Clock& clock, jobs::ChangeHub& hub)
      : database_(database), audit_(audit), clock_(clock), hub_(hub) {}

  /// Is told when a job may be waiting.
  void on_waiting_job(std::function<void()> notify) { notify_ = std::move(notify); }

  /// Makes the submission in a write transaction and queues it, unless the key has done so before.
  ///
  /// Errors: those of `make`; `idempotency_key_reused`; `job_not_found`, `dependency_failed` for
  ///         depends_on.
  Reply<CreatedJob> submit(
      const SubmissionKey& key, const Actor& actor,
      const std::function<Reply<JobSubmission>(store::WriteTransaction&)>& make);

  /// Records, within the caller's transaction, a job that is done with it; its targets are APPLIED.
  /// announce() when it is committed.
  Reply<int64_t> record_done(store::WriteTransaction& tx, JobSubmission submission,
                             const Actor& actor);
  void announce() { hub_.publish(); }

  /// What an admin does with a job: pause, resume, cancel or retry. `reason` may be empty.
  ///
  /// Errors: `job_not_found`; `job_state_conflict` with details {status, action, actions};
  ///         retry and resume: `dependency_failed`; retry: `nothing_to_retry`, `job_rolled_back`.
  Reply<store::JobRow> act(int64_t job_id, jobs::JobEvent event, const std::string& reason,
                           const Actor& actor);

  /// Errors: `job_not_found`.
  Reply<store::JobRow> find(int64_t job_id);
  Reply<JobStatus> status(int64_t job_id);
  Reply<store::Page<store::JobRow>> list(const store::PageRequest& request);
  /// How many jobs have each status; every status is there.
  Result<std::map<std::string, int64_t>> counts();
  /// The number of the newest change of any job.
  Result<int64_t> last_change();
  /// Jobs changed after `change`, in the order of their changes; of one job if given. `change` 0:
  /// with the whole log. Logs have the newest 1000 lines.
  Result<std::vector<JobChange>> changes_after(int64_t change, std::optional<int64_t> job);

  /// Errors: `job_not_found`.
  static Reply<store::JobRow> require(store::ReadTransaction& tx, int64_t job_id);

 private:
  Reply<std::optional<CreatedJob>> replayed(store::ReadTransaction& tx, const SubmissionKey& key,
                                            const Actor& actor);
  Reply<int64_t> queue(store::WriteTransaction& tx, JobSubmission submission, const Actor& actor);
  std::optional<Failure> failed_dependency(store::ReadTransaction& tx,
                                           std::optional<int64_t> depends_on);
  std::optional<Failure> reopen(store::WriteTransaction& tx, const store::JobRow& job);

  store::Database& database_;
  AuditLog& audit_;
  const Clock& clock_;
  jobs::ChangeHub& hub_;
  std::function<void()> notify_ = [] {};
};

}  // namespace datavault
