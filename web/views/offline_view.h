#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/impact.h"
#include "web/views/words.h"

namespace datavault {

/// A submission that waits.
struct QueuedRow {
  std::string key;
  std::string title;   // "GHG Protocol, version 2"
  std::string detail;  // "24 tenants: 20 Fast forward, 4 Merge"
  std::string age;     // "Queued 3 minutes ago, planned on the state of 28 Nov 2026, 12:31"
  Label status;
  std::string reason;                // what it waits for, or why it was not accepted
  std::vector<std::string> changed;  // tenants, with why
  bool can_review = false, can_withdraw = false, can_send = false;
};

/// A framework's snapshot in this browser.
struct KeptRow {
  std::string name, version, size;
  std::string taken;    // "28 Nov 2026, 12:31"
  std::string age;      // "3 hours ago"
  std::string problem;  // why it is not kept, or not the latest; empty: it is
};

/// What waits for the server, and what there is without it.
struct OfflineView {
  bool offline = false;
  std::vector<QueuedRow> queue;
  std::vector<KeptRow> kept;
  std::string total;  // "5 frameworks, 1.2 MB"
  std::string owner;  // whose all of it is, and for how long
  bool fetching = false;
};

OfflineView build_offline_view(const AppState& state);

/// The line on every page while there is no server.
struct OfflineNotice {
  bool shown = false;
  std::string title, detail;
  std::string action;  // leads to the page above; empty there
};
OfflineNotice build_offline_notice(const AppState& state);

/// What signing out would lose that cannot be had again; none: nothing.
std::optional<Loss> lost_by_signing_out(const AppState& state);

}  // namespace datavault
