#include "web/state/approvals.h"

#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr const char* kApprovals = "/superadmin/api/sync/approvals";

ApprovalStatus approval_status_from(const std::string& text) {
  if (text == "PENDING") return ApprovalStatus::pending;
  if (text == "APPROVED") return ApprovalStatus::approved;
  return text == "REJECTED" ? ApprovalStatus::rejected : ApprovalStatus::unknown;
}

Approval read_approval(const Json& json) {
  Approval approval;
  approval.id = integer_at(json, "id");
  approval.plan_digest = text_at(json, "plan_digest");
  approval.is_rollback = text_at(json, "kind") == "FRAMEWORK_ROLLBACK";
  approval.is_template = text_at(json, "kind") == "TEMPLATE_UPGRADE";
  approval.subject = integer_at(json, "subject_id");
  approval.title = text_at(json, "title");
  const Json& summary = member_at(json, "summary");
  if (summary.is_object()) {
    for (const auto& [outcome, count] : summary.items()) {
      if (count.is_number_integer()) approval.outcomes[outcome] = count.get<int64_t>();
    }
  }
  approval.status = approval_status_from(text_at(json, "status"));
  approval.requested_by = text_at(json, "requested_by");
  approval.requested_at = text_at(json, "requested_at");
  approval.decided_by = text_at(json, "decided_by");
  approval.decided_at = text_at(json, "decided_at");
  approval.remark = text_at(json, "remark");
  const Json& request = member_at(json, "request");
  for (const Json& item : list_at(request, "expected")) {
    approval.targets.push_back(
        {{integer_at(item, "company_id")}, {}, text_at(item, "outcome"), {}, {}});
  }
  if (request.is_object()) approval.request = request.dump();
  return approval;
}

void load_approval(Step& step, int64_t id) {
  auto& remote = step.state.approvals.by_id[id];
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::approval, id}, std::string(kApprovals) + "/" + std::to_string(id));
}

void approval_arrived(Step& step, const Replied& command) {
  auto& remote = step.state.approvals.by_id[command.tag.id];
  const Body body = body_of(command.reply);
  if (!body.ok) return remote.fail(body.failure);
  Result<Approval> approval = approval_from(body.json);
  if (!approval) return remote.fail(unreadable_reply(approval.error()));
  remote.arrive(*std::move(approval), command.at_ms);
}

void decided(Step& step, const Replied& command) {
  Approvals& approvals = step.state.approvals;
  if (!approvals.decision.sending()) return;
  const Body body = body_of(command.reply);
  load_approvals(step);
  load_approval(step, command.tag.id);
  if (!body.ok) {
    step.requests.push_back(Announce{body.failure.message});
    return approvals.decision.fail(body.failure);
  }
  approvals.decision.end();
  const Result<Approval> approval = approval_from(body.json);
  const bool agreed = approval && approval->status == ApprovalStatus::approved;
  step.requests.push_back(ShowToast{ShowToast::Kind::success,
                                    agreed ? "The plan is approved." : "The plan is rejected."});
}

std::string path_to_carry_out(const Approval& approval) {
  const std::string subject = std::to_string(approval.subject);
  if (approval.is_template) return "/superadmin/api/templates/" + subject + "/upgrade";
  return approval.is_rollback ? "/superadmin/api/sync/jobs/" + subject + "/rollback"
                              : "/superadmin/api/sync/frameworks/" + subject + "/distribute";
}

void send_approved(Step& step) {
  CarryingOut& carrying_out = step.state.approvals.carrying_out;
  const Approval& approval = step.state.approvals.by_id[carrying_out.approval].value;
  send_post(step, {Call::carry_out, approval.id}, path_to_carry_out(approval), approval.request,
            {{"Idempotency-Key", carrying_out.key}});
}

void carried_out(Step& step, const Replied& command) {
  CarryingOut& carrying_out = step.state.approvals.carrying_out;
  if (!carrying_out.task.sending() || carrying_out.approval != command.tag.id) return;
  const Body body = body_of(command.reply);
  if (!body.ok) {
    step.requests.push_back(Announce{body.failure.message});
    return carrying_out.task.fail(body.failure);
  }
  carrying_out = {};
  step.state.wizard.snapshot_outdated = true;
  step.requests.push_back(Navigate{job_path(integer_at(body.json, "sync_operation_id")), false});
  step.requests.push_back(Announce{"The job has started."});
}

}  // namespace

std::vector<Approval> approvals_from(const Json& body) {
  std::vector<Approval> approvals;
  for (const Json& item : list_at(body, "approvals")) approvals.push_back(read_approval(item));
  return approvals;
}

Result<Approval> approval_from(const Json& body) {
  const Json& json = member_at(body, "approval");
  if (!json.is_object()) return invalid_input("There is no approval in the answer.");
  return read_approval(json);
}

const Approval* find_approval_of(const AppState& state, const std::string& plan_digest) {
  for (const Approval& approval : state.approvals.list.value) {
    if (approval.plan_digest == plan_digest) return &approval;
  }
  return nullptr;
}

bool plan_asks_approval(const AppState& state, const std::string& plan_digest) {
  if (!state.session.needs_approval) return false;
  const Approval* approval = find_approval_of(state, plan_digest);
  return approval == nullptr || approval->status != ApprovalStatus::approved;
}

void load_approvals(Step& step) {
  auto& remote = step.state.approvals.list;
  if (remote.loading()) return;
  remote.start();
  send_get(step, {Call::approvals}, std::string(kApprovals) + "?limit=200");
}

void enter_approval(Step& step) {
  step.state.approvals.decision.end();
  if (!step.state.approvals.carrying_out.task.sending()) step.state.approvals.carrying_out = {};
  load_approval(step, step.state.route.id);
}

void apply(Step& step, const DecideApproval& command) {
  Approvals& approvals = step.state.approvals;
  if (approvals.decision.sending()) return;
  approvals.decision.start();
  send_post(step, {Call::decide_approval, command.approval},
            std::string(kApprovals) + "/" + std::to_string(command.approval) +
                (command.agrees ? "/approve" : "/reject"),
            Json{{"remark", command.remark}}.dump());
}

void apply(Step& step, const CarryOutApproved& command) {
  Approvals& approvals = step.state.approvals;
  const auto known = approvals.by_id.find(command.approval);
  if (known == approvals.by_id.end() || known->second.value.request.empty()) return;
  CarryingOut& carrying_out = approvals.carrying_out;
  if (carrying_out.task.sending()) return;
  // After a failure with the same key: what nobody answered cannot happen twice.
  const bool is_retry = carrying_out.approval == command.approval && !carrying_out.key.empty();
  carrying_out.approval = command.approval;
  carrying_out.task.start();
  if (is_retry) return send_approved(step);
  step.requests.push_back(MakeKey{});
}

void approval_asked(Step& step, const Json& body) {
  const Result<Approval> approval = approval_from(body);
  load_approvals(step);
  step.requests.push_back(
      Navigate{approval ? approval_path(approval->id) : std::string("/approvals"), false});
  step.requests.push_back(
      ShowToast{ShowToast::Kind::success, "Approval is asked for: a second super admin decides."});
}

void approval_key_made(Step& step, const KeyMade& command) {
  CarryingOut& carrying_out = step.state.approvals.carrying_out;
  if (!carrying_out.task.sending() || !carrying_out.key.empty()) return;
  carrying_out.key = command.key;
  send_approved(step);
}

void approvals_replied(Step& step, const Replied& command) {
  auto& list = step.state.approvals.list;
  switch (command.tag.call) {
    case Call::approval:
      return approval_arrived(step, command);
    case Call::decide_approval:
      return decided(step, command);
    case Call::carry_out:
      return carried_out(step, command);
    default:
      break;
  }
  Body body = body_of(command.reply);
  if (body.ok)
    list.arrive(approvals_from(body.json), command.at_ms);
  else
    list.fail(std::move(body.failure));
}

}  // namespace datavault
