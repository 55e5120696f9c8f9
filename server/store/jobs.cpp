#include "server/store/jobs.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "server/store/counters.h"
#include "server/store/list_query.h"

namespace datavault::store {
namespace {

constexpr const char* kJobColumns =
    "id, type, status, initiated_by, initiated_by_id, framework_id, source_version, parameters, "
    "target_count, done_count, conflicts, created_at, not_before, started_at, completed_at, "
    "duration_millis, error_message, lease_owner, rollback_of, kind, reason, priority, depends_on, "
    "holds_framework, lease_beat, waits_until, waits_since, claimed_at, claimed_done, "
    "current_wave, outcomes, change_number";

void bind_job(Query& query, JobRow& row) {
  query.into(row.id).into(row.type).into(row.status).into(row.initiated_by);
  query.into(row.initiated_by_id).into(row.framework_id).into(row.source_version);
  query.into(row.parameters).into(row.target_count).into(row.done_count).into(row.conflicts);
  query.into(row.created_at).into(row.not_before).into(row.started_at).into(row.completed_at);
  query.into(row.duration_millis).into(row.error_message).into(row.lease_owner);
  query.into(row.rollback_of).into(row.kind).into(row.reason).into(row.priority);
  query.into(row.depends_on).into(row.holds_framework).into(row.lease_beat);
  query.into(row.waits_until).into(row.waits_since).into(row.claimed_at).into(row.claimed_done);
  query.into(row.current_wave).into(row.outcomes).into(row.change_number);
}

std::string select_jobs(std::string_view rest) {
  return "SELECT " + std::string(kJobColumns) + " FROM jobs " + std::string(rest);
}

std::optional<JobRow> one_job(Query& query) {
  JobRow row;
  bind_job(query, row);
  if (!query.next()) return std::nullopt;
  return row;
}

constexpr const char* kTargetColumns =
    "SELECT tenant_id, planned_outcome, planned_before, planned_evidence, planned_after, status, "
    "outcome, error, finished_at, wave, attempts, next_attempt_at FROM job_targets ";

std::vector<JobTargetRow> targets(Query& query) {
  std::vector<JobTargetRow> rows;
  JobTargetRow row;
  query.into(row.tenant.value).into(row.planned_outcome).into(row.planned_before);
  query.into(row.planned_evidence).into(row.planned_after).into(row.status).into(row.outcome);
  query.into(row.error).into(row.finished_at).into(row.wave).into(row.attempts);
  query.into(row.next_attempt_at);
  while (query.next()) rows.push_back(row);
  return rows;
}

void insert_targets(WriteTransaction& tx, int64_t job, const std::vector<JobTargetRow>& rows) {
  Query query(tx,
              "INSERT INTO job_targets (tenant_id, job_id, planned_outcome, planned_before, "
              "planned_evidence, planned_after, status, wave) "
              "VALUES (:t, :j, :o, :b, :e, :a, :s, :w)");
  for (const JobTargetRow& row : rows) {
    query.again().use(row.tenant.value).use(job).use(row.planned_outcome).use(row.planned_before);
    query.use(row.planned_evidence).use(row.planned_after).use(row.status).use(row.wave).run();
  }
}

}  // namespace

std::vector<TenantId> tenants_of(const std::vector<JobTargetRow>& rows) {
  std::vector<TenantId> tenants;
  for (const auto& row : rows) tenants.push_back(row.tenant);
  return tenants;
}

Result<int64_t> insert_job(WriteTransaction& tx, const JobRow& job,
                           const std::vector<JobTargetRow>& rows) {
  auto id = next_ids(tx, "jobs");
  if (!id) return id;
  return guarded([&]() -> Result<int64_t> {
    Query query(tx,
                "INSERT INTO jobs (id, type, status, initiated_by, initiated_by_id, framework_id, "
                "source_version, parameters, target_count, done_count, conflicts, created_at, "
                "not_before, rollback_of, kind, priority, depends_on, outcomes, change_number) "
                "VALUES (:id, :type, :status, :by, :by_id, :framework, :version, "
                ":parameters, :targets, :done, :conflicts, :at, :not_before, :rollback_of, :kind, "
                ":priority, :depends_on, :outcomes, :change)");
    query.use(*id).use(job.type).use(job.status).use(job.initiated_by).use(job.initiated_by_id);
    query.use(job.framework_id).use(job.source_version).use(job.parameters);
    query.use(job.target_count).use(job.done_count).use(job.conflicts).use(job.created_at);
    query.use(job.not_before).use(job.rollback_of).use(job.kind).use(job.priority);
    query.use(job.depends_on).use(job.outcomes).use(job.change_number).run();
    insert_targets(tx, *id, rows);
    return *id;
  });
}

Result<std::optional<JobRow>> find_job(ReadTransaction& tx, int64_t id) {
  return guarded([&]() -> Result<std::optional<JobRow>> {
    Query query(tx, select_jobs("WHERE id = :id"));
    return one_job(query.use(id));
  });
}

Result<Page<JobRow>> list_jobs(ReadTransaction& tx, const PageRequest& request) {
  static const ListSpec kSpec{.columns = kJobColumns,
                              .from = "jobs",
                              .id = "id",
                              .search = "LOWER(initiated_by)",
                              .sorts = {{"id", "id", true},
                                        {"status", "status"},
                                        {"type", "type"},
                                        {"created_at", "created_at"},
                                        {"priority", "priority", true}},
                              .filters = {{"status", "status"},
                                          {"type", "type"},
                                          {"framework_id", "framework_id", true},
                                          {"initiated_by", "initiated_by"},
                                          {"depends_on", "depends_on", true}},
                              .newest_first = true};
  return ListQuery(tx, kSpec, request).page<JobRow>(bind_job);
}

Result<void> update_job(WriteTransaction& tx, const JobRow& job) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "UPDATE jobs SET status = :status, done_count = :done, conflicts = :conflicts, "
                "not_before = :nb, started_at = :started, completed_at = :completed, "
                "duration_millis = :duration, error_message = :error, reason = :reason, "
                "lease_owner = :owner, lease_beat = :beat, holds_framework = :holds, "
                "waits_until = :until, waits_since = :since, claimed_at = :claimed, "
                "claimed_done = :claimed_done, current_wave = :wave, outcomes = :outcomes, "
                "change_number = :change WHERE id = :id");
    query.use(job.status).use(job.done_count).use(job.conflicts).use(job.not_before);
    query.use(job.started_at).use(job.completed_at).use(job.duration_millis);
    query.use(job.error_message).use(job.reason).use(job.lease_owner).use(job.lease_beat);
    query.use(job.holds_framework).use(job.waits_until).use(job.waits_since);
    query.use(job.claimed_at).use(job.claimed_done).use(job.current_wave).use(job.outcomes);
    query.use(job.change_number).use(job.id).run();
    return {};
  });
}

namespace {

/// Frameworks with queued jobs that nobody holds, one index seek each however long the queue is.
std::vector<int64_t> free_frameworks(ReadTransaction& tx) {
  std::vector<int64_t> frameworks;
  std::optional<int64_t> next;
  bool is_held = false;
  Query seek(tx,
             "SELECT MIN(framework_id) FROM jobs WHERE status = 'QUEUED' AND framework_id > :last");
  seek.use(0).into(next);
  for (int64_t last = 0;; last = *next) {
    next = std::nullopt;
    seek.again().use(last);
    if (!seek.next() || !next) return frameworks;
    Query held(tx,
               "SELECT 1 FROM jobs WHERE framework_id = :f AND holds_framework = 1 AND "
               "status <> 'QUEUED'");
    held.use(*next).into(is_held);
    if (!held.next()) frameworks.push_back(*next);
  }
}

/// A job that holds its framework while it waits is the only one of it that may go on.
std::optional<JobRow> first_ready(ReadTransaction& tx, std::optional<int64_t> framework,
                                  std::string_view now) {
  const std::string of = framework ? "framework_id = :f AND (holds_framework = 1 OR NOT EXISTS "
                                     "(SELECT 1 FROM jobs h WHERE h.framework_id = :f2 AND "
                                     "h.holds_framework = 1)) "
                                   : "framework_id IS NULL ";
  Query query(
      tx, select_jobs("WHERE status = 'QUEUED' AND " + of +
                      "AND (not_before IS NULL OR not_before <= :now) AND "
                      "(waits_until IS NULL OR waits_until <= :now2 OR waits_since > :now3) AND "
                      "(depends_on IS NULL OR EXISTS (SELECT 1 FROM jobs d WHERE "
                      "d.id = jobs.depends_on AND d.status IN ('COMPLETED', "
                      "'COMPLETED_WITH_ERRORS'))) ORDER BY priority DESC, id LIMIT 1"));
  if (framework) query.use(*framework).use(*framework);
  query.use(now).use(now).use(now);
  return one_job(query);
}

}  // namespace

Result<std::optional<JobRow>> next_claimable_job(ReadTransaction& tx, std::string_view now) {
  return guarded([&]() -> Result<std::optional<JobRow>> {
    std::optional<JobRow> best = first_ready(tx, std::nullopt, now);
    for (const int64_t framework : free_frameworks(tx)) {
      auto job = first_ready(tx, framework, now);
      if (!job) continue;
      const bool is_better = !best || job->priority > best->priority ||
                             (job->priority == best->priority && job->id < best->id);
      if (is_better) best = std::move(job);
    }
    return best;
  });
}

Result<std::vector<JobRow>> load_dependents(ReadTransaction& tx, int64_t job,
                                            std::string_view status) {
  return guarded([&]() -> Result<std::vector<JobRow>> {
    std::vector<JobRow> rows;
    JobRow row;
    Query query(tx, select_jobs("WHERE depends_on = :job AND status = :status ORDER BY id"));
    bind_job(query.use(job).use(status), row);
    while (query.next()) rows.push_back(row);
    return rows;
  });
}

Result<bool> has_rollback(ReadTransaction& tx, int64_t job) {
  return guarded([&]() -> Result<bool> {
    int64_t id = 0;
    Query query(tx,
                "SELECT id FROM jobs WHERE rollback_of = :job AND "
                "status NOT IN ('CANCELLED', 'FAILED') LIMIT 1");
    return query.use(job).into(id).next();
  });
}

Result<std::vector<JobRow>> load_jobs_changed_after(ReadTransaction& tx, int64_t change,
                                                    std::optional<int64_t> job, int64_t limit) {
  return guarded([&]() -> Result<std::vector<JobRow>> {
    std::vector<JobRow> rows;
    JobRow row;
    Query query(tx,
                select_jobs(std::string("WHERE change_number > :change ") +
                            (job ? "AND id = :job " : "") + "ORDER BY change_number LIMIT :limit"));
    query.use(change);
    if (job) query.use(*job);
    bind_job(query.use(limit), row);
    while (query.next()) rows.push_back(row);
    return rows;
  });
}

Result<std::map<std::string, int64_t>> count_jobs(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::map<std::string, int64_t>> {
    std::map<std::string, int64_t> counts;
    std::string status;
    int64_t count = 0;
    Query query(tx, "SELECT status, COUNT(*) FROM jobs GROUP BY status");
    query.into(status).into(count);
    while (query.next()) counts[status] = count;
    return counts;
  });
}

Result<void> beat_lease(WriteTransaction& tx, int64_t job, std::string_view owner) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "UPDATE jobs SET lease_beat = lease_beat + 1 WHERE id = :id AND lease_owner = :o");
    query.use(job).use(owner).run();
    return {};
  });
}

Result<int64_t> last_change_number(ReadTransaction& tx) {
  return guarded([&]() -> Result<int64_t> {
    int64_t last = 0;
    Query query(tx, "SELECT last_value FROM counters WHERE name = 'job_changes'");
    query.into(last).next();
    return last;
  });
}

Result<std::vector<JobRow>> load_jobs_with_status(ReadTransaction& tx, std::string_view status) {
  return guarded([&]() -> Result<std::vector<JobRow>> {
    std::vector<JobRow> rows;
    JobRow row;
    Query query(tx, select_jobs("WHERE status = :status ORDER BY id"));
    bind_job(query.use(status), row);
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

Result<std::optional<JobTargetRow>> find_target(ReadTransaction& tx, int64_t job, TenantId tenant) {
  return guarded([&]() -> Result<std::optional<JobTargetRow>> {
    Query query(tx, std::string(kTargetColumns) + "WHERE tenant_id = :tenant AND job_id = :job");
    auto rows = targets(query.use(tenant.value).use(job));
    if (rows.empty()) return std::optional<JobTargetRow>();
    return std::optional<JobTargetRow>(std::move(rows.front()));
  });
}

Result<std::optional<int64_t>> pending_wave(ReadTransaction& tx, int64_t job) {
  return guarded([&]() -> Result<std::optional<int64_t>> {
    std::optional<int64_t> wave;
    Query query(tx, "SELECT MIN(wave) FROM job_targets WHERE job_id = :j AND status = 'PENDING'");
    query.use(job).into(wave).next();
    return wave;
  });
}

Result<std::vector<JobTargetRow>> load_due_targets(ReadTransaction& tx, int64_t job, int64_t wave,
                                                   std::string_view now, int64_t limit) {
  return guarded([&]() -> Result<std::vector<JobTargetRow>> {
    Query query(tx, std::string(kTargetColumns) +
                        "WHERE job_id = :job AND status = 'PENDING' AND wave = :wave AND "
                        "(next_attempt_at IS NULL OR next_attempt_at <= :now OR "
                        "finished_at > :now2) ORDER BY tenant_id LIMIT :l");
    return targets(query.use(job).use(wave).use(now).use(now).use(limit));
  });
}

Result<std::optional<std::string>> next_attempt_of_wave(ReadTransaction& tx, int64_t job,
                                                        int64_t wave) {
  return guarded([&]() -> Result<std::optional<std::string>> {
    std::optional<std::string> next;
    Query query(tx,
                "SELECT MIN(next_attempt_at) FROM job_targets WHERE job_id = :j AND "
                "status = 'PENDING' AND wave = :w");
    query.use(job).use(wave).into(next).next();
    return next;
  });
}

Result<std::map<std::string, int64_t>> count_targets(ReadTransaction& tx, int64_t job,
                                                     std::optional<int64_t> wave) {
  return guarded([&]() -> Result<std::map<std::string, int64_t>> {
    std::map<std::string, int64_t> counts;
    std::string status;
    int64_t count = 0;
    Query query(tx, std::string("SELECT status, COUNT(*) FROM job_targets WHERE job_id = :job ") +
                        (wave ? "AND wave = :wave " : "") + "GROUP BY status");
    query.use(job);
    if (wave) query.use(*wave);
    query.into(status).into(count);
    while (query.next()) counts[status] = count;
    return counts;
  });
}

Result<void> update_targets(WriteTransaction& tx, int64_t job,
                            const std::vector<JobTargetRow>& rows) {
  const auto ending = [](const JobTargetRow& row) {
    return std::tie(row.status, row.outcome, row.error, row.finished_at, row.attempts,
                    row.next_attempt_at);
  };
  std::map<decltype(ending(rows.front())), std::vector<TenantId>> alike;
  for (const JobTargetRow& row : rows) alike[ending(row)].push_back(row.tenant);
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "UPDATE job_targets SET status = :s, outcome = :o, error = :e, finished_at = :f, "
                "attempts = :a, next_attempt_at = :n WHERE job_id = :j AND tenant_id IN " +
                    group_list());
    for (const auto& [values, tenants] : alike) {
      for (const TenantGroup& group : in_groups(tenants)) {
        query.again();
        std::apply([&](const auto&... value) { (query.use(value), ...); }, values);
        query.use(job).use(group).run();
      }
    }
    return {};
  });
}

Result<void> cancel_pending_targets(WriteTransaction& tx, int64_t job, std::string_view now) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "UPDATE job_targets SET status = 'CANCELLED', finished_at = :now, "
                "next_attempt_at = NULL WHERE job_id = :job AND status = 'PENDING'");
    query.use(now).use(job).run();
    return {};
  });
}

Result<int64_t> reopen_targets(WriteTransaction& tx, int64_t job) {
  return guarded([&]() -> Result<int64_t> {
    Query query(tx,
                "UPDATE job_targets SET status = 'PENDING', outcome = NULL, error = NULL, "
                "finished_at = NULL, attempts = 0, next_attempt_at = NULL "
                "WHERE job_id = :job AND status IN ('FAILED', 'CANCELLED')");
    query.use(job).run();
    int64_t pending = 0;
    Query count(tx, "SELECT COUNT(*) FROM job_targets WHERE job_id = :j AND status = 'PENDING'");
    count.use(job).into(pending).next();
    return pending;
  });
}

Result<void> append_log(WriteTransaction& tx, int64_t job, int64_t change,
                        const std::vector<JobLogRow>& rows) {
  return guarded([&]() -> Result<void> {
    if (rows.empty()) return {};
    int64_t last = 0;
    Query read(tx, "SELECT MAX(number) FROM job_log WHERE job_id = :job");
    read.use(job).into(last).next();
    Query query(tx,
                "INSERT INTO job_log (job_id, number, at, level, message, change_number) "
                "VALUES (:job, :number, :at, :level, :message, :change)");
    for (const JobLogRow& row : rows) {
      query.again().use(job).use(++last).use(row.at).use(row.level).use(row.message);
      query.use(change).run();
    }
    return {};
  });
}

Result<std::vector<JobLogRow>> load_log(ReadTransaction& tx, int64_t job, int64_t after_change,
                                        int64_t limit) {
  return guarded([&]() -> Result<std::vector<JobLogRow>> {
    std::vector<JobLogRow> rows;
    JobLogRow row;
    Query query(tx,
                "SELECT number, at, level, message FROM job_log WHERE job_id = :job AND "
                "(change_number > :after OR :all = 1) ORDER BY number DESC LIMIT :limit");
    query.use(job).use(after_change).use(after_change <= 0).use(limit);
    query.into(row.number).into(row.at).into(row.level).into(row.message);
    while (query.next()) rows.push_back(row);
    std::reverse(rows.begin(), rows.end());
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
