#include "web/views/overview_view.h"

#include <algorithm>
#include <map>

#include "web/platform/intl.h"
#include "web/views/change_words.h"

namespace datavault {
namespace {

constexpr size_t kMostConcerns = 6;
constexpr size_t kMostChanges = 8;
constexpr size_t kJobsLookedAt = 20;  // an old failure is no news

std::map<int64_t, std::vector<TenantId>> held_by_framework(const AppState& state) {
  std::map<int64_t, std::vector<TenantId>> held;
  for (const HeldTenant& row : state.fleet.counts.value.held) {
    held[row.framework.value].push_back(row.tenant);
  }
  return held;
}

FleetRow fleet_row(const AppState& state, const FrameworkFleet& counts, int64_t held) {
  FleetRow row;
  row.framework = counts.framework;
  const FrameworkSummary* summary = find_framework(state, counts.framework);
  row.name = summary ? summary->name : "Framework " + std::to_string(counts.framework.value);
  row.version = "Version " + std::to_string(counts.latest_version);
  row.held = std::min(held, counts.behind);
  row.current = counts.current;
  row.behind = counts.behind - row.held;
  row.customised = counts.customised;
  row.without = std::max<int64_t>(
      state.fleet.counts.value.active_tenants - counts.current - counts.behind, 0);
  row.href = href(framework_path(counts.framework.value));
  return row;
}

void add_to(FleetRow& sum, const FleetRow& row) {
  sum.current += row.current;
  sum.behind += row.behind;
  sum.held += row.held;
  sum.without += row.without;
  sum.customised += row.customised;
}

void add_fleet(const AppState& state, OverviewView& view) {
  const auto held = held_by_framework(state);
  for (const FrameworkFleet& counts : state.fleet.counts.value.frameworks) {
    const auto it = held.find(counts.framework.value);
    view.fleet.push_back(
        fleet_row(state, counts, it == held.end() ? 0 : static_cast<int64_t>(it->second.size())));
    add_to(view.all, view.fleet.back());
  }
  const int64_t copies = view.all.copies();
  view.share = copies == 0 ? "–"
                           : platform::format_percent(static_cast<double>(view.all.current) /
                                                      static_cast<double>(copies));
}

void add_held(const AppState& state, OverviewView& view) {
  for (const auto& [framework, tenants] : held_by_framework(state)) {
    const FrameworkSummary* summary = find_framework(state, {framework});
    Concern concern;
    concern.title = (summary ? summary->name : std::string("A framework")) + ": " +
                    counted(static_cast<int64_t>(tenants.size()), "tenant") + " held";
    std::vector<std::string> names;
    for (const TenantId tenant : tenants) {
      if (const Tenant* known = find_tenant(state, tenant)) names.push_back(known->name);
    }
    concern.detail = names.empty() ? "Conflicts wait for an answer." : first_few(names);
    concern.action = "Review";
    concern.framework = {framework};
    concern.version = summary ? summary->latest_version : 0;
    concern.tenants = tenants;
    view.concerns.push_back(std::move(concern));
  }
}

/// Frameworks of which many tenants lack the latest version: the first few.
void add_behind(OverviewView& view) {
  constexpr size_t kMostBehind = 2;
  std::vector<const FleetRow*> rows;
  for (const FleetRow& row : view.fleet) {
    if (row.behind > 0) rows.push_back(&row);
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const FleetRow* a, const FleetRow* b) { return a->behind > b->behind; });
  if (rows.size() > kMostBehind) rows.resize(kMostBehind);
  for (const FleetRow* row : rows) {
    Concern concern;
    concern.kind = Concern::Kind::behind;
    concern.tone = Tone::neutral;
    concern.title = counted(row->behind, "tenant") + " behind";
    concern.detail = row->name + ", " + row->version;
    concern.action = "Distribute";
    concern.href = href("/distribute?framework=" + std::to_string(row->framework.value));
    view.concerns.push_back(std::move(concern));
  }
}

std::string job_title(const AppState& state, const Job& job) {
  const FrameworkSummary* summary = find_framework(state, job.framework);
  std::string name = summary ? summary->name : job.framework_name;
  if (name.empty()) name = "Job";
  return name + " (job " + std::to_string(job.id) + ")";
}

void add_job_concern(const AppState& state, const Job& job, OverviewView& view) {
  const bool failed = job.status == "FAILED";
  if (!failed && job.status != "PAUSED") return;
  Concern concern;
  concern.kind = failed ? Concern::Kind::failed_job : Concern::Kind::paused_job;
  concern.tone = failed ? Tone::danger : Tone::warning;
  concern.title = job_title(state, job) + (failed ? " failed" : " is paused");
  concern.detail = failed ? job.error_message : job.reason;
  if (concern.detail.empty()) concern.detail = date_text(job.created_at);
  concern.action = "Open";
  concern.href = href(job_path(job.id));
  view.concerns.push_back(std::move(concern));
}

void add_running(const AppState& state, const Job& job, OverviewView& view) {
  if (job.finished() || job.status == "PAUSED") return;
  RunningJob running;
  running.id = job.id;
  running.title = job_title(state, job);
  running.fraction = job.progress_percentage / 100;
  running.detail =
      std::string(status_label(job.status).name) + " · " + counted(job.target_count, "tenant");
  if (job.seconds_left >= 0) {
    running.detail +=
        " · " + platform::format_duration(static_cast<int64_t>(job.seconds_left * 1000)) + " left";
  }
  running.href = href(job_path(job.id));
  const auto pace = state.jobs.pace.find(job.id);
  if (pace != state.jobs.pace.end()) running.pace = pace->second;
  view.running.push_back(std::move(running));
}

void add_overview_jobs(const AppState& state, OverviewView& view) {
  size_t looked_at = 0;
  for (const Job& job : state.jobs.list.value) {
    add_running(state, job, view);
    if (looked_at++ < kJobsLookedAt) add_job_concern(state, job, view);
  }
}

void add_changes(const AppState& state, OverviewView& view) {
  for (const RecentChange& change : state.fleet.changes.value) {
    if (view.changes.size() == kMostChanges) break;
    if (auto line = change_line(state, change)) view.changes.push_back(*std::move(line));
  }
}

}  // namespace

std::string FleetRow::sentence() const {
  std::string text = platform::format_count(current) + " current, " +
                     platform::format_count(behind) + " behind, " + platform::format_count(held) +
                     " held";
  if (without > 0) text += ", " + platform::format_count(without) + " without a copy";
  return text + "; " + platform::format_count(customised) + " customised";
}

OverviewView build_overview_view(const AppState& state) {
  OverviewView view;
  view.fleet_load = load_view(state.fleet.counts);
  // Names come with the list of frameworks.
  if (!state.catalogue.frameworks.has_value) {
    const LoadView frameworks = load_view(state.catalogue.frameworks);
    view.fleet_load.has_value = false;
    view.fleet_load.waiting = frameworks.waiting;
    if (view.fleet_load.problem.empty()) view.fleet_load.problem = frameworks.problem;
  }
  view.jobs_load = load_view(state.jobs.list);
  view.changes_load = load_view(state.fleet.changes);
  add_fleet(state, view);
  add_held(state, view);
  add_overview_jobs(state, view);
  if (view.concerns.size() > kMostConcerns) view.concerns.resize(kMostConcerns);
  add_behind(view);
  add_changes(state, view);
  view.subtitle = "Keep every tenant current without losing what it changed.";
  if (view.fleet_load.has_value) {
    view.subtitle = counted(static_cast<int64_t>(view.fleet.size()), "framework") + " over " +
                    counted(state.fleet.counts.value.active_tenants, "active tenant") + ".";
  }
  return view;
}

}  // namespace datavault
