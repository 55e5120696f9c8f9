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

/// A long operation (the wire's sync operation). Statuses as design names them: "QUEUED",
/// "RUNNING"...
struct JobRow {
  int64_t id = 0;
  std::string type;  // "FRAMEWORK_SYNC"
  std::string status;
  std::string initiated_by;  // e-mail address
  std::optional<int64_t> initiated_by_id;
  std::optional<int64_t> framework_id;
  std::optional<int64_t> source_version;  // number
  std::string parameters;                 // JSON
  int64_t target_count = 0;
  int64_t done_count = 0;
  int64_t conflicts = 0;
  std::string created_at;
  std::optional<std::string> not_before;
  std::optional<std::string> started_at;
  std::optional<std::string> completed_at;
  std::optional<int64_t> duration_millis;
  std::optional<std::string> error_message;
  std::optional<std::string> lease_owner;
  std::optional<std::string> lease_until;
  std::optional<int64_t> rollback_of;  // the job that this one takes back
};

/// What was previewed for one tenant and what became of it.
struct JobTargetRow {
  TenantId tenant;
  std::string planned_outcome;
  std::optional<std::string> planned_before;
  std::string planned_evidence;
  std::optional<std::string> planned_after;
  std::string status = "PENDING";  // then APPLIED, UNCHANGED, SKIPPED, HELD, STALE or FAILED
  std::optional<std::string> outcome;
  std::optional<std::string> error;
  std::optional<std::string> finished_at;
};

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
/// Newest first. Sorts: id, status, type. Filters: status, type, framework_id.
Result<Page<JobRow>> list_jobs(ReadTransaction& tx, const PageRequest& request);
/// Writes everything that may change while a job runs.
Result<void> update_job(WriteTransaction& tx, const JobRow& job);
/// The oldest job that waits and may start at `now`.
Result<std::optional<JobRow>> next_queued_job(ReadTransaction& tx, std::string_view now);
Result<std::vector<JobRow>> load_jobs_with_status(ReadTransaction& tx, std::string_view status);

/// By tenant id.
Result<std::vector<JobTargetRow>> load_targets(ReadTransaction& tx, int64_t job);
/// Up to `limit` that are still to be done, by tenant id.
Result<std::vector<JobTargetRow>> load_pending_targets(ReadTransaction& tx, int64_t job,
                                                       int64_t limit);
/// How many targets have each status.
Result<std::map<std::string, int64_t>> count_targets(ReadTransaction& tx, int64_t job);
/// Writes status, outcome, error and time.
Result<void> update_targets(WriteTransaction& tx, int64_t job,
                            const std::vector<JobTargetRow>& targets);

Result<void> append_log(WriteTransaction& tx, int64_t job, const JobLogRow& row);
Result<std::vector<JobLogRow>> load_log(ReadTransaction& tx, int64_t job);

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
