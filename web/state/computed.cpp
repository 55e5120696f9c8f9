#include "web/state/computed.h"

#include "core/plan/plan_json.h"
#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

std::optional<double> optional_number(const Json& json, std::string_view key) {
  if (!member_at(json, key).is_number()) return std::nullopt;
  return number_at(json, key);
}

/// The plan's request for one tenant.
std::string body_for(TenantId tenant, const Planned& planned) {
  Json body = plan_request_to_json(planned.request);
  body.erase("target_company_ids");
  body["company_id"] = tenant.value;
  body["version"] = planned.plan->target_version;
  return body.dump();
}

}  // namespace

Result<ComputedValues> computed_values_from(const Json& body) {
  const Json& impact = member_at(body, "impact");
  if (!impact.is_object()) return invalid_input("There are no computed values in the answer.");
  ComputedValues computed;
  computed.outcome = text_at(impact, "outcome");
  computed.period = text_at(impact, "period");
  for (const Json& item : list_at(impact, "fields")) {
    computed.values.push_back({text_at(item, "code"), text_at(member_at(item, "entity"), "name"),
                               optional_number(item, "before"), optional_number(item, "after"),
                               text_at(item, "unit_before"), text_at(item, "unit_after"),
                               text_at(item, "reason")});
  }
  return computed;
}

void apply(Step& step, const ShowComputed& command) {
  Wizard& wizard = step.state.wizard;
  const Planned* planned = wizard.planned();
  if (planned == nullptr || !planned->plan) return;
  wizard.computed = {wizard.computed.number + 1, command.tenant, planned->plan->digest, {}};
  wizard.computed.values.start();
  send_post(step, {Call::computed, wizard.computed.number},
            "/superadmin/api/sync/frameworks/" + std::to_string(wizard.framework.value) + "/impact",
            body_for(command.tenant, *planned));
}

void computed_replied(Step& step, const Replied& command) {
  Computed& computed = step.state.wizard.computed;
  if (command.tag.id != computed.number || !computed.values.loading()) return;
  const Body body = body_of(command.reply);
  if (!body.ok) return computed.values.fail(body.failure);
  Result<ComputedValues> values = computed_values_from(body.json);
  if (!values) return computed.values.fail(unreadable_reply(values.error()));
  computed.values.arrive(*std::move(values), command.at_ms);
}

}  // namespace datavault
