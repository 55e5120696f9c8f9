#pragma once

#include "web/state/reduce.h"

namespace datavault {

/// The parts of reduce(), one set per area; not for use outside web/state.

// session.cpp
void apply(Step& step, const Started& command);
void apply(Step& step, const SignIn& command);
void apply(Step& step, const SignOut& command);
void session_replied(Step& step, const Replied& command);
void people_are_known(Step& step);
void end_session(Step& step, std::string notice);

void apply(Step& step, const ForgetCode& command);
void apply(Step& step, const EndImpersonation& command);
/// A session of somebody else's, or one's own again.
void impersonation_replied(Step& step, const Replied& command);

// welcome.cpp
void enter_welcome(Step& step);
void apply(Step& step, const Redeem& command);
void welcome_replied(Step& step, const Replied& command);

// people.cpp
/// Of what is kept for who is signed in.
std::string own_key(const AppState& state, std::string_view name);
void load_people(Step& step);
/// Each of these tells whether the blob was theirs.
bool people_arrived(Step& step, const BlobArrived& command);
/// The server has said that it is them.
void note_person(Step& step, const User& user, int64_t now_ms);
void note_session_ended(Step& step);
/// With all that was kept of them.
void forget_person(Step& step, int64_t user);
/// Who may see what is kept while nobody can ask the server; null: nobody.
const Person* person_without_server(const AppState& state);

// kept_lists.cpp
void keep_list(Step& step, const Replied& command);
/// Whether the browser is asked for what it kept, since nobody answered.
bool ask_kept_list(Step& step, const Replied& command);
/// The answer to what nobody answered: what was kept, or that there is nothing.
std::optional<Replied> kept_list_arrived(Step& step, const BlobArrived& command);

// kept_snapshots.cpp
void list_kept(Step& step);
bool kept_listed(Step& step, const BlobsArrived& command);
bool kept_snapshot_arrived(Step& step, const BlobArrived& command);
void fetch_snapshot(Step& step, const SnapshotKey& key);
void snapshot_replied(Step& step, const Replied& command);
void keep_snapshot_of(Step& step, int64_t framework);
void keep_all_snapshots(Step& step);
void keep_next(Step& step);
void apply(Step& step, const SnapshotMerged& command);
void apply(Step& step, const KeepSnapshots& command);

// queue_sending.cpp
/// The server is there, and knows who is signed in.
bool is_served(const AppState& state);
void list_queue(Step& step);
bool queue_listed(Step& step, const BlobsArrived& command);
void enqueue(Step& step, QueuedSubmission item);
void remove_queued(Step& step, const std::string& key);
/// Sends the next one that may be sent.
void advance_queue(Step& step);
bool queued_record_arrived(Step& step, const BlobArrived& command);
void queued_replied(Step& step, const Replied& command);
void job_ended(Step& step, int64_t job);
void watch_elapsed(Step& step, int64_t job);
void apply(Step& step, const WithdrawQueued& command);
void apply(Step& step, const SendQueued& command);
void apply(Step& step, const BlobKept& command);

// review.cpp
void apply(Step& step, const ReviewQueued& command);
/// What a submission expected, for the next preview to be held against.
std::vector<ExpectedTarget> expected_of(const std::string& body);
void fill_review(AppState& state);

// connection.cpp
void apply(Step& step, const NetworkChanged& command);
void note_reachable(Step& step, bool reachable);
void ping_elapsed(Step& step);

// pages.cpp
void apply(Step& step, const RouteOpened& command);
void apply(Step& step, const Reload& command);
void apply(Step& step, const OpenPalette& command);
/// Asks for what the present page shows.
void enter_page(Step& step);

// catalogue.cpp
void load_frameworks(Step& step);
void load_companies(Step& step);
void refresh_lists(Step& step);
void load_versions(Step& step, int64_t framework);
void load_detail(Step& step, int64_t framework, int64_t version);
/// Both versions that the page compares, as soon as it is known which.
void load_compared(Step& step);
void catalogue_replied(Step& step, const Replied& command);

// wizard.cpp
void apply(Step& step, const ChooseFramework& command);
void apply(Step& step, const SelectTenants& command);
void apply(Step& step, const ChooseStrategy& command);
void apply(Step& step, const ReviewTenants& command);
void apply(Step& step, const StartOver& command);
void enter_wizard(Step& step);
/// The step that may be shown: the wanted one, or the first that is not done yet.
WizardStep reachable_step(const AppState& state, WizardStep wanted);

// wizard_draft.cpp
void load_draft(Step& step);
void store_draft(Step& step);
bool draft_arrived(Step& step, const BlobArrived& command);
/// Strategy, policy and decisions of a request.
void take_request(const Json& json, Wizard& wizard);

// wizard_snapshot.cpp
void load_snapshot(Step& step);
void apply(Step& step, const RefreshSnapshot& command);
bool wizard_wants(const AppState& state, const SnapshotKey& key);
void wizard_takes(Step& step, std::shared_ptr<const Snapshot> snapshot, int64_t taken_at_ms,
                  bool from_browser);
void wizard_misses(Step& step, Failure failure);

// wizard_plan.cpp
void drop_plans(Step& step);
void want_plans(Step& step);
void apply(Step& step, const PlanMade& command);
void apply(Step& step, const ChooseApproach& command);
void apply(Step& step, const ChooseException& command);

// wizard_answers.cpp
void apply(Step& step, const GiveAnswers& command);
void apply(Step& step, const WithdrawAnswers& command);
void apply(Step& step, const ForgetDropped& command);
void apply(Step& step, const ForgetProblem& command);
PlanRequest request_for(const Wizard& wizard, Approach approach,
                        const std::vector<Decision>& decisions);
/// Answers under trial count from now on, fitting or not: what they were tried on is gone.
void keep_trial(Wizard& wizard);
void trial_made(Step& step, const PlanMade& command);

// computed.cpp
void apply(Step& step, const ShowComputed& command);
void computed_replied(Step& step, const Replied& command);

// submit.cpp
void apply(Step& step, const AskToSubmit& command);
void apply(Step& step, const ChooseSyncOptions& command);
void apply(Step& step, const CancelSubmit& command);
void apply(Step& step, const ConfirmSubmit& command);
void apply(Step& step, const RetrySubmit& command);
void apply(Step& step, const SubmitUnchanged& command);
void apply(Step& step, const PreviewAgain& command);
void apply(Step& step, const KeyMade& command);
void apply(Step& step, const KeepForLater& command);
void distribute_replied(Step& step, const Replied& command);
/// Of a reply to a submission: the job that it became, the tenants that changed.
int64_t job_of(const Json& body);
std::vector<StaleTarget> stale_from(const Json& details);

// live.cpp
void start_live(Step& step);
void stop_live(Step& step);
void reopen_elapsed(Step& step);
void apply(Step& step, const LiveOpened& command);
void apply(Step& step, const LiveEvent& command);
void apply(Step& step, const LiveLost& command);
void apply(Step& step, const TabShown& command);

// jobs.cpp
void load_jobs(Step& step);
void load_job(Step& step, int64_t job);
void jobs_replied(Step& step, const Replied& command);
void job_replied(Step& step, const Replied& command);
void poll_elapsed(Step& step, const TimerElapsed& command);
/// Asks again and again for what is shown and still changes.
void watch_jobs(Step& step);
/// Asks once for what is shown.
void refresh_jobs(Step& step);
/// What the server told of a job.
void job_changed(Step& step, Job job);
void apply(Step& step, const ActOnJob& command);
void job_acted_on(Step& step, const Replied& command);

// rollback.cpp
void enter_rollback(Step& step);
void apply(Step& step, const PreviewRollback& command);
void apply(Step& step, const IncludeInRollback& command);
void apply(Step& step, const AnswerRollback& command);
void apply(Step& step, const AskToRollBack& command);
void apply(Step& step, const CancelRollback& command);
void apply(Step& step, const ConfirmRollback& command);
void rollback_key_made(Step& step, const KeyMade& command);
void rollback_replied(Step& step, const Replied& command);

// remembered.cpp
void apply(Step& step, const LoadRemembered& command);
void apply(Step& step, const WithdrawRemembered& command);
void remembered_replied(Step& step, const Replied& command);

// listing.cpp
/// The filters that the page's address holds, as a query.
std::string filters_of(const Route& route);
void apply(Step& step, const FilterList& command);
void apply(Step& step, const MoreRows& command);

// account.cpp
void enter_account(Step& step);
void apply(Step& step, const ShowAccountForm& command);
void apply(Step& step, const ChangePassword& command);
void apply(Step& step, const BeginSecondFactor& command);
void apply(Step& step, const ConfirmSecondFactor& command);
void apply(Step& step, const RemoveSecondFactor& command);
void apply(Step& step, const EndSession& command);
void apply(Step& step, const EndOtherSessions& command);
void apply(Step& step, const MakeToken& command);
void apply(Step& step, const RemoveToken& command);
void account_replied(Step& step, const Replied& command);

// users.cpp
void enter_users(Step& step);
void load_more_users(Step& step);
void load_everybody(Step& step);
void apply(Step& step, const ShowUserForm& command);
void apply(Step& step, const AddUser& command);
void apply(Step& step, const ChangeUser& command);
void apply(Step& step, const ResetUser& command);
void apply(Step& step, const EndUserSessions& command);
void apply(Step& step, const Impersonate& command);
void users_replied(Step& step, const Replied& command);

// audit.cpp
void enter_audit(Step& step);
void load_more_audit(Step& step);
void apply(Step& step, const VerifyAudit& command);
void audit_replied(Step& step, const Replied& command);

// approvals.cpp
void load_approvals(Step& step);
void enter_approval(Step& step);
void apply(Step& step, const DecideApproval& command);
void apply(Step& step, const CarryOutApproved& command);
/// The server's answer to a request for approval: goes there.
void approval_asked(Step& step, const Json& body);
void approval_key_made(Step& step, const KeyMade& command);
void approvals_replied(Step& step, const Replied& command);

// own.cpp
void load_own_frameworks(Step& step);
void enter_own_framework(Step& step);
void enter_own_values(Step& step);
void load_more_own_values(Step& step);
void apply(Step& step, const ShowOwnForm& command);
void apply(Step& step, const EditOwnField& command);
void apply(Step& step, const EnterOwnValue& command);
void own_replied(Step& step, const Replied& command);

// fleet.cpp
void load_fleet(Step& step);
void load_tenant_fleet(Step& step);
void load_recent_changes(Step& step);
void fleet_replied(Step& step, const Replied& command);

// tenant_page.cpp
void enter_tenant(Step& step);
void apply(Step& step, const LoadTenantPart& command);
void tenant_replied(Step& step, const Replied& command);

// edit_commands.cpp
void apply(Step& step, const EditField& command);
void apply(Step& step, const UndoEdit& command);
void apply(Step& step, const RedoEdit& command);
void apply(Step& step, const DiscardEdits& command);
void apply(Step& step, const ForgetEditProblem& command);

// version_editor.cpp
/// Finds fields of the other frameworks that are here.
FindForeignField foreign_fields(const AppState& state);
void enter_version_editor(Step& step);
/// The latest version of a framework is here: what is edited stands on it.
void version_detail_arrived(Step& step, int64_t framework);
void apply(Step& step, const AskToPublish& command);
void apply(Step& step, const CancelPublish& command);
void apply(Step& step, const PublishVersion& command);
void version_published(Step& step, const Replied& command);

// copy_editor.cpp
void enter_copy(Step& step);
void load_copy(Step& step, int64_t tenant, int64_t framework);
/// Makes the drafts of copies of that framework for which everything is here.
void settle_copy(Step& step, int64_t framework);
void apply(Step& step, const SaveCopy& command);
void apply(Step& step, const ForgetMeanwhile& command);
void copy_replied(Step& step, const Replied& command);

// templates.cpp
void load_templates(Step& step);
void enter_template(Step& step);
void enter_template_upgrade(Step& step);
void apply(Step& step, const ShowTemplateForm& command);
void apply(Step& step, const ChangeTemplate& command);
void apply(Step& step, const DeleteTemplate& command);
void apply(Step& step, const ExportTemplate& command);
void apply(Step& step, const PickFile& command);
void apply(Step& step, const FileArrived& command);
void template_key_made(Step& step, const KeyMade& command);
/// A job that made or changed tenants by a template has ended.
void template_job_ended(Step& step);
void templates_replied(Step& step, const Replied& command);

// template_draft.cpp
void load_template_draft(Step& step);
void store_template_draft(Step& step);
bool template_draft_arrived(Step& step, const BlobArrived& command);

// template_creation.cpp
TemplatePreview template_preview_from(const Json& body);
void enter_creation(Step& step);
void apply(Step& step, const EditTemplateDraft& command);
void apply(Step& step, const CreateTemplate& command);
void creation_replied(Step& step, const Replied& command);

// template_provision.cpp
void enter_provisioning(Step& step);
void send_company(Step& step);
/// Those that are shown once, of the page that is being left.
void forget_links(Step& step);
void apply(Step& step, const EditCompany& command);
void apply(Step& step, const CheckCompany& command);
void apply(Step& step, const ProvisionCompany& command);
void provisioning_replied(Step& step, const Replied& command);

// template_bulk.cpp
void enter_bulk(Step& step);
void send_companies(Step& step);
void apply(Step& step, const ReadCompanies& command);
void apply(Step& step, const SetCompany& command);
void apply(Step& step, const DropCompany& command);
void apply(Step& step, const DropCompanies& command);
void apply(Step& step, const CheckCompanies& command);
void apply(Step& step, const ProvisionCompanies& command);
void bulk_replied(Step& step, const Replied& command);

// template_upgrade.cpp
void enter_upgrade(Step& step);
void send_upgrade(Step& step);
void apply(Step& step, const PreviewUpgrade& command);
void apply(Step& step, const IncludeInUpgrade& command);
void apply(Step& step, const ChooseUpgrade& command);
void apply(Step& step, const GiveParameter& command);
void apply(Step& step, const AnswerUpgrade& command);
void apply(Step& step, const AskToUpgrade& command);
void apply(Step& step, const CancelUpgrade& command);
void apply(Step& step, const ConfirmUpgrade& command);
void upgrade_replied(Step& step, const Replied& command);

// template_import.cpp
void read_document(Step& step, const std::string& name, std::string_view text);
void apply(Step& step, const ReadDocument& command);
void apply(Step& step, const ForgetDocument& command);
void apply(Step& step, const AnswerClash& command);
void apply(Step& step, const NameImport& command);
void apply(Step& step, const ImportDocument& command);
void import_replied(Step& step, const Replied& command);

// calls.cpp
void send_get(Step& step, CallTag tag, std::string path);
void send_post(Step& step, CallTag tag, std::string path, std::string body,
               std::vector<platform::HttpHeader> headers = {});
void send_patch(Step& step, CallTag tag, std::string path, std::string body,
                std::vector<platform::HttpHeader> headers = {});
void send_delete(Step& step, CallTag tag, std::string path);
/// The body of a reply that is ok(), or why it cannot be had.
struct Body {
  bool ok = false;
  Json json;
  Failure failure;
};
Body body_of(const platform::HttpReply& reply);

}  // namespace datavault
