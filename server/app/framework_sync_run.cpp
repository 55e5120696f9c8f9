// The half of FrameworkSyncService that distributes.
#include <algorithm>

#include "server/app/copies.h"
#include "server/app/framework_sync_service.h"

namespace datavault {
namespace {

/// Small enough that progress shows, large enough that a thousand tenants take few commits.
int64_t batch_size(const store::JobRow& job) {
  return std::clamp<int64_t>(job.target_count / 20, 1, 100);
}

ExpectedTarget expected_of(const store::JobTargetRow& row) {
  return {row.tenant, outcome_from_text(row.planned_outcome).value_or(Outcome::skip),
          row.planned_before, row.planned_evidence, row.planned_after};
}

const char* status_of(Outcome outcome) {
  if (outcome == Outcome::skip) return "SKIPPED";
  if (outcome == Outcome::noop) return "UNCHANGED";
  if (outcome == Outcome::hold) return "HELD";
  return "APPLIED";
}

/// What a batch writes.
struct BatchResult {
  std::vector<store::JobTargetRow> targets;
  std::vector<store::AdoptionChange> changes;
};

class BatchPlanner {
 public:
  BatchPlanner(const store::JobRow& job, const BuiltSnapshot& built, std::string now)
      : job_(job), built_(built), now_(std::move(now)) {}

  Result<BatchResult> plan(std::vector<store::JobTargetRow> rows) {
    auto request = request_for(rows);
    if (!request) return request.error();
    auto plan = make_plan(built_.snapshot, *request);
    if (!plan) return plan.error();
    std::vector<ExpectedTarget> expected;
    for (const auto& row : rows) expected.push_back(expected_of(row));
    std::map<TenantId, std::string> stale;
    for (auto& target : stale_targets(*plan, expected)) stale[target.tenant] = target.reason;
    // Both are by tenant id, each tenant once.
    for (size_t i = 0; i < rows.size(); ++i) {
      settle(rows[i], plan->targets[i], stale);
    }
    result_.targets = std::move(rows);
    return std::move(result_);
  }

 private:
  Result<PlanRequest> request_for(const std::vector<store::JobTargetRow>& rows) const {
    auto parameters = parse_json(job_.parameters);
    if (!parameters) return parameters.error();
    auto request = plan_request_from_json((*parameters)["request"]);
    if (!request) return request;
    request->targets.clear();
    for (const auto& row : rows) request->targets.push_back(row.tenant);
    return request;
  }

  void settle(store::JobTargetRow& row, const PlannedTarget& now,
              const std::map<TenantId, std::string>& stale) {
    row.finished_at = now_;
    row.outcome = std::string(to_text(now.outcome));
    if (const auto reason = stale.find(row.tenant); reason != stale.end()) {
      row.status = "STALE";
      row.error = reason->second;
      return;
    }
    row.status = status_of(now.outcome);
    if (now.outcome == Outcome::hold) row.error = "A conflict that nobody answered holds it.";
    if (now.result) change(now);
  }

  void change(const PlannedTarget& now) {
    const FrameworkId framework = built_.snapshot.framework.id;
    const std::string& digest = built_.snapshot.versions.at(*now.result->base).digest;
    store::AdoptionChange change{
        now.tenant,   framework,
        std::nullopt, adoption_row(now.tenant, framework, *now.result, &digest),
        job_.id,      job_.initiated_by,
        now_};
    const auto before = built_.rows.find(now.tenant);
    if (before != built_.rows.end() && before->second.framework == framework) {
      change.before = before->second;
    } else if (before != built_.rows.end()) {
      // The tenant's own framework of that name becomes its copy of this one.
      result_.changes.push_back({now.tenant, before->second.framework, before->second, std::nullopt,
                                 job_.id, job_.initiated_by, now_});
    }
    result_.changes.push_back(std::move(change));
  }

  const store::JobRow& job_;
  const BuiltSnapshot& built_;
  std::string now_;
  BatchResult result_;
};

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

std::string name_of(const Snapshot& snapshot, TenantId id) {
  for (const TenantFacts& facts : snapshot.tenants) {
    if (facts.tenant.id == id) return facts.tenant.name;
  }
  return "Company " + std::to_string(id.value);
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
  auto built = build_snapshot(*tx, versions_, FrameworkId{job->framework_id.value_or(0)},
                              job->source_version, ids_of(rows));
  if (!built) return built.failure().error;
  const std::string now = iso_now(clock_);
  auto result = BatchPlanner(*job, *built, now).plan(std::move(rows));
  if (!result) return result.error();
  if (auto wrote = store::write_changes(*tx, result->changes); !wrote) return wrote;
  if (auto wrote = store::update_targets(*tx, job_id, result->targets); !wrote) return wrote;
  job->done_count += static_cast<int64_t>(result->targets.size());
  job->lease_until = iso_time(clock_.now_millis() + 60 * 1000);
  if (auto updated = store::update_job(*tx, *job); !updated) return updated;
  for (const auto& target : result->targets) {
    if (!target.error) continue;
    auto logged = log(*tx, job_id, "WARNING",
                      name_of(built->snapshot, target.tenant) + ": " + *target.error);
    if (!logged) return logged;
  }
  return tx->commit();
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
