#include <algorithm>

#include "web/state/parts.h"

namespace datavault {
namespace {

/// With those under trial: answers that follow each other quickly build on each other.
std::vector<Decision> present_decisions(const Wizard& wizard) {
  return wizard.trial.waiting ? wizard.trial.decisions : wizard.decisions;
}

void put(std::vector<Decision>& decisions, const Decision& given) {
  std::erase_if(decisions, [&given](const Decision& other) {
    return other.cluster == given.cluster && (!given.tenant || other.tenant == given.tenant);
  });
  decisions.push_back(given);
}

void try_decisions(Step& step, std::vector<Decision> decisions, std::string cluster) {
  Wizard& wizard = step.state.wizard;
  if (!wizard.snapshot_here() || wizard.submission.under_way()) return;
  const uint64_t number = wizard.trial.number + 1;
  wizard.trial = {number, true, std::move(decisions), std::move(cluster), {}};
  store_draft(step);
  const Approach approach = wizard.approach();
  step.requests.push_back(MakePlan{wizard.generation, approach, number,
                                   wizard.snapshot.value.snapshot,
                                   request_for(wizard, approach, wizard.trial.decisions)});
}

std::string open_questions_text(const Plan& plan) {
  std::set<std::string> open;
  for (const Conflict& conflict : plan.conflicts) {
    if (holds(conflict)) open.insert(conflict.cluster);
  }
  if (open.empty()) return "No question is open.";
  return std::to_string(open.size()) + (open.size() == 1 ? " question is" : " questions are") +
         " open.";
}

}  // namespace

PlanRequest request_for(const Wizard& wizard, Approach approach,
                        const std::vector<Decision>& decisions) {
  PlanRequest request;
  request.targets = {wizard.selected.begin(), wizard.selected.end()};
  request.strategy = approach.strategy;
  if (approach.strategy == Strategy::merge) {
    request.policy = policy_with(approach.preset, wizard.exceptions);
  }
  if (approach.strategy != Strategy::skip) request.decisions = decisions;
  return request;
}

void keep_trial(Wizard& wizard) {
  if (wizard.trial.waiting) wizard.decisions = wizard.trial.decisions;
  wizard.trial = {wizard.trial.number, false, {}, {}, {}};
}

void apply(Step& step, const GiveAnswers& command) {
  Wizard& wizard = step.state.wizard;
  if (command.decisions.empty()) return;
  std::vector<Decision> decisions = present_decisions(wizard);
  for (const Decision& given : command.decisions) put(decisions, given);
  for (const auto& [cluster, about] : command.questions) wizard.questions[cluster] = about;
  wizard.answers_submitted = false;
  try_decisions(step, std::move(decisions), command.decisions.front().cluster);
}

void apply(Step& step, const WithdrawAnswers& command) {
  std::vector<Decision> decisions = present_decisions(step.state.wizard);
  const auto removed = std::erase_if(decisions, [&command](const Decision& decision) {
    return decision.cluster == command.cluster &&
           (command.tenant.value == 0 || decision.tenant == command.tenant);
  });
  if (removed > 0) try_decisions(step, std::move(decisions), command.cluster);
}

/// Accepted, the answers count and their plan is shown; every other plan was made without them.
void trial_made(Step& step, const PlanMade& command) {
  Wizard& wizard = step.state.wizard;
  if (!wizard.trial.waiting || command.trial != wizard.trial.number) return;
  wizard.trial.waiting = false;
  if (!command.planned.plan) {
    wizard.trial.problem = command.planned.refusal.message;
    store_draft(step);
    step.requests.push_back(Announce{"Not accepted: " + wizard.trial.problem});
    return;
  }
  wizard.decisions = wizard.trial.decisions;
  drop_plans(step);
  wizard.plans[command.approach] = command.planned;
  store_draft(step);
  step.requests.push_back(
      Announce{"The plan was made again. " + open_questions_text(*command.planned.plan)});
  want_plans(step);
}

void apply(Step& step, const ForgetDropped&) { step.state.wizard.dropped.clear(); }

void apply(Step& step, const ForgetProblem&) { step.state.wizard.trial.problem.clear(); }

}  // namespace datavault
