#include "web/views/overview_view.h"

#include "web/platform/intl.h"
#include "web/views/words.h"

namespace datavault {
namespace {

constexpr size_t kRecentJobs = 5;

void add_jobs(const AppState& state, OverviewView& view) {
  int64_t running = 0, troubled = 0;
  for (const Job& job : state.jobs.list.value) {
    running += job.finished() ? 0 : 1;
    troubled += job.status == "FAILED" || job.status == "COMPLETED_WITH_ERRORS" ? 1 : 0;
  }
  view.job_count = platform::format_count(static_cast<int64_t>(state.jobs.list.value.size()));
  view.job_detail = running > 0    ? std::to_string(running) + " running now"
                    : troubled > 0 ? counted(troubled, "job") + " left something out"
                                   : "none running";
  view.job_tone = troubled > 0 ? Tone::warning : Tone::accent;
  view.recent = build_jobs_view(state, {}).rows;
  if (view.recent.size() > kRecentJobs) view.recent.resize(kRecentJobs);
}

}  // namespace

OverviewView build_overview_view(const AppState& state) {
  OverviewView view;
  view.frameworks = load_view(state.catalogue.frameworks);
  view.tenants = load_view(state.catalogue.companies);
  view.jobs = load_view(state.jobs.list);
  int64_t fields = 0, inactive = 0;
  for (const auto& framework : state.catalogue.frameworks.value) fields += framework.field_count;
  for (const Tenant& tenant : state.catalogue.companies.value) inactive += tenant.is_active ? 0 : 1;
  view.framework_count =
      platform::format_count(static_cast<int64_t>(state.catalogue.frameworks.value.size()));
  view.framework_detail = counted(fields, "field");
  view.tenant_count =
      platform::format_count(static_cast<int64_t>(state.catalogue.companies.value.size()));
  view.tenant_detail =
      inactive > 0 ? platform::format_count(inactive) + " inactive" : std::string("all active");
  add_jobs(state, view);
  return view;
}

}  // namespace datavault
