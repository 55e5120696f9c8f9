#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/words.h"

namespace datavault {

/// What the list is narrowed to.
enum class JobFilter { all, active, paused, completed, problems };

struct JobsUi {
  std::string search;
  JobFilter filter = JobFilter::all;
};

struct JobRow {
  int64_t id = 0;
  std::string title;   // "GHG Protocol, version 2"
  std::string detail;  // "24 tenants"
  Label status;
  std::string progress;  // "40%", empty when finished
  std::string started, duration, by;
  std::string href;
};

struct JobsView {
  LoadView load;
  std::vector<JobRow> rows;
  bool searching = false;  // or filtering
};

JobsView build_jobs_view(const AppState& state, const JobsUi& ui);

}  // namespace datavault
