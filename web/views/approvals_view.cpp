#include "web/views/approvals_view.h"

#include "web/platform/intl.h"
#include "web/views/job_view.h"

namespace datavault {
namespace {

std::string approval_state_name(ApprovalStatus status) {
  switch (status) {
    case ApprovalStatus::pending:
      return "Waiting";
    case ApprovalStatus::approved:
      return "Approved";
    case ApprovalStatus::rejected:
      return "Rejected";
    case ApprovalStatus::unknown:
      break;
  }
  return "Unknown";
}

Tone approval_tone(ApprovalStatus status) {
  switch (status) {
    case ApprovalStatus::pending:
      return Tone::warning;
    case ApprovalStatus::approved:
      return Tone::success;
    case ApprovalStatus::rejected:
      return Tone::danger;
    case ApprovalStatus::unknown:
      break;
  }
  return Tone::neutral;
}

bool passes_approval(ApprovalStatus status, ApprovalFilter filter) {
  switch (filter) {
    case ApprovalFilter::all:
      return true;
    case ApprovalFilter::waiting:
      return status == ApprovalStatus::pending;
    case ApprovalFilter::approved:
      return status == ApprovalStatus::approved;
    case ApprovalFilter::rejected:
      return status == ApprovalStatus::rejected;
  }
  return true;
}

ApprovalRow approval_row(const Approval& approval) {
  return {approval.id,
          (approval.is_rollback   ? sentence(approval.title)
           : approval.is_template ? "Bring " + approval.title
                                  : "Distribute " + approval.title),
          approval.requested_by,
          date_text(approval.requested_at),
          approval_state_name(approval.status),
          approval_tone(approval.status)};
}

Label outcome_of(const Approval& approval, const std::string& outcome) {
  return approval.is_rollback ? rollback_outcome_label(outcome) : outcome_label(outcome);
}

void add_targets(const AppState& state, const Approval& approval, const ApprovalUi& ui,
                 ApprovalView& view) {
  for (const auto& [outcome, count] : approval.outcomes) {
    const Label label = outcome_of(approval, outcome);
    if (count > 0) {
      view.outcomes.push_back(
          {platform::format_count(count) + " " + std::string(label.name), label.tone});
    }
  }
  const auto names = tenant_names(state);
  for (const JobTarget& target : approval.targets) {
    const auto name = names.find(target.tenant);
    std::string tenant =
        name == names.end() ? "Tenant " + std::to_string(target.tenant.value) : name->second;
    if (!matches(tenant, ui.search)) continue;
    view.targets.push_back({std::move(tenant), outcome_of(approval, target.outcome)});
  }
}

void add_decision(const AppState& state, const Approval& approval, ApprovalView& view) {
  const bool waits = approval.status == ApprovalStatus::pending;
  const bool is_own = state.session.user && state.session.user->email == approval.requested_by;
  view.can_decide = waits && !is_own;
  if (waits && is_own) {
    view.why_not = "You asked for it yourself. It takes a second super admin to decide.";
  }
  view.busy = state.approvals.decision.sending();
  view.problem = state.approvals.decision.failure.message;
  const CarryingOut& carrying_out = state.approvals.carrying_out;
  view.can_carry_out = approval.status == ApprovalStatus::approved && !approval.request.empty();
  view.carries_out = carrying_out.task.sending();
  view.carry_out = approval.is_rollback   ? "Roll back now"
                   : approval.is_template ? "Upgrade now"
                                          : "Distribute now";
  if (carrying_out.approval == approval.id) view.no_longer = carrying_out.task.failure.message;
}

void add_subject(const AppState& state, const Approval& approval, ApprovalView& view) {
  if (approval.is_rollback) {
    view.subject = "Job " + std::to_string(approval.subject);
    view.subject_href = href(job_path(approval.subject));
    return;
  }
  if (approval.is_template) {
    view.subject = "the template";
    view.subject_href = href(template_path(approval.subject));
    return;
  }
  const FrameworkSummary* framework = find_framework(state, {approval.subject});
  view.subject =
      framework == nullptr ? "Framework " + std::to_string(approval.subject) : framework->name;
  view.subject_href = href(framework_path(approval.subject));
}

}  // namespace

ApprovalsView build_approvals_view(const AppState& state, const ApprovalsUi& ui) {
  ApprovalsView view;
  view.load = load_view(state.approvals.list);
  view.is_filtered = ui.filter != ApprovalFilter::all;
  view.is_wanted = state.session.needs_approval;
  for (const Approval& approval : state.approvals.list.value) {
    if (passes_approval(approval.status, ui.filter)) view.rows.push_back(approval_row(approval));
  }
  return view;
}

ApprovalView build_approval_view(const AppState& state, const ApprovalUi& ui) {
  ApprovalView view;
  const auto remote = state.approvals.by_id.find(state.route.id);
  if (remote == state.approvals.by_id.end()) {
    view.load.waiting = true;
    return view;
  }
  view.load = load_view(remote->second);
  if (!view.load.ready()) return view;
  const Approval& approval = remote->second.value;
  view.row = approval_row(approval);
  view.digest = approval.plan_digest;
  view.decided_by = approval.decided_by;
  view.decided_at = date_text(approval.decided_at);
  view.remark = approval.remark;
  add_subject(state, approval, view);
  add_targets(state, approval, ui, view);
  add_decision(state, approval, view);
  return view;
}

}  // namespace datavault
