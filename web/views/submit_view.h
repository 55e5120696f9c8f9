#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/impact.h"

namespace datavault {

struct StaleLine {
  std::string name;
  std::string reason;
};

/// A way to go through the tenants: all, or a few first.
struct Rollout {
  std::string label;
  std::vector<int64_t> percentages;  // as in SyncOptions
  std::string detail;                // "2, then 6, then 24 of 24 tenants"
};

/// What the user is choosing in the confirmation.
struct SubmitUi {
  bool is_later = false;
  std::string at;  // local time
};

/// What is asked before, said during and after a submission.
struct SubmitView {
  enum class Shows { nothing, confirmation, sending, unanswered, stale, refused };
  Shows shows = Shows::nothing;
  std::string title;
  std::string detail;
  std::vector<OutcomeCount> outcomes;  // what will happen, what is left alone
  std::vector<Loss> losses;            // what is dropped or archived, by name
  bool drops_edits = false;
  std::vector<StaleLine> stale;
  SyncOptions options;
  std::vector<Rollout> rollouts;  // to choose from
  int rollout = 0;                // the one that is chosen
  bool has_waves = false;
  std::string confirm_label;  // "Distribute to 24 tenants"
  int64_t unchanged = 0;      // how many could go on after a stale answer
  bool session_ended = false;
  bool asks_approval = false;  // of a second super admin, instead of distributing
  std::string approval_href;   // where the approval that is missing stands; empty: nowhere
  std::string queue_note;      // what it would wait for; empty: nothing
};

SubmitView build_submit_view(const AppState& state);

}  // namespace datavault
