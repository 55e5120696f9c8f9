// Tenants brought to the newest version of the template that they come from.
#include <algorithm>

#include "core/plan/plan_json.h"
#include "web/state/json_get.h"
#include "web/state/template_parts.h"

namespace datavault {
namespace {

Json upgrade_body(const AppState& state) {
  const TemplateUpgrade& upgrade = state.templates.upgrade;
  PlanRequest request;
  request.strategy = upgrade.approach.strategy;
  request.policy = policy_of(upgrade.approach.preset);
  request.decisions = upgrade.decisions;
  const auto page = state.templates.pages.find(upgrade.template_id);
  for (const TemplateTenant& tenant : page->second.tenants.value) {
    const bool is_meant = tenant.is_behind && !upgrade.left_out.contains(tenant.id);
    if (is_meant) request.targets.push_back(tenant.id);
  }
  Json body = plan_request_to_json(request);
  const TemplateDetail* detail = find_template_detail(state.templates, upgrade.template_id);
  if (detail != nullptr) body["version"] = detail->version.number;
  body["parameters"] = Json::object();
  for (const auto& [name, value] : upgrade.parameters) {
    if (!value.empty()) body["parameters"][name] = value;
  }
  return body;
}

void preview_upgrade(Step& step) {
  TemplateUpgrade& upgrade = step.state.templates.upgrade;
  upgrade.is_outdated = upgrade.plan.loading();
  if (upgrade.is_outdated) return;
  const Json body = upgrade_body(step.state);
  if (body["target_company_ids"].empty()) {
    upgrade.plan = {};
    return;
  }
  upgrade.plan.start();
  send_post(step, {Call::upgrade_preview, upgrade.template_id},
            template_url(upgrade.template_id) + "/upgrade?limit=1000", body.dump());
}

void upgrade_previewed(Step& step, const Replied& command) {
  TemplateUpgrade& upgrade = step.state.templates.upgrade;
  const Body body = body_of(command.reply);
  if (!body.ok) {
    upgrade.plan.fail(body.failure);
    upgrade.plan.has_value = false;  // it would be of another choice
  } else if (Result<RollbackPlan> plan = rollback_plan_from(body.json); plan) {
    upgrade.plan.arrive(*std::move(plan), command.at_ms);
  } else {
    upgrade.plan.fail(unreadable_reply(plan.error()));
  }
  if (upgrade.is_outdated) preview_upgrade(step);
}

/// What it changes is the difference between versions: those that its tenants are on.
void load_bases(Step& step, int64_t id) {
  const std::vector<TemplateTenant> tenants = step.state.templates.pages[id].tenants.value;
  for (const TemplateTenant& tenant : tenants) {
    if (tenant.is_behind) load_template_detail(step, id, tenant.version);
  }
}

}  // namespace

void enter_upgrade(Step& step) {
  Templates& templates = step.state.templates;
  const int64_t id = step.state.route.id;
  if (templates.upgrade.template_id != id) {
    templates.upgrade = {};
    templates.upgrade.template_id = id;
  }
  const bool is_here = find_template_detail(templates, id) != nullptr &&
                       templates.pages[id].tenants.status == LoadStatus::ready;
  if (!is_here) return;
  load_bases(step, id);
  const bool is_wanted =
      templates.upgrade.plan.status == LoadStatus::idle && !templates.upgrade.post.under_way();
  if (is_wanted) preview_upgrade(step);
}

void apply(Step& step, const PreviewUpgrade&) {
  step.state.templates.upgrade.post = {};
  preview_upgrade(step);
}

void apply(Step& step, const IncludeInUpgrade& command) {
  TemplateUpgrade& upgrade = step.state.templates.upgrade;
  if (upgrade.post.under_way()) return;
  for (const TenantId tenant : command.tenants) {
    if (command.included)
      upgrade.left_out.erase(tenant);
    else
      upgrade.left_out.insert(tenant);
  }
  preview_upgrade(step);
}

void apply(Step& step, const ChooseUpgrade& command) {
  TemplateUpgrade& upgrade = step.state.templates.upgrade;
  if (upgrade.post.under_way()) return;
  upgrade.approach = command.approach;
  preview_upgrade(step);
}

void apply(Step& step, const GiveParameter& command) {
  TemplateUpgrade& upgrade = step.state.templates.upgrade;
  if (upgrade.post.under_way()) return;
  upgrade.parameters[command.name] = command.value;
  preview_upgrade(step);
}

void apply(Step& step, const AnswerUpgrade& command) {
  TemplateUpgrade& upgrade = step.state.templates.upgrade;
  if (upgrade.post.under_way()) return;
  for (const Decision& given : command.decisions) {
    std::erase_if(upgrade.decisions,
                  [&given](const Decision& other) { return other.cluster == given.cluster; });
    upgrade.decisions.push_back(given);
  }
  preview_upgrade(step);
}

void apply(Step& step, const AskToUpgrade&) {
  TemplateUpgrade& upgrade = step.state.templates.upgrade;
  if (upgrade.plan.status != LoadStatus::ready || upgrade.post.under_way()) return;
  upgrade.post = {};
  upgrade.post.phase = OneTimePost::Phase::confirming;
  upgrade.asks_approval = plan_asks_approval(step.state, upgrade.plan.value.digest);
}

void apply(Step& step, const CancelUpgrade&) {
  TemplateUpgrade& upgrade = step.state.templates.upgrade;
  if (!upgrade.post.under_way()) upgrade.post = {};
}

void apply(Step& step, const ConfirmUpgrade&) {
  TemplateUpgrade& upgrade = step.state.templates.upgrade;
  if (upgrade.post.phase == OneTimePost::Phase::unanswered) return send_upgrade(step);
  if (upgrade.post.phase != OneTimePost::Phase::confirming) return;
  Json body = upgrade_body(step.state);
  body["plan_digest"] = upgrade.plan.value.digest;
  body["rules_version"] = upgrade.plan.value.rules_version;
  body["expected"] = upgrade.plan.value.expected;
  prepare_post(step, upgrade.post, body);
}

void send_upgrade(Step& step) {
  TemplateUpgrade& upgrade = step.state.templates.upgrade;
  upgrade.post.phase = OneTimePost::Phase::sending;
  const std::string path = template_url(upgrade.template_id) + "/upgrade";
  if (upgrade.asks_approval) {
    return send_post(step, {Call::ask_to_upgrade, upgrade.template_id}, path + "/approvals",
                     upgrade.post.body);
  }
  send_post(step, {Call::upgrade_template, upgrade.template_id}, path, upgrade.post.body,
            {{"Idempotency-Key", upgrade.post.key}});
}

void upgrade_replied(Step& step, const Replied& command) {
  TemplateUpgrade& upgrade = step.state.templates.upgrade;
  if (command.tag.id != upgrade.template_id) return;
  if (command.tag.call == Call::upgrade_preview) return upgrade_previewed(step, command);
  if (upgrade.post.phase != OneTimePost::Phase::sending) return;
  const Body body = body_of(command.reply);
  if (!post_is_done(step, upgrade.post, body)) return;
  upgrade = {};
  if (command.tag.call == Call::ask_to_upgrade) return approval_asked(step, body.json);
  step.state.wizard.snapshot_outdated = true;
  step.requests.push_back(Navigate{job_path(integer_at(body.json, "sync_operation_id")), false});
  step.requests.push_back(Announce{"The upgrade has started."});
}

}  // namespace datavault
