#pragma once

#include <map>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/words.h"

namespace datavault {

struct JobUi {
  int64_t job = 0;  // the rest belongs to this one
  int tab = 0;      // tenants, log
  std::string search;
  std::string status;  // only targets with this status; empty: all
  bool asks_cancel = false;
};

/// Something that may be done with the job now.
struct JobButton {
  JobAction action = JobAction::cancel;
  std::string label;
  bool busy = false;
};

struct JobTargetRow {
  TenantId id;
  std::string name;
  Label outcome;
  Label status;
  std::string error;
};

struct JobTile {
  std::string status;  // as on the wire
  Label label;
  std::string count;
  bool chosen = false;
};

struct JobLogLine {
  std::string time;
  std::string level;
  std::string message;
  Tone tone = Tone::neutral;
};

/// A job as it runs and as it ended.
struct JobView {
  LoadView load;
  int64_t id = 0;
  std::string title;     // "Distribution of GHG Protocol, version 2"
  std::string subtitle;  // who and when
  Label status;
  bool finished = false;
  float fraction = 0;    // 0 to 1
  std::string progress;  // "12 of 24 tenants"
  std::string duration;
  std::string pace;   // "14 tenants a second · about 12 s left"; empty: not known
  std::string wave;   // "Wave 2 of 3: up to 25% of the tenants"
  std::string waits;  // what a queued job waits for, or why it is paused or was cancelled
  std::string error;
  std::vector<JobButton> buttons;
  std::string cancel_detail;  // what cancelling leaves as it is
  bool interrupted = false;   // nobody answers at present: what is shown may be old
  std::vector<JobTile> tiles;
  std::vector<JobTargetRow> rows;  // those that match
  int64_t target_count = 0;
  std::vector<JobLogLine> log;
  std::string verdict;  // "All 24 tenants ended as previewed."; empty: the preview is not here
  Tone verdict_tone = Tone::success;
  std::vector<TenantId> held;  // those to look at next
  std::vector<TenantId> stale;
  FrameworkId framework;
  int64_t version = 0;
  std::string rollback_path;  // empty: there is nothing to take back
  std::string template_path;  // of a job about a template; empty: it is about none
  std::string upgrade_path;   // where what it held is looked at; empty: in the wizard
};

/// "Distribution of GHG Protocol, version 2", "Tenants from template Banking, version 1".
std::string job_title(const AppState& state, const Job& job);

/// Statuses give ids; names come from whatever is at hand.
std::map<TenantId, std::string> tenant_names(const AppState& state);

JobView build_job_view(const AppState& state, int64_t job, const JobUi& ui);

}  // namespace datavault
