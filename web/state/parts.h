#pragma once

#include "web/state/reduce.h"

namespace datavault {

/// The parts of reduce(), one set per area; not for use outside web/state.

// session.cpp
void apply(Step& step, const Started& command);
void apply(Step& step, const SignIn& command);
void apply(Step& step, const SignOut& command);
void session_replied(Step& step, const Replied& command);
void end_session(Step& step, std::string notice);

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
void draft_arrived(Step& step, const BlobArrived& command);

// wizard_snapshot.cpp
void load_snapshot(Step& step);
void apply(Step& step, const RefreshSnapshot& command);
void snapshot_replied(Step& step, const Replied& command);
void apply(Step& step, const BlobArrived& command);

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
void distribute_replied(Step& step, const Replied& command);

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
