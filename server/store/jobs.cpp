#include "server/store/jobs.h"

#include "server/store/counters.h"
#include "server/store/list_query.h"

namespace datavault::store {
namespace {

constexpr const char* kColumns =
    "id, type, status, initiated_by, initiated_by_id, framework_id, source_version, parameters, "
    "target_count, done_count, conflicts, created_at, not_before, started_at, completed_at, "
    "duration_millis, error_message, lease_owner, lease_until, rollback_of";

void bind(Query& query, JobRow& row) {
  query.into(row.id).into(row.type).into(row.status).into(row.initiated_by);
  query.into(row.initiated_by_id).into(row.framework_id).into(row.source_version);
  query.into(row.parameters).into(row.target_count).into(row.done_count).into(row.conflicts);
  query.into(row.created_at).into(row.not_before).into(row.started_at).into(row.completed_at);
  query.into(row.duration_millis).into(row.error_message).into(row.lease_owner);
  query.into(row.lease_until).into(row.rollback_of);
}

std::string select(std::string_view rest) {
  return "SELECT " + std::string(kColumns) + " FROM jobs " + std::string(rest);
}

std::optional<JobRow> one(Query& query) {
  JobRow row;
  bind(query, row);
  if (!query.next()) return std::nullopt;
  return row;
}

constexpr const char* kTargetColumns =
    "SELECT tenant_id, planned_outcome, planned_before, planned_evidence, planned_after, status, "
    "outcome, error, finished_at FROM job_targets ";

std::vector<JobTargetRow> targets(Query& query) {
  std::vector<JobTargetRow> rows;
  JobTargetRow row;
  query.into(row.tenant.value).into(row.planned_outcome).into(row.planned_before);
  query.into(row.planned_evidence).into(row.planned_after).into(row.status).into(row.outcome);
  query.into(row.error).into(row.finished_at);
  while (query.next()) rows.push_back(row);
  return rows;
}

void insert_targets(WriteTransaction& tx, int64_t job, const std::vector<JobTargetRow>& rows) {
  Query query(tx,
              "INSERT INTO job_targets (tenant_id, job_id, planned_outcome, planned_before, "
              "planned_evidence, planned_after, status) VALUES (:t, :j, :o, :b, :e, :a, :s)");
  for (const JobTargetRow& row : rows) {
    query.again().use(row.tenant.value).use(job).use(row.planned_outcome).use(row.planned_before);
    query.use(row.planned_evidence).use(row.planned_after).use(row.status).run();
  }
}

}  // namespace

Result<int64_t> insert_job(WriteTransaction& tx, const JobRow& job,
                           const std::vector<JobTargetRow>& rows) {
  auto id = next_ids(tx, "jobs");
  if (!id) return id;
  return guarded([&]() -> Result<int64_t> {
    Query query(
        tx,
        "INSERT INTO jobs (id, type, status, initiated_by, initiated_by_id, framework_id, "
        "source_version, parameters, target_count, done_count, conflicts, created_at, "
        "not_before, rollback_of) VALUES (:id, :type, :status, :by, :by_id, :framework, :version, "
        ":parameters, :targets, :done, :conflicts, :at, :not_before, :rollback_of)");
    query.use(*id).use(job.type).use(job.status).use(job.initiated_by).use(job.initiated_by_id);
    query.use(job.framework_id).use(job.source_version).use(job.parameters);
    query.use(job.target_count).use(job.done_count).use(job.conflicts).use(job.created_at);
    query.use(job.not_before).use(job.rollback_of).run();
    insert_targets(tx, *id, rows);
    return *id;
  });
}

Result<std::optional<JobRow>> find_job(ReadTransaction& tx, int64_t id) {
  return guarded([&]() -> Result<std::optional<JobRow>> {
    Query query(tx, select("WHERE id = :id"));
    return one(query.use(id));
  });
}

Result<Page<JobRow>> list_jobs(ReadTransaction& tx, const PageRequest& request) {
  static const ListSpec kSpec{
      .columns = kColumns,
      .from = "jobs",
      .id = "id",
      .search = "LOWER(initiated_by)",
      .sorts = {{"id", "id", true},
                {"status", "status"},
                {"type", "type"},
                {"created_at", "created_at"}},
      .filters = {{"status", "status"}, {"type", "type"}, {"framework_id", "framework_id", true}},
      .newest_first = true};
  return ListQuery(tx, kSpec, request).page<JobRow>(bind);
}

Result<void> update_job(WriteTransaction& tx, const JobRow& job) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "UPDATE jobs SET status = :status, done_count = :done, conflicts = :conflicts, "
                "not_before = :nb, started_at = :started, completed_at = :completed, "
                "duration_millis = :duration, error_message = :error, lease_owner = :owner, "
                "lease_until = :until WHERE id = :id");
    query.use(job.status).use(job.done_count).use(job.conflicts).use(job.not_before);
    query.use(job.started_at).use(job.completed_at).use(job.duration_millis);
    query.use(job.error_message).use(job.lease_owner).use(job.lease_until).use(job.id).run();
    return {};
  });
}

Result<std::optional<JobRow>> next_queued_job(ReadTransaction& tx, std::string_view now) {
  return guarded([&]() -> Result<std::optional<JobRow>> {
    Query query(tx, select("WHERE status = 'QUEUED' AND (not_before IS NULL OR not_before <= :now) "
                           "ORDER BY id LIMIT 1"));
    return one(query.use(now));
  });
}

Result<std::vector<JobRow>> load_jobs_with_status(ReadTransaction& tx, std::string_view status) {
  return guarded([&]() -> Result<std::vector<JobRow>> {
    std::vector<JobRow> rows;
    JobRow row;
    Query query(tx, select("WHERE status = :status ORDER BY id"));
    bind(query.use(status), row);
    while (query.next()) rows.push_back(row);
    return rows;
  });
}

Result<std::vector<JobTargetRow>> load_targets(ReadTransaction& tx, int64_t job) {
  return guarded([&]() -> Result<std::vector<JobTargetRow>> {
    Query query(tx, std::string(kTargetColumns) + "WHERE job_id = :job ORDER BY tenant_id");
    return targets(query.use(job));
  });
}

Result<std::vector<JobTargetRow>> load_pending_targets(ReadTransaction& tx, int64_t job,
                                                       int64_t limit) {
  return guarded([&]() -> Result<std::vector<JobTargetRow>> {
    Query query(tx, std::string(kTargetColumns) +
                        "WHERE job_id = :job AND status = 'PENDING' ORDER BY tenant_id LIMIT :l");
    return targets(query.use(job).use(limit));
  });
}

Result<std::map<std::string, int64_t>> count_targets(ReadTransaction& tx, int64_t job) {
  return guarded([&]() -> Result<std::map<std::string, int64_t>> {
    std::map<std::string, int64_t> counts;
    std::string status;
    int64_t count = 0;
    Query query(tx, "SELECT status, COUNT(*) FROM job_targets WHERE job_id = :job GROUP BY status");
    query.use(job).into(status).into(count);
    while (query.next()) counts[status] = count;
    return counts;
  });
}

Result<void> update_targets(WriteTransaction& tx, int64_t job,
                            const std::vector<JobTargetRow>& rows) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "UPDATE job_targets SET status = :s, outcome = :o, error = :e, finished_at = :f "
                "WHERE tenant_id = :t AND job_id = :j");
    for (const JobTargetRow& row : rows) {
      query.again().use(row.status).use(row.outcome).use(row.error).use(row.finished_at);
      query.use(row.tenant.value).use(job).run();
    }
    return {};
  });
}

Result<void> append_log(WriteTransaction& tx, int64_t job, const JobLogRow& row) {
  return guarded([&]() -> Result<void> {
    int64_t last = 0;
    Query read(tx, "SELECT MAX(number) FROM job_log WHERE job_id = :job");
    read.use(job).into(last).next();
    Query query(tx,
                "INSERT INTO job_log (job_id, number, at, level, message) "
                "VALUES (:job, :number, :at, :level, :message)");
    query.use(job).use(last + 1).use(row.at).use(row.level).use(row.message).run();
    return {};
  });
}

Result<std::vector<JobLogRow>> load_log(ReadTransaction& tx, int64_t job) {
  return guarded([&]() -> Result<std::vector<JobLogRow>> {
    std::vector<JobLogRow> rows;
    JobLogRow row;
    Query query(tx,
                "SELECT number, at, level, message FROM job_log WHERE job_id = :job "
                "ORDER BY number");
    query.use(job).into(row.number).into(row.at).into(row.level).into(row.message);
    while (query.next()) rows.push_back(row);
    return rows;
  });
}

Result<std::optional<IdempotencyRow>> find_idempotency_key(ReadTransaction& tx, int64_t user_id,
                                                           std::string_view key) {
  return guarded([&]() -> Result<std::optional<IdempotencyRow>> {
    IdempotencyRow row;
    Query query(tx,
                "SELECT user_id, key, request_digest, job_id, created_at FROM idempotency_keys "
                "WHERE user_id = :user AND key = :key");
    query.use(user_id).use(key).into(row.user_id).into(row.key).into(row.request_digest);
    query.into(row.job_id).into(row.created_at);
    if (!query.next()) return std::optional<IdempotencyRow>();
    return std::optional<IdempotencyRow>(row);
  });
}

Result<void> insert_idempotency_key(WriteTransaction& tx, const IdempotencyRow& row) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "INSERT INTO idempotency_keys (user_id, key, request_digest, job_id, created_at) "
                "VALUES (:user, :key, :digest, :job, :at)");
    query.use(row.user_id).use(row.key).use(row.request_digest).use(row.job_id);
    query.use(row.created_at).run();
    return {};
  });
}

}  // namespace datavault::store
