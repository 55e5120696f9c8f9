#include "core/plan/plan_json.h"

#include <set>
#include <utility>

#include "core/base/enum_text.h"
#include "core/base/sha256.h"
#include "core/codec/json_reader.h"

namespace datavault {
namespace {

constexpr EnumText<PolicyTake, 3> kPolicyTakes{{"ASK", "MASTER", "TENANT"}};

Json text_or_null(const std::optional<std::string>& text) {
  return text ? Json(*text) : Json(nullptr);
}

Json expected_target(const PlannedTarget& target) {
  return {{"company_id", target.tenant.value},
          {"outcome", to_text(target.outcome)},
          {"before", text_or_null(target.before)},
          {"evidence", target.evidence},
          {"after", text_or_null(target.after)}};
}

std::vector<TenantId> targets_from(ObjectReader& reader) {
  std::vector<TenantId> targets;
  const Json& list = reader.member("target_company_ids", true);
  if (!list.is_array())
    reader.fail("A list of company ids is expected here.", "target_company_ids");
  for (const Json& item : list.is_array() ? list : Json::array()) {
    if (const auto id = integer_of(item))
      targets.push_back({*id});
    else
      reader.fail("A company id is a whole number.", "target_company_ids");
  }
  return targets;
}

Result<Decision> decision_from_json(const Json& json, const std::string& where) {
  ObjectReader reader(json, where);
  reader.allow_only({"cluster", "conflict", "company_id", "take", "value", "remember"});
  Decision decision;
  decision.cluster = reader.text_or("cluster");
  decision.conflict = reader.text_or("conflict");
  if (decision.cluster.empty() == decision.conflict.empty()) {
    reader.fail("Name one of cluster and conflict.", {});
  }
  if (const int64_t tenant = reader.integer_or("company_id", 0)) decision.tenant = TenantId{tenant};
  const auto take = take_from_text(reader.text("take"));
  if (!take) reader.fail("Take MASTER, TENANT or VALUE.", "take");
  decision.take = take.value_or(Take::master);
  decision.value = reader.member("value", decision.take == Take::value);
  decision.remember = reader.boolean_or("remember", false);
  if (decision.remember && decision.take == Take::master) {
    reader.fail("Only TENANT and VALUE can be remembered.", "remember");
  }
  if (!reader.ok()) return reader.error();
  return decision;
}

Json decision_to_json(const Decision& decision) {
  return {{"cluster", decision.cluster},
          {"conflict", decision.conflict},
          {"company_id", decision.tenant ? Json(decision.tenant->value) : Json(nullptr)},
          {"take", to_text(decision.take)},
          {"value", decision.value},
          {"remember", decision.remember}};
}

std::string digest(ObjectReader& reader, std::string_view key) {
  std::string text = reader.text(key);
  if (reader.ok() && !is_digest(text)) {
    reader.fail("A digest is \"sha256:\" and 64 hex digits in lower case.", key);
  }
  return text;
}

std::optional<std::string> nullable_digest(ObjectReader& reader, std::string_view key) {
  if (reader.member(key, true).is_null()) return std::nullopt;
  return digest(reader, key);
}

std::string difference(const PlannedTarget& now, const ExpectedTarget& expected) {
  if (now.before != expected.before) return "Its copy was changed since the preview.";
  if (now.evidence != expected.evidence) {
    return "Facts that the preview relied on were changed (values, other frameworks or its "
           "activity).";
  }
  if (now.outcome != expected.outcome || now.after != expected.after) {
    return "The effect is another one than in the preview.";
  }
  return {};
}

}  // namespace

Json plan_to_json(const Plan& plan) {
  Json summary = Json::object();
  for (const auto& [outcome, count] : plan.summary) summary[std::string(to_text(outcome))] = count;
  Json targets = Json::array();
  for (const PlannedTarget& target : plan.targets) {
    Json json = expected_target(target);
    json["conflicts"] = target.conflicts;
    json["edits_before"] = target.edits_before;
    json["edits_after"] = target.edits_after;
    targets.push_back(std::move(json));
  }
  return {{"rollback_of", plan.rollback_of ? Json(*plan.rollback_of) : Json(nullptr)},
          {"unused_decisions", plan.unused_decisions},
          {"digest", plan.digest},
          {"rules_version", plan.rules_version},
          {"framework_id", plan.framework.value},
          {"source_version", plan.source_version},
          {"target_version", plan.target_version},
          {"strategy", to_text(plan.strategy)},
          {"policy", policy_to_json(plan.policy)},
          {"summary", std::move(summary)},
          {"targets", std::move(targets)}};
}

Json expected_to_json(const Plan& plan) {
  Json targets = Json::array();
  for (const PlannedTarget& target : plan.targets) targets.push_back(expected_target(target));
  return targets;
}

Result<PlanRequest> plan_request_from_json(const Json& json) {
  ObjectReader reader(json, "");
  PlanRequest request;
  request.targets = targets_from(reader);
  const auto strategy = strategy_from_text(reader.text("conflict_resolution"));
  if (!strategy)
    reader.fail("The strategy is SKIP, OVERWRITE, MERGE or MANUAL.", "conflict_resolution");
  request.strategy = strategy.value_or(Strategy::merge);
  request.allow_downgrade = reader.boolean_or("allow_downgrade", false);
  if (!reader.member("policy", false).is_null()) {
    auto policy = policy_from_json(reader.member("policy", false));
    if (!policy)
      reader.fail(std::move(policy).error());
    else
      request.policy = *std::move(policy);
  }
  for (const Json& item : reader.array("decisions")) {
    auto decision =
        decision_from_json(item, "decisions[" + std::to_string(request.decisions.size()) + "]");
    if (!decision) return std::move(decision).error();
    request.decisions.push_back(*std::move(decision));
  }
  if (!reader.ok()) return reader.error();
  return request;
}

Json plan_request_to_json(const PlanRequest& request) {
  Json targets = Json::array();
  for (const TenantId tenant : request.targets) targets.push_back(tenant.value);
  Json decisions = Json::array();
  for (const Decision& decision : request.decisions)
    decisions.push_back(decision_to_json(decision));
  return {{"target_company_ids", std::move(targets)},
          {"conflict_resolution", to_text(request.strategy)},
          {"policy", policy_to_json(request.policy)},
          {"decisions", std::move(decisions)},
          {"allow_downgrade", request.allow_downgrade}};
}

Json policy_to_json(const Policy& policy) {
  Json attributes = Json::object();
  for (const auto& [attribute, take] : policy.attributes) {
    attributes[std::string(to_text(attribute))] = kPolicyTakes.name(take);
  }
  Json json = {{"default", kPolicyTakes.name(policy.fallback)},
               {"attributes", std::move(attributes)}};
  if (policy.mirror) json["mirror"] = true;
  return json;
}

namespace {

Policy preset_from(ObjectReader& reader) {
  const std::string name = reader.text("preset");
  if (name == "PARENT_TO_CHILD") return parent_to_child_policy();
  if (name == "PEER") return peer_policy();
  if (name == "MIRROR") return mirror_policy();
  if (name != "ASK")
    reader.fail("The presets are ASK, PARENT_TO_CHILD, PEER and MIRROR.", "preset");
  return {};
}

}  // namespace

Result<Policy> policy_from_json(const Json& json) {
  ObjectReader reader(json, "policy");
  reader.allow_only({"preset", "default", "attributes", "mirror"});
  Policy policy;
  if (reader.ok() && json.contains("preset")) policy = preset_from(reader);
  if (reader.ok() && json.contains("default")) {
    const auto fallback = kPolicyTakes.parse(reader.text("default"));
    if (!fallback) reader.fail("The default is ASK, MASTER or TENANT.", "default");
    policy.fallback = fallback.value_or(PolicyTake::ask);
  }
  policy.mirror = reader.boolean_or("mirror", policy.mirror);
  if (policy.mirror && policy.fallback != PolicyTake::master) {
    reader.fail("Under mirror the master wins: leave the default at MASTER.", "default");
  }
  for (const auto& [name, item] : reader.object("attributes").items()) {
    const auto attribute = attribute_from_text(name);
    const auto take = item.is_string() ? kPolicyTakes.parse(item.get<std::string>()) : std::nullopt;
    if (!attribute) reader.fail("There is no attribute \"" + name + "\".", "attributes");
    if (!take) reader.fail("An attribute takes ASK, MASTER or TENANT.", "attributes");
    if (policy.mirror && take && *take != PolicyTake::master)
      reader.fail("Under mirror the master wins: no attribute takes another side.", "attributes");
    if (attribute && take) policy.attributes[*attribute] = *take;
  }
  if (!reader.ok()) return reader.error();
  return policy;
}

Result<std::vector<ExpectedTarget>> expected_from_json(const Json& json) {
  if (!json.is_array()) return invalid_input("A list of targets is expected here.", "expected");
  std::vector<ExpectedTarget> expected;
  for (const Json& item : json) {
    ObjectReader reader(item, "expected[" + std::to_string(expected.size()) + "]");
    ExpectedTarget target;
    target.tenant.value = reader.integer("company_id");
    const auto outcome = outcome_from_text(reader.text("outcome"));
    if (!outcome) reader.fail("There is no such outcome.", "outcome");
    target.outcome = outcome.value_or(Outcome::skip);
    target.before = nullable_digest(reader, "before");
    target.evidence = digest(reader, "evidence");
    target.after = nullable_digest(reader, "after");
    if (!reader.ok()) return reader.error();
    expected.push_back(std::move(target));
  }
  return expected;
}

std::vector<StaleTarget> stale_targets(const Plan& now,
                                       const std::vector<ExpectedTarget>& expected) {
  std::map<TenantId, const ExpectedTarget*> by_tenant;
  for (const ExpectedTarget& target : expected) by_tenant[target.tenant] = &target;
  std::vector<StaleTarget> stale;
  for (const PlannedTarget& target : now.targets) {
    const auto it = by_tenant.find(target.tenant);
    const std::string reason = it == by_tenant.end() ? std::string("It was not in the preview.")
                                                     : difference(target, *it->second);
    if (!reason.empty()) stale.push_back({target.tenant, reason});
    if (it != by_tenant.end()) by_tenant.erase(it);
  }
  for (const auto& [tenant, target] : by_tenant) {
    stale.push_back({tenant, "It was in the preview but is no target."});
  }
  return stale;
}

}  // namespace datavault
