#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "server/store/database.h"
#include "server/store/page.h"

namespace datavault::store {

/// A long operation (the wire's sync operation). Statuses as docs/jobs.md names them: "QUEUED",
/// "RUNNING"... Only jobs/job_state.h changes them.
struct JobRow {
  int64_t id = 0;
  std::string type;  // the wire's: "FRAMEWORK_SYNC"
  std::string kind;  // which program runs it: "FRAMEWORK_SYNC", "FRAMEWORK_ROLLBACK"
  std::string status;
  std::string initiated_by;  // e-mail address
  std::optional<int64_t> initiated_by_id;
  std::optional<int64_t> framework_id;
  std::optional<int64_t> source_version;  // number
  std::string parameters;                 // JSON
  int64_t target_count = 0;
  int64_t done_count = 0;  // targets that are not PENDING
  int64_t conflicts = 0;
  std::string created_at;
  std::optional<std::string> not_before;
  std::optional<std::string> started_at;
  std::optional<std::string> completed_at;
  std::optional<int64_t> duration_millis;
  std::optional<std::string> error_message;
  std::optional<std::string> reason;  // why it is paused or cancelled
  std::optional<std::string> lease_owner;
  int64_t lease_beat = 0;              // grows while the owner lives
  std::optional<int64_t> rollback_of;  // the job that this one takes back
  int64_t priority = 0;                // higher first
  std::optional<int64_t> depends_on;
  bool holds_framework = false;            // no other job of the framework may begin
  std::optional<std::string> waits_until;  // for a next attempt on failed tenants
  std::optional<std::string> waits_since;  // a clock that shows less than this was set back
  std::optional<std::string> claimed_at;   // last time; with claimed_done, for the rate
  int64_t claimed_done = 0;
  int64_t current_wave = 0;
  std::string outcomes = "{}";  // JSON: how many targets have each status
  int64_t change_number = 0;    // of the last change, over all jobs
};

/// What was previewed for one tenant and what became of it.
struct JobTargetRow {
  TenantId tenant;
  std::string planned_outcome;
  std::optional<std::string> planned_before;
  std::string planned_evidence;
  std::optional<std::string> planned_after;
  // Then APPLIED, UNCHANGED, SKIPPED, HELD, STALE, FAILED or CANCELLED.
  std::string status = "PENDING";
  std::optional<std::string> outcome;
  std::optional<std::string> error;
  std::optional<std::string> finished_at;  // of the last attempt, while it is PENDING
  int64_t wave = 0;
  int64_t attempts = 0;  // that failed
  std::optional<std::string> next_attempt_at;
};

std::vector<TenantId> tenants_of(const std::vector<JobTargetRow>& rows);

struct JobLogRow {
  int64_t number = 0;
  std::string at;
  std::string level;  // "INFO", "WARNING", "ERROR"
  std::string message;
};

/// `job.id` is ignored.
Result<int64_t> insert_job(WriteTransaction& tx, const JobRow& job,
                           const std::vector<JobTargetRow>& targets);
Result<std::optional<JobRow>> find_job(ReadTransaction& tx, int64_t id);
/// Newest first. Sorts: id, status, type, created_at, priority. Filters: status, type,
/// framework_id, initiated_by, depends_on.
Result<Page<JobRow>> list_jobs(ReadTransaction& tx, const PageRequest& request);
/// Writes everything that may change after the job was made.
Result<void> update_job(WriteTransaction& tx, const JobRow& job);
/// Of the queued jobs that may start at `now` the one to run next: its time has come, what it
/// depends on is done, nobody else holds its framework; highest priority first, then lowest id.
Result<std::optional<JobRow>> next_claimable_job(ReadTransaction& tx, std::string_view now);
Result<std::vector<JobRow>> load_jobs_with_status(ReadTransaction& tx, std::string_view status);
/// Those of `status` that depend on `job`, by id.
Result<std::vector<JobRow>> load_dependents(ReadTransaction& tx, int64_t job,
                                            std::string_view status);
/// Whether a job that takes `job` back was queued and was neither cancelled nor failed.
Result<bool> has_rollback(ReadTransaction& tx, int64_t job);
/// Jobs changed after `change`, in the order of their changes, at most `limit`; of one job if
/// given.
Result<std::vector<JobRow>> load_jobs_changed_after(ReadTransaction& tx, int64_t change,
                                                    std::optional<int64_t> job, int64_t limit);
/// How many jobs have each status.
Result<std::map<std::string, int64_t>> count_jobs(ReadTransaction& tx);
/// Counts the owner's beat on; nothing happens when the job is somebody else's.
Result<void> beat_lease(WriteTransaction& tx, int64_t job, std::string_view owner);

/// The number of the newest change of any job; 0: none was ever made.
Result<int64_t> last_change_number(ReadTransaction& tx);

/// By tenant id.
Result<std::vector<JobTargetRow>> load_targets(ReadTransaction& tx, int64_t job);
Result<std::optional<JobTargetRow>> find_target(ReadTransaction& tx, int64_t job, TenantId tenant);
/// The wave under way: the lowest that still has PENDING targets; none: there are none.
Result<std::optional<int64_t>> pending_wave(ReadTransaction& tx, int64_t job);
/// Up to `limit` of a wave that are PENDING and due at `now` (a clock that was set back makes an
/// attempt due), by tenant id.
Result<std::vector<JobTargetRow>> load_due_targets(ReadTransaction& tx, int64_t job, int64_t wave,
                                                   std::string_view now, int64_t limit);
/// When the first PENDING target of a wave is due.
Result<std::optional<std::string>> next_attempt_of_wave(ReadTransaction& tx, int64_t job,
                                                        int64_t wave);
/// How many targets have each status; of one wave if given.
Result<std::map<std::string, int64_t>> count_targets(ReadTransaction& tx, int64_t job,
                                                     std::optional<int64_t> wave = std::nullopt);
/// Writes status, outcome, error, times and attempts.
Result<void> update_targets(WriteTransaction& tx, int64_t job,
                            const std::vector<JobTargetRow>& targets);
/// What is PENDING will not be done.
Result<void> cancel_pending_targets(WriteTransaction& tx, int64_t job, std::string_view now);
/// What failed or was cancelled is to be done again, as if never tried; how many are PENDING then.
Result<int64_t> reopen_targets(WriteTransaction& tx, int64_t job);

/// Numbers them on from the last one. `change`: the change of the job that they belong to.
Result<void> append_log(WriteTransaction& tx, int64_t job, int64_t change,
                        const std::vector<JobLogRow>& rows);
/// In order; with `after_change` only what belongs to later changes. At most `limit`: then the
/// newest.
Result<std::vector<JobLogRow>> load_log(ReadTransaction& tx, int64_t job, int64_t after_change = 0,
                                        int64_t limit = 100000);

/// The job that a user's idempotency key has started, with the digest of that request.
struct IdempotencyRow {
  int64_t user_id = 0;
  std::string key;
  std::string request_digest;
  int64_t job_id = 0;
  std::string created_at;
};
Result<std::optional<IdempotencyRow>> find_idempotency_key(ReadTransaction& tx, int64_t user_id,
                                                           std::string_view key);
Result<void> insert_idempotency_key(WriteTransaction& tx, const IdempotencyRow& row);

}  // namespace datavault::store
