#include "web/views/submit_view.h"

#include "web/state/json_get.h"
#include "web/views/impact.h"
#include "web/views/wizard_frame_view.h"
#include "web/views/words.h"

namespace datavault {
namespace {

using Phase = Submission::Phase;
using Shows = SubmitView::Shows;

std::string name_of_tenant(const Snapshot& snapshot, TenantId id) {
  for (const TenantFacts& facts : snapshot.tenants) {
    if (facts.tenant.id == id) return facts.tenant.name;
  }
  return "Tenant " + std::to_string(id.value);
}

std::string name_list(const Snapshot& snapshot, const std::vector<TenantId>& tenants) {
  std::vector<std::string> names;
  for (const TenantId tenant : tenants) names.push_back(name_of_tenant(snapshot, tenant));
  return first_few(names);
}

std::vector<TenantId> dropping_tenants(const Plan& plan) {
  std::vector<TenantId> tenants;
  for (const auto& [tenant, count] : dropped_edits_of(plan)) tenants.push_back(tenant);
  return tenants;
}

/// Each field whose values go, with how many.
std::vector<std::string> archived_fields(const Plan& plan) {
  std::map<std::string, int64_t> fields;
  std::set<TenantId> written;
  for (const PlannedTarget& target : plan.targets) {
    if (target.result) written.insert(target.tenant);
  }
  for (const Conflict& conflict : plan.conflicts) {
    if (conflict.type == ConflictType::removed_with_data && written.contains(conflict.tenant) &&
        conflict.decision != Take::tenant) {
      fields[conflict.field_code] += conflict.values.total;
    }
  }
  std::vector<std::string> lines;
  for (const auto& [code, count] : fields)
    lines.push_back(code + " (" + counted(count, "value") + ")");
  return lines;
}

void add_losses(const Plan& plan, const Snapshot& snapshot, const Impact& impact,
                SubmitView& view) {
  view.losses = losses_of(impact);
  view.drops_edits = impact.dropped_edits > 0;
  const std::string dropping = name_list(snapshot, dropping_tenants(plan));
  const std::string archived = first_few(archived_fields(plan));
  // Dropped changes come first, where there are any.
  if (view.drops_edits) view.losses.front().detail += " Tenants: " + dropping + ".";
  if (!archived.empty()) view.losses.back().detail += " Fields: " + archived + ".";
}

std::string waves_text(const std::vector<int64_t>& percentages, int64_t tenants) {
  std::string text;
  for (const int64_t percentage : percentages) {
    // As the server counts them: a wave has at least its share.
    const int64_t reached = (tenants * percentage + 99) / 100;
    text += (text.empty() ? "" : ", then ") + std::to_string(reached);
  }
  return text + " of " + counted(tenants, "tenant") + "; stops where too many fail";
}

void add_rollouts(const Plan& plan, const SyncOptions& options, SubmitView& view) {
  const auto tenants = static_cast<int64_t>(plan.targets.size());
  view.rollouts = {{"All tenants in one go", {}, {}},
                   {"5%, then 25%, then all", {5, 25, 100}, {}},
                   {"10%, then 50%, then all", {10, 50, 100}, {}},
                   {"One half, then the other", {50, 100}, {}}};
  for (size_t i = 0; i < view.rollouts.size(); ++i) {
    Rollout& rollout = view.rollouts[i];
    if (!rollout.percentages.empty()) rollout.detail = waves_text(rollout.percentages, tenants);
    if (rollout.percentages == options.percentages) view.rollout = static_cast<int>(i);
  }
  view.has_waves = !options.percentages.empty();
}

void add_confirmation(const AppState& state, const Plan& plan, SubmitView& view) {
  const Impact impact = impact_of(plan);
  view.shows = Shows::confirmation;
  view.title = "Distribute " + chosen_framework_text(state) + "?";
  view.detail = "Each tenant gets exactly what the preview shows.";
  view.outcomes = impact.outcomes;
  add_losses(plan, *state.wizard.snapshot_here(), impact, view);
  view.options = state.wizard.options;
  add_rollouts(plan, view.options, view);
  view.confirm_label = view.options.not_before_ms ? "Schedule it" : "Distribute now";
  view.asks_approval = state.wizard.submission.asks_approval;
  if (!view.asks_approval) return;
  view.title = "Ask for approval of " + chosen_framework_text(state) + "?";
  view.detail =
      "A second super admin decides. Then each tenant gets exactly what the preview shows.";
  view.confirm_label = "Ask for approval";
}

/// "approval_needed": leads to the approval, where one was asked for.
void add_refusal(const Failure& failure, SubmitView& view) {
  view.shows = Shows::refused;
  view.title = "The server did not accept the distribution";
  if (failure.code == "client_outdated") {
    view.title = "This page is older than the server: reload it";
  } else if (failure.code == "approval_needed") {
    view.title = "A second super admin has to agree first";
    const int64_t approval = integer_at(failure.details, "approval_id");
    view.approval_href = approval == 0 ? "/approvals" : approval_path(approval);
  }
  view.detail = failure.message;
}

/// Without a server it is queued, perhaps behind others.
void add_queueing(const AppState& state, SubmitView& view) {
  if (!state.connection.offline() && state.session.confirmed) return;
  if (view.asks_approval) {
    view.queue_note =
        "There is no server now, and an approval does not wait in the queue: ask for it when the "
        "server is back. The draft stays.";
    return;
  }
  view.detail =
      "There is no server now: this is kept in this browser and sent when the server is back. What "
      "changed by then is shown to you again; nothing else than this preview is distributed.";
  view.confirm_label = "Queue it";
  QueuedSubmission item;
  item.tenants = state.wizard.selected;
  const QueuedSubmission* blocker = blocker_of(state.queue, item);
  if (blocker == nullptr || blocker->key == state.wizard.review.queued) return;
  view.queue_note = "It goes after \"" + blocker->framework_name + ", version " +
                    std::to_string(blocker->version) +
                    "\", which waits and is over some of the same tenants.";
}

void add_stale(const AppState& state, const Plan& plan, SubmitView& view) {
  const Submission& submission = state.wizard.submission;
  view.shows = Shows::stale;
  view.title = "Something changed since the preview";
  view.detail = submission.failure.message;
  for (const StaleTarget& target : submission.stale) {
    view.stale.push_back(
        {name_of_tenant(*state.wizard.snapshot_here(), target.tenant), target.reason});
  }
  view.unchanged =
      static_cast<int64_t>(plan.targets.size()) - static_cast<int64_t>(submission.stale.size());
  view.confirm_label = "Distribute to the unchanged ones";
}

}  // namespace

SubmitView build_submit_view(const AppState& state) {
  const Submission& submission = state.wizard.submission;
  const Planned* planned = state.wizard.planned();
  SubmitView view;
  if (planned == nullptr || !planned->plan || state.wizard.snapshot_here() == nullptr) return view;
  switch (submission.phase) {
    case Phase::idle:
      break;
    case Phase::confirming:
      add_confirmation(state, *planned->plan, view);
      add_queueing(state, view);
      break;
    case Phase::preparing:
    case Phase::sending:
      view.shows = Shows::sending;
      view.title = submission.asks_approval ? "Asking for approval" : "Starting the distribution";
      break;
    case Phase::unanswered:
      view.shows = Shows::unanswered;
      view.title = "The distribution was not confirmed";
      view.asks_approval = submission.asks_approval;
      view.session_ended = submission.failure.status == 401;
      view.detail = submission.failure.message +
                    " Trying again is safe: the server starts this distribution at most once.";
      if (submission.asks_approval) {
        view.title = "The approval was not asked for";
        view.detail = submission.failure.message +
                      " It does not wait in the queue: try again when the server is back.";
      }
      break;
    case Phase::stale:
      add_stale(state, *planned->plan, view);
      break;
    case Phase::refused:
      add_refusal(submission.failure, view);
      break;
  }
  return view;
}

}  // namespace datavault
