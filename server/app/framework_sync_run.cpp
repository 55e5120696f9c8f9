// The half of FrameworkSyncService that distributes.
#include <algorithm>

#include "server/app/framework_sync_service.h"
#include "server/app/plan_writer.h"

namespace datavault {
namespace {

/// Small enough that progress shows, large enough that a thousand tenants take few commits.
int64_t batch_size(const store::JobRow& job) {
  return std::clamp<int64_t>(job.target_count / 20, 1, 100);
}

std::vector<TenantId> ids_of(const std::vector<store::JobTargetRow>& rows) {
  std::vector<TenantId> ids;
  for (const auto& row : rows) ids.push_back(row.tenant);
  return ids;
}

std::vector<store::JobTargetRow> only_those(std::vector<store::JobTargetRow> rows,
                                            const std::vector<TenantId>& only) {
  std::erase_if(rows, [&](const store::JobTargetRow& row) {
    return std::find(only.begin(), only.end(), row.tenant) == only.end();
  });
  return rows;
}

Result<store::JobRow> running_job(store::ReadTransaction& tx, int64_t job_id) {
  auto job = store::find_job(tx, job_id);
  if (!job) return job.error();
  if (!*job || (*job)->status != "RUNNING") return not_found("This job is not running.");
  return **std::move(job);
}

std::string summary_of(const std::map<std::string, int64_t>& counts) {
  std::string text;
  for (const auto& [status, count] : counts) {
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + status;
  }
  return text;
}

}  // namespace

Result<bool> FrameworkSyncService::execute_sync_job(int64_t job_id) {
  std::vector<TenantId> batch;
  {
    auto tx = database_.write();
    if (!tx) return tx.error();
    auto job = running_job(*tx, job_id);
    if (!job) return job.error();
    auto pending = store::load_pending_targets(*tx, job_id, batch_size(*job));
    if (!pending) return pending.error();
    if (pending->empty()) {
      if (auto finished = finish(*tx, *job); !finished) return finished.error();
      if (auto committed = tx->commit(); !committed) return committed.error();
      return true;
    }
    batch = ids_of(*pending);
  }
  if (execute_batch(job_id, batch)) return false;
  // One of them cannot be done. One by one the others still are, and it alone fails.
  for (const TenantId tenant : batch) {
    if (auto done = execute_batch(job_id, {tenant}); !done) {
      if (auto failed = fail_target(job_id, tenant, done.error()); !failed) return failed.error();
    }
  }
  return false;
}

Result<void> FrameworkSyncService::execute_batch(int64_t job_id,
                                                 const std::vector<TenantId>& only) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto job = running_job(*tx, job_id);
  if (!job) return job.error();
  auto pending = store::load_pending_targets(*tx, job_id, job->target_count);
  if (!pending) return pending.error();
  auto rows = only_those(*std::move(pending), only);
  if (rows.empty()) return {};
  auto turn = job->rollback_of ? rollback_turn(*tx, *job, ids_of(rows))
                               : sync_turn(*tx, *job, ids_of(rows));
  if (!turn) return turn.error();
  const auto result = settle_turn(*turn, *job, std::move(rows), iso_now(clock_));
  if (auto wrote = store::write_changes(*tx, result.changes); !wrote) return wrote;
  if (auto wrote = store::put_remembered(*tx, result.remembered); !wrote) return wrote;
  if (auto wrote = store::update_targets(*tx, job_id, result.targets); !wrote) return wrote;
  job->done_count += static_cast<int64_t>(result.targets.size());
  job->lease_until = iso_time(clock_.now_millis() + 60 * 1000);
  if (auto updated = store::update_job(*tx, *job); !updated) return updated;
  for (const auto& target : result.targets) {
    if (!target.error) continue;
    const auto name = turn->names.find(target.tenant);
    auto logged = log(*tx, job_id, "WARNING",
                      (name == turn->names.end() ? "Company " + std::to_string(target.tenant.value)
                                                 : name->second) +
                          ": " + *target.error);
    if (!logged) return logged;
  }
  return tx->commit();
}

Result<Json> FrameworkSyncService::job_request(const store::JobRow& job) {
  auto parameters = parse_json(job.parameters);
  if (!parameters || !parameters->contains("request")) {
    return storage_error("What this job is to do cannot be read.");
  }
  return (*parameters)["request"];
}

/// Plans again what was previewed, for some of the tenants as they are now.
Result<Turn> FrameworkSyncService::sync_turn(store::ReadTransaction& tx, const store::JobRow& job,
                                             const std::vector<TenantId>& tenants) {
  auto built = build_snapshot(tx, versions_, FrameworkId{job.framework_id.value_or(0)},
                              job.source_version, tenants);
  if (!built) return built.failure().error;
  auto json = job_request(job);
  if (!json) return json.error();
  auto request = plan_request_from_json(*json);
  if (!request) return request.error();
  request->targets = tenants;
  auto plan = make_plan(built->snapshot, *request);
  if (!plan) return plan.error();
  Turn turn;
  turn.framework = built->snapshot.framework.id;
  turn.plan = *std::move(plan);
  turn.rows = std::move(built->rows);
  for (const auto& [number, version] : built->snapshot.versions) {
    turn.digests[number] = version.digest;
  }
  for (const TenantFacts& facts : built->snapshot.tenants) {
    turn.names[facts.tenant.id] = facts.tenant.name;
  }
  return turn;
}

Result<void> FrameworkSyncService::fail_target(int64_t job_id, TenantId tenant,
                                               const Error& error) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto job = running_job(*tx, job_id);
  if (!job) return job.error();
  store::JobTargetRow row;
  row.tenant = tenant;
  row.status = "FAILED";
  row.error = error.message;
  row.finished_at = iso_now(clock_);
  if (auto updated = store::update_targets(*tx, job_id, {row}); !updated) return updated;
  ++job->done_count;
  if (auto updated = store::update_job(*tx, *job); !updated) return updated;
  auto logged =
      log(*tx, job_id, "ERROR", "Company " + std::to_string(tenant.value) + ": " + error.message);
  if (!logged) return logged;
  return tx->commit();
}

Result<void> FrameworkSyncService::finish(store::WriteTransaction& tx, store::JobRow job) {
  auto counts = store::count_targets(tx, job.id);
  if (!counts) return counts.error();
  const bool all_well =
      !counts->contains("FAILED") && !counts->contains("HELD") && !counts->contains("STALE");
  const int64_t now = clock_.now_millis();
  job.status = all_well ? "COMPLETED" : "COMPLETED_WITH_ERRORS";
  job.done_count = job.target_count;
  job.completed_at = iso_time(now);
  job.duration_millis = now - millis_from_iso(job.started_at.value_or(iso_time(now)));
  job.lease_owner = std::nullopt;
  job.lease_until = std::nullopt;
  if (auto updated = store::update_job(tx, job); !updated) return updated;
  return log(tx, job.id, all_well ? "INFO" : "WARNING", "Ended: " + summary_of(*counts) + ".");
}

}  // namespace datavault
