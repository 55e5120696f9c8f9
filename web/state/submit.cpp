#include <algorithm>

#include "core/plan/plan_json.h"
#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

using Phase = Submission::Phase;

std::shared_ptr<const Plan> plan_to_submit(const Wizard& wizard) {
  const Planned* planned = wizard.planned();
  // Answers under trial may change the plan in the next moment.
  return planned == nullptr || wizard.trial.waiting ? nullptr : planned->plan;
}

/// What the admin saw, so that the server can tell whether it is still so.
std::string submission_body(const Planned& planned, const SyncOptions& options, bool skip_stale) {
  const Plan& plan = *planned.plan;
  Json body = plan_request_to_json(planned.request);
  body["version"] = plan.target_version;
  body["plan_digest"] = plan.digest;
  body["rules_version"] = plan.rules_version;
  body["expected"] = expected_to_json(plan);
  body["on_stale"] = skip_stale ? "SKIP" : "REFUSE";
  const Json sync_options = sync_options_to_json(options);
  if (!sync_options.empty()) body["sync_options"] = sync_options;
  return body.dump();
}

void send(Step& step) {
  Submission& submission = step.state.wizard.submission;
  submission.phase = Phase::sending;
  const int64_t framework = step.state.wizard.framework.value;
  const std::string path = "/superadmin/api/sync/frameworks/" + std::to_string(framework);
  if (submission.asks_approval) {
    return send_post(step, {Call::ask_to_sync, framework}, path + "/approvals", submission.body);
  }
  send_post(step, {Call::distribute, framework, step.state.wizard.version}, path + "/distribute",
            submission.body, {{"Idempotency-Key", submission.key}});
}

void prepare(Step& step, bool skip_stale) {
  Wizard& wizard = step.state.wizard;
  const auto plan = plan_to_submit(wizard);
  if (!plan || wizard.submission.under_way()) return;
  wizard.submission = {};
  wizard.submission.phase = Phase::preparing;
  wizard.submission.skip_stale = skip_stale;
  wizard.submission.body = submission_body(*wizard.planned(), wizard.options, skip_stale);
  wizard.submission.asks_approval = distribution_asks_approval(step.state);
  if (wizard.submission.asks_approval) return send(step);
  step.requests.push_back(MakeKey{});
}

void refused(Step& step, Failure failure) {
  Submission& submission = step.state.wizard.submission;
  submission.phase = failure.unreachable            ? Phase::unanswered
                     : failure.status == 401        ? Phase::unanswered
                     : failure.code == "plan_stale" ? Phase::stale
                                                    : Phase::refused;
  // What is known of approvals was too old.
  if (failure.code == "approval_needed") load_approvals(step);
  if (submission.phase == Phase::stale) submission.stale = stale_from(failure.details);
  step.requests.push_back(Announce{failure.message});
  submission.failure = std::move(failure);
}

/// What the wizard shows, as the queue keeps it.
QueuedSubmission queued_submission(const AppState& state) {
  const Wizard& wizard = state.wizard;
  QueuedSubmission item;
  item.key = wizard.submission.key;
  item.framework = wizard.framework;
  item.framework_name = wizard.snapshot_here()->framework.name;
  item.version = wizard.version;
  item.tenants = wizard.selected;
  item.outcomes = wizard.planned()->plan->summary;
  item.body = wizard.submission.body;
  item.queued_at_ms = state.now_ms;
  item.snapshot_taken_at_ms = wizard.snapshot.value.taken_at_ms;
  return item;
}

/// It is on its way, or waits for its turn: nothing of it is to be done any more.
void submitted(Step& step) {
  Wizard& wizard = step.state.wizard;
  const std::string reviewed = wizard.review.queued;
  wizard.submission = {};
  wizard.options = {};
  wizard.review = {};
  wizard.answers_submitted = true;
  store_draft(step);
  if (!reviewed.empty()) remove_queued(step, reviewed);
}

void queue_up(Step& step) {
  if (!step.state.wizard.snapshot_here() || !plan_to_submit(step.state.wizard)) return;
  QueuedSubmission item = queued_submission(step.state);
  submitted(step);
  enqueue(step, std::move(item));
  step.requests.push_back(Navigate{"/offline", false});
  step.requests.push_back(
      ShowToast{ShowToast::Kind::success, "Queued. It is sent when the server can be reached."});
}

}  // namespace

int64_t job_of(const Json& body) {
  const int64_t job = integer_at(body, "sync_operation_id");
  return job != 0 ? job : integer_at(body, "job_id");
}

std::vector<StaleTarget> stale_from(const Json& details) {
  const Json& list = member_at(details, "targets").is_array() ? list_at(details, "targets")
                                                              : list_at(details, "stale");
  std::vector<StaleTarget> stale;
  for (const Json& item : list) {
    stale.push_back({{integer_at(item, "company_id")}, text_at(item, "reason")});
  }
  return stale;
}

bool distribution_asks_approval(const AppState& state) {
  const auto plan = plan_to_submit(state.wizard);
  return plan && plan_asks_approval(state, plan->digest);
}

void apply(Step& step, const AskToSubmit&) {
  Wizard& wizard = step.state.wizard;
  if (!plan_to_submit(wizard) || wizard.submission.under_way()) return;
  wizard.submission = {};
  wizard.submission.phase = Phase::confirming;
  wizard.submission.asks_approval = distribution_asks_approval(step.state);
}

void apply(Step& step, const ChooseSyncOptions& command) {
  Wizard& wizard = step.state.wizard;
  if (wizard.submission.phase == Phase::confirming) wizard.options = command.options;
}

void apply(Step& step, const CancelSubmit&) {
  if (!step.state.wizard.submission.under_way()) step.state.wizard.submission = {};
}

void apply(Step& step, const ConfirmSubmit&) {
  if (step.state.wizard.submission.phase == Phase::confirming) prepare(step, false);
}

void apply(Step& step, const SubmitUnchanged&) {
  if (step.state.wizard.submission.phase == Phase::stale) prepare(step, true);
}

void apply(Step& step, const RetrySubmit&) {
  if (step.state.wizard.submission.phase == Phase::unanswered) send(step);
}

void apply(Step& step, const PreviewAgain&) {
  Wizard& wizard = step.state.wizard;
  if (wizard.submission.under_way()) return;
  if (wizard.submission.phase == Phase::stale) {
    wizard.review.expected = expected_of(wizard.submission.body);
  }
  wizard.submission = {};
  apply(step, RefreshSnapshot{});
}

void apply(Step& step, const KeyMade& command) {
  Submission& submission = step.state.wizard.submission;
  if (submission.phase != Phase::preparing) {
    rollback_key_made(step, command);
    template_key_made(step, command);
    return approval_key_made(step, command);
  }
  submission.key = command.key;
  step.state.now_ms = std::max(step.state.now_ms, command.at_ms);
  if (!is_served(step.state)) return queue_up(step);
  send(step);
}

void apply(Step& step, const KeepForLater&) {
  const Submission& submission = step.state.wizard.submission;
  // Approvals are asked of the server; nothing of them waits.
  if (submission.phase == Phase::unanswered && !submission.asks_approval) queue_up(step);
}

void distribute_replied(Step& step, const Replied& command) {
  Wizard& wizard = step.state.wizard;
  if (wizard.submission.phase != Phase::sending) return;
  const Body body = body_of(command.reply);
  if (!body.ok) return refused(step, body.failure);
  if (command.tag.call == Call::ask_to_sync) {
    wizard.submission = {};
    return approval_asked(step, body.json);
  }
  const int64_t job = job_of(body.json);
  wizard.submitted = Submitted{job, plan_to_submit(wizard)};
  wizard.snapshot_outdated = true;
  submitted(step);
  step.requests.push_back(Navigate{wizard_path(WizardStep::progress, job), false});
  step.requests.push_back(Announce{"The distribution has started."});
}

}  // namespace datavault
