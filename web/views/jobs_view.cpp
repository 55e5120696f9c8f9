#include "web/views/jobs_view.h"

#include "web/platform/intl.h"
#include "web/views/job_view.h"

namespace datavault {
namespace {

std::string title_of(const AppState& state, const Job& job) {
  if (job.template_id != 0) return job_title(state, job);
  std::string name = job.framework_name;
  if (const auto* summary = find_framework(state, job.framework);
      name.empty() && summary != nullptr) {
    name = summary->name;
  }
  if (name.empty()) name = "Job " + std::to_string(job.id);
  if (job.version != 0) name += ", version " + std::to_string(job.version);
  return name;
}

JobRow row_of(const AppState& state, const Job& job) {
  JobRow row;
  row.id = job.id;
  row.title = title_of(state, job);
  row.detail = counted(job.target_count, "tenant");
  row.status = status_label(job.status);
  if (!job.finished()) row.progress = platform::format_percent(job.progress_percentage / 100);
  row.started = date_text(job.created_at);
  if (job.duration_ms >= 0) row.duration = milliseconds_text(static_cast<double>(job.duration_ms));
  row.by = job.initiated_by;
  row.href = href(job_path(job.id));
  return row;
}

bool passes(const Job& job, JobFilter filter) {
  switch (filter) {
    case JobFilter::all:
      return true;
    case JobFilter::active:
      return job.status == "RUNNING" || job.status == "QUEUED";
    case JobFilter::paused:
      return job.status == "PAUSED";
    case JobFilter::completed:
      return job.status == "COMPLETED";
    case JobFilter::problems:
      return job.status == "COMPLETED_WITH_ERRORS" || job.status == "FAILED" ||
             job.status == "CANCELLED";
  }
  return true;
}

}  // namespace

JobsView build_jobs_view(const AppState& state, const JobsUi& ui) {
  JobsView view;
  view.load = load_view(state.jobs.list);
  view.searching = !ui.search.empty() || ui.filter != JobFilter::all;
  for (const Job& job : state.jobs.list.value) {
    if (!passes(job, ui.filter)) continue;
    JobRow row = row_of(state, job);
    const std::string text = row.title + " " + row.by + " " + std::string(row.status.name);
    if (matches(text, ui.search)) view.rows.push_back(std::move(row));
  }
  return view;
}

}  // namespace datavault
