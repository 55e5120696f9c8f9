// How jobs read on the wire; docs/jobs.md.
#include <algorithm>
#include <cmath>

#include "server/http/wire.h"
#include "server/jobs/job_edit.h"
#include "server/jobs/job_options.h"

namespace datavault::http {
namespace {

int64_t percentage(const store::JobRow& job) {
  if (job.status == "COMPLETED" || job.status == "COMPLETED_WITH_ERRORS") return 100;
  return job.target_count == 0 ? 0 : job.done_count * 100 / job.target_count;
}

Json target_to_json(const store::JobTargetRow& row) {
  return {{"company_id", row.tenant.value},
          {"outcome", row.outcome ? *row.outcome : row.planned_outcome},
          {"planned_outcome", row.planned_outcome},
          {"status", row.status},
          {"error", or_null(row.error)},
          {"finished_at", or_null(row.finished_at)},
          {"attempts", row.attempts},
          {"next_attempt_at", or_null(row.next_attempt_at)},
          {"wave", row.wave + 1}};
}

/// Tenants a second, since the claim while it runs and over all its time afterwards.
std::optional<double> rate_of(const store::JobRow& job, const Clock& clock) {
  const bool is_running = job.status == "RUNNING" && job.claimed_at;
  const int64_t done = is_running ? job.done_count - job.claimed_done : job.done_count;
  const int64_t took = is_running ? clock.now_millis() - millis_from_iso(*job.claimed_at)
                                  : job.duration_millis.value_or(0);
  if (done <= 0) return std::nullopt;
  return std::round(static_cast<double>(done) * 1e5 /
                    static_cast<double>(std::max<int64_t>(took, 1))) /
         100;
}

std::optional<int64_t> seconds_left(const store::JobRow& job, const std::optional<double>& rate) {
  if (job.status != "RUNNING" || !rate || *rate <= 0) return std::nullopt;
  return static_cast<int64_t>(
      std::ceil(static_cast<double>(job.target_count - job.done_count) / *rate));
}

Json waves_to_json(const store::JobRow& job, const jobs::JobOptions& options) {
  if (!options.waves) return nullptr;
  return {{"percentages", options.waves->percentages},
          {"max_failure_rate", options.waves->max_failure_rate},
          {"current", job.current_wave + 1},
          {"count", options.waves->percentages.size()}};
}

Json actions_of(const store::JobRow& job) {
  Json actions = Json::array();
  const auto state = jobs::state_from_text(job.status);
  if (!state) return actions;
  for (const auto event : jobs::admin_events(*state)) actions.push_back(jobs::to_text(event));
  if (jobs::has_ended(*state) && job.framework_id) actions.push_back("rollback");
  return actions;
}

/// Without what lasts from before targets were counted in the job's row.
Json tenants_to_json(const store::JobRow& job) {
  Json counts = Json::object();
  for (const auto& [status, count] : jobs::counts_of(job)) counts[status] = count;
  return counts;
}

Json log_to_json(const std::vector<store::JobLogRow>& log) {
  Json rows = Json::array();
  for (const store::JobLogRow& row : log) {
    rows.push_back(
        {{"number", row.number}, {"at", row.at}, {"level", row.level}, {"message", row.message}});
  }
  return rows;
}

}  // namespace

Json job_to_json(const store::JobRow& job, const std::string& framework_name, const Clock& clock) {
  const Json parameters = Json::parse(job.parameters, nullptr, false);
  const jobs::JobOptions options = jobs::job_options_of(parameters);
  Json strategy = nullptr, template_id = nullptr;
  if (parameters.is_object()) template_id = parameters.value("template_id", Json(nullptr));
  if (parameters.is_object() && parameters.contains("request")) {
    strategy = parameters["request"].value("conflict_resolution", Json(nullptr));
  }
  const auto rate = rate_of(job, clock);
  return {
      {"id", job.id},
      {"type", job.type},
      {"kind", job.kind},
      {"template_id", std::move(template_id)},
      {"status", job.status},
      {"reason", or_null(job.reason)},
      {"initiated_by", job.initiated_by},
      {"progress_percentage", percentage(job)},
      {"created_at", job.created_at},
      {"not_before", or_null(job.not_before)},
      {"started_at", or_null(job.started_at)},
      {"completed_at", or_null(job.completed_at)},
      {"duration", job.duration_millis ? Json(static_cast<double>(*job.duration_millis) / 1000.0)
                                       : Json(nullptr)},
      {"duration_ms", or_null(job.duration_millis)},
      {"error_message", or_null(job.error_message)},
      {"framework_id", or_null(job.framework_id)},
      {"framework_name", framework_name.empty() ? Json(nullptr) : Json(framework_name)},
      {"rollback_of", or_null(job.rollback_of)},
      {"target_version", or_null(job.source_version)},
      {"conflict_resolution", std::move(strategy)},
      {"target_count", job.target_count},
      {"done_count", job.done_count},
      {"conflicts", job.conflicts},
      {"priority", job.priority},
      {"depends_on", or_null(job.depends_on)},
      {"next_attempt_at", or_null(job.waits_until)},
      {"tenants", tenants_to_json(job)},
      {"rate_per_second", or_null(rate)},
      {"seconds_left", or_null(seconds_left(job, rate))},
      {"waves", waves_to_json(job, options)},
      {"retries",
       {{"max_attempts", options.max_attempts}, {"backoff_seconds", options.backoff_seconds}}},
      {"actions", actions_of(job)}};
}

Json job_status_to_json(const JobStatus& status, const std::string& framework_name,
                        const Clock& clock) {
  Json json = job_to_json(status.job, framework_name, clock);
  json["last_event_id"] = status.change_number;
  json["log_entries"] = log_to_json(status.log);
  json["targets"] = Json::array();
  json["tenants"] = Json::object();
  for (const store::JobTargetRow& row : status.targets) {
    json["targets"].push_back(target_to_json(row));
    json["tenants"][row.status] = json["tenants"].value(row.status, 0) + 1;
  }
  return json;
}

Json job_change_to_json(const JobChange& change, const std::string& framework_name,
                        const Clock& clock) {
  return {{"job", job_to_json(change.job, framework_name, clock)},
          {"log_entries", log_to_json(change.log)}};
}

}  // namespace datavault::http
