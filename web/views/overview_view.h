#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/jobs_view.h"
#include "web/views/load_view.h"
#include "web/views/words.h"

namespace datavault {

/// How one framework stands, each active tenant with a copy in exactly one of the first three.
struct FleetRow {
  FrameworkId framework;
  std::string name, version;
  int64_t current = 0, behind = 0, held = 0;
  int64_t without = 0;     // active tenants that have no copy
  int64_t customised = 0;  // of the first three
  std::string href;

  int64_t copies() const { return current + behind + held; }
  /// "12 current, 3 behind, 1 held": what the bar shows, as a sentence.
  std::string sentence() const;
};

/// Something that waits for the admin.
struct Concern {
  enum class Kind { held, failed_job, paused_job, behind };
  Kind kind = Kind::held;
  Tone tone = Tone::danger;
  std::string title, detail, action, href;
  FrameworkId framework;  // of what is held: the preview to open
  int64_t version = 0;
  std::vector<TenantId> tenants;
};

struct RunningJob {
  int64_t id = 0;
  std::string title, detail, href;
  double fraction = 0;
  std::vector<float> pace;  // tenants a second, as far as they were told
};

struct ChangeLine {
  std::string what, who, when, href;
  Tone tone = Tone::neutral;
};

/// The first page: how things stand, what waits, what happened.
struct OverviewView {
  LoadView fleet_load, jobs_load, changes_load;
  FleetRow all;       // over all frameworks
  std::string share;  // "82%"
  std::vector<FleetRow> fleet;
  std::vector<Concern> concerns;
  std::vector<RunningJob> running;
  std::vector<ChangeLine> changes;
  std::string subtitle;
};

OverviewView build_overview_view(const AppState& state);

}  // namespace datavault
