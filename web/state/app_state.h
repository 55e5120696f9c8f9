#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/plan/plan.h"
#include "core/plan/plan_json.h"
#include "core/plan/snapshot.h"
#include "web/state/account.h"
#include "web/state/approach.h"
#include "web/state/approvals.h"
#include "web/state/audit.h"
#include "web/state/computed.h"
#include "web/state/editors.h"
#include "web/state/fleet.h"
#include "web/state/kept_snapshots.h"
#include "web/state/own.h"
#include "web/state/people.h"
#include "web/state/planned.h"
#include "web/state/queue.h"
#include "web/state/remembered.h"
#include "web/state/remote.h"
#include "web/state/replied.h"
#include "web/state/rollback.h"
#include "web/state/route.h"
#include "web/state/sync_options.h"
#include "web/state/templates.h"
#include "web/state/tenant_page.h"
#include "web/state/users.h"
#include "web/state/welcome.h"
#include "web/state/wire.h"

namespace datavault {

struct Session {
  enum class Phase { restoring, signed_out, signing_in, signed_in };
  Phase phase = Phase::restoring;
  std::optional<User> user;          // kept after an expiry: the same user finds everything again
  std::optional<User> impersonator;  // the super admin who stands in for `user`
  std::string company;               // the name of the user's company
  std::string csrf_token;
  bool needs_approval = false;    // plans need a second super admin
  bool needs_first_user = false;  // there is nobody yet who could sign in
  bool asks_code = false;         // the password was right; the second factor's code is missing
  bool confirmed = true;  // false: by what the browser keeps; the server was not reached yet
  bool sign_out_unheard = false;  // the server does not know yet that the user signed out
  Failure failure;                // of the last attempt to sign in or to restore
  std::string notice;             // "Your session has ended...": above the form
  std::string email_hint;         // who is likely to sign in next

  bool signed_in() const { return phase == Phase::signed_in; }
  bool is_super_admin() const { return signed_in() && user && user->role == UserRole::super_admin; }
};

/// Whether the server can be reached, by what requests showed.
struct Connection {
  bool browser_online = true;
  bool server_reachable = true;
  int64_t failed_pings = 0;

  bool offline() const { return !browser_online || !server_reachable; }
};

struct Catalogue {
  using VersionKey = std::pair<int64_t, int64_t>;  // framework, version

  Remote<std::vector<FrameworkSummary>> frameworks;
  std::map<int64_t, Remote<std::vector<VersionSummary>>> versions;
  std::map<VersionKey, Remote<std::shared_ptr<const FrameworkDetail>>> details;
  Remote<std::vector<Tenant>> companies;
};

struct SnapshotCopy {
  std::shared_ptr<const Snapshot> snapshot;
  int64_t taken_at_ms = 0;
  bool from_browser = false;  // the server could not be reached: the copy kept in IndexedDB
};

/// Answers that are being tried: they count once a plan was made with them.
struct Trial {
  uint64_t number = 0;              // of this attempt; 0: none was made yet
  bool waiting = false;             // its plan is being made
  std::vector<Decision> decisions;  // all of them, the new ones included
  std::string cluster;              // what the new ones are about
  std::string problem;              // why they were refused
};

struct Submission {
  enum class Phase { idle, confirming, preparing, sending, unanswered, stale, refused };
  Phase phase = Phase::idle;
  bool skip_stale = false;     // distribute to the unchanged ones
  bool asks_approval = false;  // of a second super admin, instead of distributing
  std::string key;             // Idempotency-Key; kept for a retry of the same body
  std::string body;
  Failure failure;
  std::vector<StaleTarget> stale;

  bool under_way() const { return phase == Phase::preparing || phase == Phase::sending; }
};

/// What a preview is held against: a submission whose plan is another now.
struct Review {
  std::string queued;  // the queue's, by its key; empty: the one that was refused just now
  std::vector<ExpectedTarget> expected;

  bool under_way() const { return !queued.empty() || !expected.empty(); }
};

/// A plan that became a job; the result is held against it.
struct Submitted {
  int64_t job = 0;
  std::shared_ptr<const Plan> plan;
};

struct Wizard {
  enum class Draft { unknown, loading, known };

  FrameworkId framework;  // 0: none chosen
  int64_t version = 0;
  Remote<SnapshotCopy> snapshot;
  bool snapshot_outdated = false;  // a job was submitted since
  std::set<TenantId> selected;
  Strategy strategy = Strategy::merge;
  Preset preset = Preset::ask;                 // under MERGE
  std::map<Attribute, PolicyTake> exceptions;  // from the preset
  std::vector<Decision> decisions;
  std::map<std::string, std::string> questions;  // "E1-1, Name", by cluster of a decision
  std::vector<DroppedDecision> dropped;          // since the user was told last
  Trial trial;
  bool answers_submitted = false;  // they are applied: that they fit no more is no news
  uint64_t generation = 0;  // of all that is planned from: plans of an older one are thrown away
  std::optional<Approach> planning;
  std::map<Approach, Planned> plans;
  Computed computed;
  SyncOptions options;  // of the next submission
  Submission submission;
  std::optional<Submitted> submitted;
  Review review;
  Draft draft = Draft::unknown;

  const Snapshot* snapshot_here() const {
    return snapshot.has_value ? snapshot.value.snapshot.get() : nullptr;
  }
  Approach approach() const { return approach_of(strategy, preset); }
  /// Of the approach that was chosen.
  const Planned* planned() const { return planned(approach()); }
  const Planned* planned(Approach of) const {
    const auto it = plans.find(of);
    return it == plans.end() ? nullptr : &it->second;
  }
};

/// The stream on which the server tells what becomes of jobs.
struct Live {
  bool open = false;
  int64_t last_event = 0;  // the newest change that was told
};

struct Jobs {
  Remote<std::vector<Job>> list;
  std::map<int64_t, Remote<Job>> by_id;
  Live live;
  int64_t refreshing = 0;                      // the job whose tenants are asked for in a moment
  std::map<int64_t, JobAction> under_way;      // what the server was asked to do with a job
  std::map<int64_t, std::vector<float>> pace;  // tenants a second of running jobs, as it was told
};

/// All that the client knows. Changed by reduce() alone.
struct AppState {
  uint64_t revision = 0;  // grows with every command
  Route route;
  Session session;
  Connection connection;
  Catalogue catalogue;
  Wizard wizard;
  Jobs jobs;
  Rollback rollback;
  RememberedAnswers remembered;
  Approvals approvals;
  Welcome welcome;
  Account account;
  Users users;
  Audit audit;
  Own own;
  // What there is without a server (docs/client.md, "Offline").
  People people;
  KeptSnapshots kept;
  std::map<std::string, Replied> unanswered_lists;  // whose kept copies are being read, by key
  Queue queue;
  bool update_ready = false;  // a newer client was fetched
  int64_t now_ms = 0;         // since 1970, when something was last told
  Fleet fleet;
  std::map<int64_t, TenantPage> tenants;
  Editors editors;
  Templates templates;
};

/// The approval of a plan as the list has it, or null.
const Approval* find_approval_of(const AppState& state, const std::string& plan_digest);

/// Whether a second super admin has to agree to the plan before it can be carried out.
bool plan_asks_approval(const AppState& state, const std::string& plan_digest);
/// The same of what the wizard previews.
bool distribution_asks_approval(const AppState& state);

/// Whether who is signed in may see the page; others are told so kindly.
bool may_see(const AppState& state, Page page);

/// The summary of a framework from the list, or null.
const FrameworkSummary* find_framework(const AppState& state, FrameworkId id);
/// The versions that the page compares; 0 while it is not known which.
struct Compared {
  int64_t from = 0, to = 0;
};
Compared compared_versions(const AppState& state);
/// The tenant from the list, or null.
const Tenant* find_tenant(const AppState& state, TenantId id);

}  // namespace datavault
