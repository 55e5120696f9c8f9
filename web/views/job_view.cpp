#include "web/views/job_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "web/platform/intl.h"

namespace datavault {
namespace {

using Names = std::map<TenantId, std::string>;

std::string name_of_target(const Names& names, const JobTarget& target) {
  if (!target.name.empty()) return target.name;
  const auto it = names.find(target.tenant);
  return it == names.end() ? "Tenant " + std::to_string(target.tenant.value) : it->second;
}

bool is_waiting(const std::string& status) {
  return status == "PENDING" || status == "QUEUED" || status == "RUNNING";
}

std::string framework_of(const AppState& state, const Job& job) {
  std::string name = job.framework_name;
  if (const auto* summary = find_framework(state, job.framework);
      name.empty() && summary != nullptr) {
    name = summary->name;
  }
  if (name.empty() && job.framework.value != 0)
    name = "framework " + std::to_string(job.framework.value);
  if (job.version != 0) name += ", version " + std::to_string(job.version);
  return name;
}

std::string template_of(const AppState& state, const Job& job) {
  const TemplateSummary* summary = find_template(state.templates, job.template_id);
  std::string name = summary == nullptr ? std::to_string(job.template_id) : summary->name;
  if (job.version != 0) name += ", version " + std::to_string(job.version);
  return name;
}

void add_template(const Job& job, JobView& view) {
  if (job.template_id == 0) return;
  view.template_path = template_path(job.template_id);
  if (job.kind == "TEMPLATE_UPGRADE") {
    view.upgrade_path = template_path(job.template_id, "/upgrade");
  }
}

void add_times(const Job& job, JobView& view) {
  view.subtitle = "Job " + std::to_string(job.id);
  if (!job.initiated_by.empty()) view.subtitle += " · started by " + job.initiated_by;
  const std::string when = date_text(job.created_at);
  if (!when.empty()) view.subtitle += " · " + when;
  if (job.duration_ms >= 0) view.duration = milliseconds_text(static_cast<double>(job.duration_ms));
}

void add_pace(const Job& job, JobView& view) {
  if (job.status == "RUNNING" && job.rate_per_second > 0) {
    view.pace =
        counted(std::max<int64_t>(1, std::llround(job.rate_per_second)), "tenant") + " a second";
    if (job.seconds_left >= 0) {
      view.pace += " · about " + milliseconds_text(job.seconds_left * 1000) + " left";
    }
  }
  const auto count = static_cast<int64_t>(job.waves.percentages.size());
  if (job.waves.current < 1 || job.waves.current > count) return;
  view.wave = "Wave " + std::to_string(job.waves.current) + " of " + std::to_string(count) +
              ": up to " +
              std::to_string(job.waves.percentages[static_cast<size_t>(job.waves.current - 1)]) +
              "% of the tenants";
}

void add_waits(const Job& job, JobView& view) {
  view.waits = sentence(job.reason);
  if (job.status != "QUEUED" || !view.waits.empty()) return;
  if (!job.next_attempt_at.empty()) {
    view.waits = "The tenants that failed are tried again: " + date_text(job.next_attempt_at) + ".";
  } else if (job.depends_on != 0) {
    view.waits = "Waits for job " + std::to_string(job.depends_on) + " to end.";
  } else if (!job.not_before.empty()) {
    view.waits = "Starts not before " + date_text(job.not_before) + ".";
  }
}

std::string_view name_of(JobAction action) {
  constexpr std::array<std::string_view, 4> kNames{"Cancel…", "Pause", "Resume",
                                                   "Try failed tenants again"};
  return kNames[static_cast<size_t>(action)];
}

void add_buttons(const AppState& state, const Job& job, int64_t done, JobView& view) {
  const auto under_way = state.jobs.under_way.find(job.id);
  for (const JobAction action : job.actions) {
    const bool busy = under_way != state.jobs.under_way.end() && under_way->second == action;
    view.buttons.push_back({action, std::string(name_of(action)), busy});
  }
  view.cancel_detail =
      done == 0 ? "Nothing was written yet, and nothing will be."
                : counted(done, "tenant is", "tenants are") +
                      " done and will stay as the job left them; the others are left alone. What "
                      "was done can be rolled back afterwards.";
}

/// By status; the server tells while the job runs, before the tenants themselves are here.
std::map<std::string, int64_t> tenant_counts(const Job& job) {
  if (!job.tenants.empty()) return job.tenants;
  std::map<std::string, int64_t> counts;
  for (const JobTarget& target : job.targets) ++counts[target.status];
  return counts;
}

int64_t count_done(const Job& job) {
  int64_t done = 0;
  for (const auto& [status, count] : tenant_counts(job)) {
    if (!is_waiting(status)) done += count;
  }
  return done;
}

void add_tiles(const Job& job, const JobUi& ui, JobView& view) {
  for (const auto& [status, count] : tenant_counts(job)) {
    view.tiles.push_back(
        {status, status_label(status), platform::format_count(count), ui.status == status});
  }
}

Label outcome_of(const Job& job, const JobTarget& target) {
  if (target.outcome.empty()) return {"–", {}, Tone::neutral};
  return job.rollback_of == 0 ? outcome_label(target.outcome)
                              : rollback_outcome_label(target.outcome);
}

void add_rows(const Job& job, const JobUi& ui, const Names& names, JobView& view) {
  for (const JobTarget& target : job.targets) {
    if (target.status == "HELD") view.held.push_back(target.tenant);
    if (target.status == "STALE") view.stale.push_back(target.tenant);
    const std::string name = name_of_target(names, target);
    if (!ui.status.empty() && ui.status != target.status) continue;
    if (!matches(name, ui.search)) continue;
    view.rows.push_back(
        {target.tenant, name, outcome_of(job, target), status_label(target.status), target.error});
  }
}

Tone tone_of_level(const std::string& level) {
  if (level == "ERROR") return Tone::danger;
  return level == "WARNING" ? Tone::warning : Tone::neutral;
}

std::string level_name(const std::string& level) {
  if (level == "ERROR") return "Error";
  if (level == "WARNING") return "Warning";
  return level == "INFO" ? "Info" : level;
}

void add_log(const Job& job, JobView& view) {
  for (const LogEntry& entry : job.log) {
    const auto ms = unix_ms_from(entry.at);
    view.log.push_back({ms ? platform::format_date(*ms, platform::DateStyle::time) : entry.at,
                        level_name(entry.level), entry.message, tone_of_level(entry.level)});
  }
}

/// Holds the result against what was previewed here, tenant by tenant.
void add_verdict(const AppState& state, const Job& job, JobView& view) {
  const auto& submitted = state.wizard.submitted;
  if (!job.finished() || !submitted || submitted->job != job.id || !submitted->plan) return;
  std::map<TenantId, Outcome> expected;
  for (const PlannedTarget& target : submitted->plan->targets)
    expected[target.tenant] = target.outcome;
  int64_t same = 0;
  for (const JobTarget& target : job.targets) {
    const auto it = expected.find(target.tenant);
    const bool left_out = target.status == "STALE" || target.status == "FAILED";
    if (it != expected.end() && !left_out && target.outcome == to_text(it->second)) ++same;
  }
  const auto total = static_cast<int64_t>(expected.size());
  if (same == total) {
    view.verdict = "All " + counted(total, "tenant") + " ended as previewed.";
    return;
  }
  view.verdict = counted(total - same, "tenant") + " ended otherwise than previewed.";
  view.verdict_tone = Tone::warning;
}

/// Only what wrote something can be taken back.
bool wrote_something(const Job& job) {
  return std::any_of(job.targets.begin(), job.targets.end(),
                     [](const JobTarget& target) { return target.applied(); });
}

}  // namespace

std::map<TenantId, std::string> tenant_names(const AppState& state) {
  Names names;
  for (const Tenant& tenant : state.catalogue.companies.value) names[tenant.id] = tenant.name;
  if (const Snapshot* snapshot = state.wizard.snapshot_here()) {
    for (const TenantFacts& facts : snapshot->tenants) names[facts.tenant.id] = facts.tenant.name;
  }
  names.insert(state.templates.bulk.names.begin(), state.templates.bulk.names.end());
  const Provisioning& provisioning = state.templates.provisioning;
  if (provisioning.job != 0) names.emplace(provisioning.tenant, provisioning.company);
  return names;
}

std::string job_title(const AppState& state, const Job& job) {
  if (job.template_id == 0) return "Distribution of " + framework_of(state, job);
  if (job.kind == "TEMPLATE_UPGRADE") return "Upgrade to template " + template_of(state, job);
  return (job.kind == "TEMPLATE_PROVISION" ? "Tenants from template " : "Template ") +
         template_of(state, job);
}

JobView build_job_view(const AppState& state, int64_t id, const JobUi& ui) {
  JobView view;
  view.id = id;
  view.title = "Job " + std::to_string(id);
  const auto it = state.jobs.by_id.find(id);
  view.load.waiting = it == state.jobs.by_id.end();
  if (it == state.jobs.by_id.end()) return view;
  view.load = load_view(it->second);
  view.interrupted = it->second.has_value && it->second.failed();
  if (!view.load.ready()) return view;
  const Job& job = it->second.value;
  view.title = job.rollback_of == 0 ? job_title(state, job)
                                    : "Rollback of job " + std::to_string(job.rollback_of) + ": " +
                                          framework_of(state, job);
  add_template(job, view);
  const bool is_sync = job.type.empty() || job.type == "FRAMEWORK_SYNC";
  if (job.finished() && is_sync && wrote_something(job)) view.rollback_path = rollback_path(id);
  view.status = status_label(job.status);
  view.finished = job.finished();
  view.error = job.error_message;
  view.framework = job.framework;
  view.version = job.version;
  view.fraction = static_cast<float>(std::clamp(job.progress_percentage / 100, 0.0, 1.0));
  const int64_t done = count_done(job);
  view.target_count = std::max<int64_t>(job.target_count, static_cast<int64_t>(job.targets.size()));
  view.progress = platform::format_count(done) + " of " + counted(view.target_count, "tenant");
  add_times(job, view);
  add_pace(job, view);
  add_waits(job, view);
  add_buttons(state, job, done, view);
  add_tiles(job, ui, view);
  add_rows(job, ui, tenant_names(state), view);
  add_log(job, view);
  add_verdict(state, job, view);
  return view;
}

}  // namespace datavault
