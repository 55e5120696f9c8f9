#include "web/state/rollback.h"

#include <algorithm>

#include "core/plan/plan_json.h"
#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

std::string path_of_rollback(int64_t job) {
  return "/superadmin/api/sync/jobs/" + std::to_string(job) + "/rollback";
}

const Job* job_here(const AppState& state, int64_t id) {
  const auto it = state.jobs.by_id.find(id);
  return it == state.jobs.by_id.end() || !it->second.has_value ? nullptr : &it->second.value;
}

/// Everybody is the server's default, and spares a long list.
void add_targets(const AppState& state, Json& body) {
  const Rollback& rollback = state.rollback;
  const Job* job = job_here(state, rollback.job);
  if (rollback.left_out.empty() || job == nullptr) return;
  Json targets = Json::array();
  for (const JobTarget& target : job->targets) {
    const bool is_meant = target.applied() && !rollback.left_out.contains(target.tenant);
    if (is_meant) targets.push_back(target.tenant.value);
  }
  body["target_company_ids"] = std::move(targets);
}

Json request_body(const AppState& state) {
  PlanRequest request;
  request.decisions = state.rollback.decisions;
  Json body = {{"decisions", plan_request_to_json(request)["decisions"]}};
  add_targets(state, body);
  return body;
}

void preview(Step& step) {
  Rollback& rollback = step.state.rollback;
  rollback.outdated = rollback.plan.loading();
  if (rollback.outdated) return;
  rollback.plan.start();
  send_post(step, {Call::rollback_preview, rollback.job}, path_of_rollback(rollback.job),
            request_body(step.state).dump());
}

void previewed(Step& step, const Replied& command) {
  Rollback& rollback = step.state.rollback;
  const Body body = body_of(command.reply);
  if (!body.ok) {
    rollback.plan.fail(body.failure);
  } else if (Result<RollbackPlan> plan = rollback_plan_from(body.json); plan) {
    rollback.plan.arrive(*std::move(plan), command.at_ms);
  } else {
    rollback.plan.fail(unreadable_reply(plan.error()));
  }
  if (rollback.outdated) preview(step);
}

void send_rollback(Step& step) {
  Rollback& rollback = step.state.rollback;
  rollback.phase = Rollback::Phase::sending;
  if (rollback.asks_approval) {
    return send_post(step, {Call::ask_to_roll_back, rollback.job},
                     path_of_rollback(rollback.job) + "/approvals", rollback.body);
  }
  send_post(step, {Call::rollback, rollback.job}, path_of_rollback(rollback.job), rollback.body,
            {{"Idempotency-Key", rollback.key}});
}

RollbackConflict conflict_from(const Json& json) {
  RollbackConflict conflict;
  conflict.cluster = text_at(json, "cluster");
  conflict.type = text_at(json, "type");
  conflict.severity = text_at(json, "severity");
  conflict.code = text_at(json, "field_code");
  conflict.attribute = text_at(json, "attribute");
  conflict.message = text_at(json, "message");
  conflict.tenant = {integer_at(json, "company_id")};
  conflict.base = member_at(json, "base");
  conflict.tenant_value = member_at(json, "tenant");
  conflict.master = member_at(json, "master");
  for (const Json& answer : list_at(json, "answers")) {
    if (answer.is_string()) conflict.answers.insert(answer.get<std::string>());
  }
  conflict.answered_by = text_at(json, "answered_by");
  conflict.decision = text_at(json, "decision");
  conflict.part = text_at(json, "part");
  conflict.subject = text_at(json, "subject");
  conflict.aspect = text_at(json, "aspect");
  return conflict;
}

}  // namespace

Result<RollbackPlan> rollback_plan_from(const Json& body) {
  const Json& json = member_at(body, "plan");
  if (!json.is_object()) return invalid_input("There is no plan in the answer.");
  RollbackPlan plan;
  plan.digest = text_at(json, "digest");
  plan.rules_version = integer_at(json, "rules_version");
  for (const Json& item : list_at(json, "targets")) {
    plan.targets.push_back({{integer_at(item, "company_id")},
                            text_at(item, "outcome"),
                            integer_at(item, "conflicts"),
                            integer_at(item, "edits_before", -1),
                            integer_at(item, "edits_after", -1)});
    Json expected = Json::object();
    for (const char* key : {"company_id", "outcome", "before", "evidence", "after"}) {
      expected[key] = member_at(item, key);
    }
    plan.expected.push_back(std::move(expected));
  }
  for (const Json& item : list_at(body, "conflicts")) {
    plan.conflicts.push_back(conflict_from(item));
  }
  return plan;
}

void enter_rollback(Step& step) {
  Rollback& rollback = step.state.rollback;
  const int64_t job = step.state.route.id;
  if (rollback.job != job) {
    rollback = {};
    rollback.job = job;
  }
  if (step.state.session.needs_approval) load_approvals(step);
  if (!rollback.under_way()) preview(step);
}

void apply(Step& step, const PreviewRollback&) {
  step.state.rollback.phase = Rollback::Phase::idle;
  preview(step);
}

void apply(Step& step, const IncludeInRollback& command) {
  Rollback& rollback = step.state.rollback;
  if (rollback.under_way()) return;
  for (const TenantId tenant : command.tenants) {
    if (command.included)
      rollback.left_out.erase(tenant);
    else
      rollback.left_out.insert(tenant);
  }
  preview(step);
}

void apply(Step& step, const AnswerRollback& command) {
  Rollback& rollback = step.state.rollback;
  if (rollback.under_way()) return;
  for (const Decision& given : command.decisions) {
    std::erase_if(rollback.decisions,
                  [&given](const Decision& other) { return other.cluster == given.cluster; });
    rollback.decisions.push_back(given);
  }
  preview(step);
}

void apply(Step& step, const AskToRollBack&) {
  Rollback& rollback = step.state.rollback;
  if (rollback.plan.status == LoadStatus::ready && !rollback.under_way()) {
    rollback.phase = Rollback::Phase::confirming;
    rollback.asks_approval = plan_asks_approval(step.state, rollback.plan.value.digest);
  }
}

void apply(Step& step, const CancelRollback&) {
  if (!step.state.rollback.under_way()) step.state.rollback.phase = Rollback::Phase::idle;
}

void apply(Step& step, const ConfirmRollback&) {
  Rollback& rollback = step.state.rollback;
  if (rollback.phase == Rollback::Phase::unanswered) return send_rollback(step);
  if (rollback.phase != Rollback::Phase::confirming) return;
  Json body = request_body(step.state);
  body["plan_digest"] = rollback.plan.value.digest;
  body["rules_version"] = rollback.plan.value.rules_version;
  body["expected"] = rollback.plan.value.expected;
  rollback.body = body.dump();
  if (rollback.asks_approval) return send_rollback(step);
  rollback.phase = Rollback::Phase::preparing;
  step.requests.push_back(MakeKey{});
}

void rollback_key_made(Step& step, const KeyMade& command) {
  Rollback& rollback = step.state.rollback;
  if (rollback.phase != Rollback::Phase::preparing) return;
  rollback.key = command.key;
  send_rollback(step);
}

void rollback_replied(Step& step, const Replied& command) {
  Rollback& rollback = step.state.rollback;
  if (command.tag.id != rollback.job) return;
  if (command.tag.call == Call::rollback_preview) return previewed(step, command);
  if (rollback.phase != Rollback::Phase::sending) return;
  const Body body = body_of(command.reply);
  if (!body.ok) {
    const bool may_be_sent_again = body.failure.unreachable || body.failure.status == 401;
    rollback.phase = may_be_sent_again ? Rollback::Phase::unanswered : Rollback::Phase::refused;
    rollback.failure = body.failure;
    if (body.failure.code == "approval_needed") load_approvals(step);
    return;
  }
  rollback = {};
  if (command.tag.call == Call::ask_to_roll_back) return approval_asked(step, body.json);
  step.state.wizard.snapshot_outdated = true;
  step.requests.push_back(Navigate{job_path(integer_at(body.json, "sync_operation_id")), false});
  step.requests.push_back(Announce{"The rollback has started."});
}

}  // namespace datavault
