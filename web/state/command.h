#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "web/state/app_state.h"
#include "web/state/request.h"

namespace datavault {

// What happened outside.
struct Started {
  int64_t at_ms = 0;              // since 1970
  bool sign_out_unheard = false;  // as MarkSignedOut left it
};
struct RouteOpened {
  std::string path;
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
struct BlobsArrived {
  std::string prefix;
  std::vector<std::pair<std::string, std::string>> blobs;
};
/// A blob was stored, or the browser could not.
struct BlobKept {
  std::string key;
  bool stored = false;
};
struct UpdateFound {};
struct PlanMade {
  uint64_t generation = 0;
  Approach approach;
  uint64_t trial = 0;  // as in MakePlan
  Planned planned;
};
struct KeyMade {
  std::string key;
  int64_t at_ms = 0;  // since 1970
};

// What the user did.
struct SignIn {
  std::string email;
  std::string password;
  std::string code;  // of the second factor, or a recovery code; empty: none asked for yet
};
/// Another address or password: no code belongs to it.
struct ForgetCode {};
/// Chooses a password by a one-time link; the first super admin an address too.
struct Redeem {
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
/// After nobody answered: goes to the queue, with the same key.
struct KeepForLater {};

// What waits for the server.
/// Shows it in the wizard again, on the present state of the tenants.
struct ReviewQueued {
  std::string key;
};
struct WithdrawQueued {
  std::string key;
};
/// Once more, after a refusal.
struct SendQueued {
  std::string key;
};
/// Fetches what changed of every framework's snapshot.
struct KeepSnapshots {};
struct UseUpdate {};

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

// One's own account.
struct ShowAccountForm {
  AccountForm form = AccountForm::none;
};
struct ChangePassword {
  std::string current, wanted;
};
struct BeginSecondFactor {
  std::string password;
};
struct ConfirmSecondFactor {
  std::string password, code;
};
struct RemoveSecondFactor {
  std::string password;
};
struct EndSession {
  int64_t id = 0;
};
struct EndOtherSessions {};
struct MakeToken {
  std::string name;
  std::vector<std::string> scopes;
  int64_t days = 0;
};
struct RemoveToken {
  int64_t id = 0;
};

// Users, for super admins.
struct ShowUserForm {
  UserForm form = UserForm::none;
  User subject;
};
struct AddUser {
  std::string email;
  UserRole role = UserRole::super_admin;
  TenantId company;
};
struct ChangeUser {
  int64_t user = 0;
  std::optional<bool> is_active;
  std::optional<UserRole> role;
};
/// A new one-time link, which may take the second factor away as well.
struct ResetUser {
  int64_t user = 0;
  bool second_factor = false;
};
struct EndUserSessions {
  int64_t user = 0;
};
/// Stands in for a company's user, until EndImpersonation.
struct Impersonate {
  int64_t user = 0;
};
struct EndImpersonation {};

// Lists that the server filters: the page's address holds the filters.
/// An empty value takes the filter away.
struct FilterList {
  std::string name, value;
};
struct MoreRows {};

struct VerifyAudit {};

// Four eyes.
struct DecideApproval {
  int64_t approval = 0;
  bool agrees = false;
  std::string remark;
};
struct CarryOutApproved {
  int64_t approval = 0;
};

// A company's own frameworks and values.
struct ShowOwnForm {
  bool is_open = true;
};
struct EditOwnField {
  int64_t framework = 0;
  Json edits;  // as PATCH takes them
};
struct EnterOwnValue {
  Json value;  // as POST takes it
};

/// What the user takes along. `said`: what it is, for the message.
struct CopyText {
  std::string text, said;
};
struct SaveText {
  std::string name, content_type, content;
};
struct SaveDownload {
  std::string path;
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

// Templates of tenants.
struct ShowTemplateForm {
  TemplateForm form = TemplateForm::none;
};
struct ChangeTemplate {
  int64_t id = 0;
  std::string name, description, industry;
  bool is_public = true;
};
struct DeleteTemplate {
  int64_t id = 0;
};
/// Offers the document as a file; version 0: the latest.
struct ExportTemplate {
  int64_t id = 0, version = 0;
};
/// What is to be made of a tenant, as it stands in the form.
struct EditTemplateDraft {
  TemplateDraft draft;
};
struct CreateTemplate {};
/// The one company that is to be made, as it stands in the form.
struct EditCompany {
  CompanyForm form;
};
/// Asks the server what would be made, before anything is.
struct CheckCompany {};
/// Makes it. Also again after nobody answered: with the same key it cannot happen twice.
struct ProvisionCompany {};
/// Companies from a table, in place of those that were there.
struct ReadCompanies {
  std::string text;
};
/// A row of the table; behind the last one, a further row.
struct SetCompany {
  size_t row = 0;
  CompanyForm form;
};
struct DropCompany {
  size_t row = 0;
};
struct DropCompanies {};
struct CheckCompanies {};
struct ProvisionCompanies {};
/// Asks the server again, with the present choices.
struct PreviewUpgrade {};
struct IncludeInUpgrade {
  std::vector<TenantId> tenants;
  bool included = true;
};
struct ChooseUpgrade {
  Approach approach;
};
/// Of those that the new version asks for.
struct GiveParameter {
  std::string name, value;
};
struct AnswerUpgrade {
  std::vector<Decision> decisions;
};
struct AskToUpgrade {};
struct CancelUpgrade {};
struct ConfirmUpgrade {};
/// A template's document as text.
struct ReadDocument {
  std::string text;
};
struct ForgetDocument {};
/// "PUBLISH" or "LOCAL", for a framework that differs.
struct AnswerClash {
  std::string key, answer;
};
/// Another name than the document's; empty: that.
struct NameImport {
  std::string name;
};
struct ImportDocument {};
/// Opens the browser's file picker; FileArrived follows, or nothing.
struct PickFile {
  std::string accept;  // as in HTML
};
/// A file was picked or dropped, or text was pasted beside all fields.
struct FileArrived {
  std::string name, content, problem;
};

/// A part of a tenant's page, from row `first` on; values of one entity if given.
struct LoadTenantPart {
  int64_t tenant = 0;
  TenantPart part = TenantPart::entities;
  int64_t first = 0;
  int64_t entity = 0;
};

using Command = std::variant<
    Started, RouteOpened, Replied, NetworkChanged, TimerElapsed, LiveOpened, LiveEvent, LiveLost,
    TabShown, BlobArrived, PlanMade, KeyMade, SignIn, SignOut, Go, Reload, ChooseFramework,
    SelectTenants, ChooseStrategy, ChooseApproach, ChooseException, GiveAnswers, WithdrawAnswers,
    ShowComputed, ForgetDropped, ForgetProblem, RefreshSnapshot, AskToSubmit, ChooseSyncOptions,
    CancelSubmit, ConfirmSubmit, RetrySubmit, SubmitUnchanged, PreviewAgain, ReviewTenants,
    StartOver, ActOnJob, PreviewRollback, IncludeInRollback, AnswerRollback, AskToRollBack,
    CancelRollback, ConfirmRollback, LoadRemembered, WithdrawRemembered, ForgetCode, Redeem,
    ShowAccountForm, ChangePassword, BeginSecondFactor, ConfirmSecondFactor, RemoveSecondFactor,
    EndSession, EndOtherSessions, MakeToken, RemoveToken, ShowUserForm, AddUser, ChangeUser,
    ResetUser, EndUserSessions, Impersonate, EndImpersonation, FilterList, MoreRows, VerifyAudit,
    DecideApproval, CarryOutApproved, ShowOwnForm, EditOwnField, EnterOwnValue, CopyText, SaveText,
    SaveDownload, BlobsArrived, BlobKept, UpdateFound, SnapshotMerged, KeepForLater, ReviewQueued,
    WithdrawQueued, SendQueued, KeepSnapshots, UseUpdate, EditField, UndoEdit, RedoEdit,
    DiscardEdits, ForgetEditProblem, AskToPublish, CancelPublish, PublishVersion, SaveCopy,
    ForgetMeanwhile, LoadTenantPart, OpenPalette, ShowTemplateForm, ChangeTemplate, DeleteTemplate,
    ExportTemplate, EditTemplateDraft, CreateTemplate, EditCompany, CheckCompany, ProvisionCompany,
    ReadCompanies, SetCompany, DropCompany, DropCompanies, CheckCompanies, ProvisionCompanies,
    PreviewUpgrade, IncludeInUpgrade, ChooseUpgrade, GiveParameter, AnswerUpgrade, AskToUpgrade,
    CancelUpgrade, ConfirmUpgrade, ReadDocument, ForgetDocument, AnswerClash, NameImport,
    ImportDocument, PickFile, FileArrived>;
using Commands = std::vector<Command>;

}  // namespace datavault
