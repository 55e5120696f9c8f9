#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "web/state/app_state.h"
#include "web/state/request.h"

namespace datavault {

// What happened outside.
struct Started {};
struct RouteOpened {
  std::string path;
};
struct Replied {
  CallTag tag;
  platform::HttpReply reply;
  int64_t at_ms = 0;  // since 1970
};
struct NetworkChanged {
  bool online = true;
};
struct TimerElapsed {
  TimerPurpose purpose = TimerPurpose::ping;
  int64_t id = 0;
};
/// The server's stream of what becomes of jobs.
struct LiveOpened {};
struct LiveEvent {
  std::string name;
  std::string id;
  std::string data;
};
struct LiveLost {
  bool retrying = false;  // the browser connects again by itself
};
/// The tab was hidden or shown again.
struct TabShown {
  bool visible = true;
};
struct BlobArrived {
  std::string key;
  std::optional<std::string> content;
};
struct PlanMade {
  uint64_t generation = 0;
  Approach approach;
  uint64_t trial = 0;  // as in MakePlan
  Planned planned;
};
struct KeyMade {
  std::string key;
};

// What the user did.
struct SignIn {
  std::string email;
  std::string password;
};
struct SignOut {};
struct Go {
  std::string path;
};
/// Loads what the page shows again.
struct Reload {};
/// Whatever it finds is to be there.
struct OpenPalette {};
struct ChooseFramework {
  FrameworkId framework;
  int64_t version = 0;  // 0: the latest
};
struct SelectTenants {
  std::vector<TenantId> tenants;
  bool selected = true;
};
struct ChooseStrategy {
  Strategy strategy = Strategy::merge;
};
struct ChooseApproach {
  Approach approach;
};
/// Another winner for one attribute than the preset's; none: as the preset says.
struct ChooseException {
  Attribute attribute = Attribute::code;
  std::optional<PolicyTake> take;
};
/// Answers questions; an answer for all tenants of a cluster replaces those for some of them.
struct GiveAnswers {
  std::vector<Decision> decisions;
  std::map<std::string, std::string> questions;  // what each cluster is about, for people
};
/// Takes answers back; tenant 0: all of the cluster.
struct WithdrawAnswers {
  std::string cluster;
  TenantId tenant;
};
/// Asks the server for the computed values of a tenant, before and after the plan.
struct ShowComputed {
  TenantId tenant;
};
/// The user has read which answers were dropped.
struct ForgetDropped {};
/// What was said to an answer that was refused is not shown any more.
struct ForgetProblem {};
struct RefreshSnapshot {};
struct AskToSubmit {};
struct ChooseSyncOptions {
  SyncOptions options;
};
struct CancelSubmit {};
struct ConfirmSubmit {};
/// The same submission again, with the same key: it cannot happen twice.
struct RetrySubmit {};
/// After plan_stale: goes on with the tenants that did not change.
struct SubmitUnchanged {};
/// After plan_stale: a fresh snapshot and preview.
struct PreviewAgain {};
/// A fresh wizard over these tenants, at its preview: after a job that held some.
struct ReviewTenants {
  FrameworkId framework;
  int64_t version = 0;
  std::vector<TenantId> tenants;
};
struct StartOver {};

/// Asks the server to cancel, pause, resume or retry a job.
struct ActOnJob {
  int64_t job = 0;
  JobAction action = JobAction::cancel;
};

// Rolling a job back, on its page.
/// Asks the server again, with the present choice of tenants and answers.
struct PreviewRollback {};
struct IncludeInRollback {
  std::vector<TenantId> tenants;
  bool included = true;
};
struct AnswerRollback {
  std::vector<Decision> decisions;
};
struct AskToRollBack {};
struct CancelRollback {};
/// Also again after nobody answered: with the same key it cannot happen twice.
struct ConfirmRollback {};

// Remembered answers of a framework.
struct LoadRemembered {
  int64_t framework = 0;
};
struct WithdrawRemembered {
  int64_t id = 0;
};

// Edits of the next version of a framework, or of a tenant's copy: of the page that is shown.
/// One edit in the shapes of core/edit/edits.h.
struct EditField {
  Json edit;
};
struct UndoEdit {};
struct RedoEdit {};
struct DiscardEdits {};
struct ForgetEditProblem {};
/// Shows what would be published, checked by core.
struct AskToPublish {};
struct CancelPublish {};
struct PublishVersion {
  std::string notes;
};
/// Sends the edits of a tenant's copy.
struct SaveCopy {};
/// The user has read what somebody else did to it in the meantime.
struct ForgetMeanwhile {};

/// A part of a tenant's page, from row `first` on; values of one entity if given.
struct LoadTenantPart {
  int64_t tenant = 0;
  TenantPart part = TenantPart::entities;
  int64_t first = 0;
  int64_t entity = 0;
};

using Command =
    std::variant<Started, RouteOpened, Replied, NetworkChanged, TimerElapsed, LiveOpened, LiveEvent,
                 LiveLost, TabShown, BlobArrived, PlanMade, KeyMade, SignIn, SignOut, Go, Reload,
                 ChooseFramework, SelectTenants, ChooseStrategy, ChooseApproach, ChooseException,
                 GiveAnswers, WithdrawAnswers, ShowComputed, ForgetDropped, ForgetProblem,
                 RefreshSnapshot, AskToSubmit, ChooseSyncOptions, CancelSubmit, ConfirmSubmit,
                 RetrySubmit, SubmitUnchanged, PreviewAgain, ReviewTenants, StartOver, ActOnJob,
                 PreviewRollback, IncludeInRollback, AnswerRollback, AskToRollBack, CancelRollback,
                 ConfirmRollback, LoadRemembered, WithdrawRemembered, EditField, UndoEdit, RedoEdit,
                 DiscardEdits, ForgetEditProblem, AskToPublish, CancelPublish, PublishVersion,
                 SaveCopy, ForgetMeanwhile, LoadTenantPart, OpenPalette>;
using Commands = std::vector<Command>;

}  // namespace datavault
