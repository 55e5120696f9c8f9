#include "core/plan/answers.h"

#include <algorithm>

namespace datavault {
namespace {

std::string place(size_t decision) { return "decisions[" + std::to_string(decision) + "]"; }

bool is_remembered(const Conflict& conflict, const TenantFacts& facts) {
  return std::any_of(
      facts.remembered.begin(), facts.remembered.end(), [&](const RememberedDecision& item) {
        return item.field == conflict.field && item.attribute == conflict.attribute &&
               item.value == conflict.tenant_value;
      });
}

}  // namespace

Answers::Answers(const PlanRequest& request)
    : request_(&request), used_(request.decisions.size(), false) {}

Result<Answers> Answers::of(const PlanRequest& request) {
  Answers answers(request);
  for (size_t i = 0; i < request.decisions.size(); ++i) {
    const Decision& decision = request.decisions[i];
    const bool is_first =
        decision.conflict.empty()
            ? answers.by_cluster_
                  .try_emplace({decision.cluster, decision.tenant.value_or(TenantId{}).value}, i)
                  .second
            : answers.by_conflict_.try_emplace(decision.conflict, i).second;
    if (!is_first) return invalid_input("This question is decided twice.", place(i));
  }
  return answers;
}

const size_t* Answers::decision_on(const Conflict& conflict) const {
  if (request_->decisions.empty()) return nullptr;
  if (const auto it = by_conflict_.find(conflict.id); it != by_conflict_.end()) return &it->second;
  auto it = by_cluster_.find({conflict.cluster, conflict.tenant.value});
  if (it == by_cluster_.end()) it = by_cluster_.find({conflict.cluster, 0});
  return it == by_cluster_.end() ? nullptr : &it->second;
}

std::optional<Answer> Answers::policy_on(const Conflict& conflict) const {
  if (!is_merge_conflict(conflict.type)) return std::nullopt;
  PolicyTake take = request_->policy.fallback;
  if (conflict.attribute) {
    const auto it = request_->policy.attributes.find(*conflict.attribute);
    if (it != request_->policy.attributes.end()) take = it->second;
  }
  if (take == PolicyTake::ask) return std::nullopt;
  return Answer{take == PolicyTake::master ? Take::master : Take::tenant, nullptr,
                AnsweredBy::policy};
}

Result<std::optional<Answer>> Answers::find(const Conflict& conflict, const TenantFacts& facts) {
  if (!allows(conflict, Take::master)) return std::optional<Answer>();
  if (const size_t* at = decision_on(conflict)) {
    const Decision& decision = request_->decisions[*at];
    used_[*at] = true;
    if (!allows(conflict, decision.take)) {
      return invalid_input(std::string(to_text(conflict.type)) + " on the " +
                               (conflict.attribute ? std::string(to_text(*conflict.attribute))
                                                   : std::string("field")) +
                               " of " + conflict.field_code + " does not take " +
                               std::string(to_text(decision.take)) + ".",
                           place(*at));
    }
    return std::optional(
        Answer{decision.take, decision.value,
               decision.conflict.empty() ? AnsweredBy::cluster_decision : AnsweredBy::decision,
               decision.remember, *at});
  }
  if (request_->strategy == Strategy::manual) return std::optional<Answer>();
  // What it kept without a decision would be dropped by the next plan, which finds no clash there.
  if (request_->mirrors() && is_merge_conflict(conflict.type)) {
    return std::optional(Answer{Take::master, nullptr, AnsweredBy::policy});
  }
  if (is_remembered(conflict, facts)) {
    return std::optional(Answer{Take::tenant, nullptr, AnsweredBy::remembered});
  }
  return policy_on(conflict);
}

std::vector<size_t> Answers::unused() const {
  std::vector<size_t> unused;
  for (size_t i = 0; i < used_.size(); ++i) {
    if (!used_[i]) unused.push_back(i);
  }
  return unused;
}

}  // namespace datavault
