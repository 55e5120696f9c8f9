#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/jobs_view.h"
#include "web/views/load_view.h"

namespace datavault {

/// The first page: how things stand and what one can do.
struct OverviewView {
  LoadView frameworks, tenants, jobs;
  std::string framework_count, framework_detail;
  std::string tenant_count, tenant_detail;
  std::string job_count, job_detail;
  Tone job_tone = Tone::accent;
  std::vector<JobRow> recent;  // the latest jobs
};

OverviewView build_overview_view(const AppState& state);

}  // namespace datavault
