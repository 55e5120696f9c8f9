#include "web/state/parts.h"

namespace datavault {
namespace {

constexpr std::array kStrategies{Strategy::merge, Strategy::skip, Strategy::overwrite,
                                 Strategy::manual};

PlanRequest request_for(const Wizard& wizard, Strategy strategy) {
  PlanRequest request;
  request.targets = {wizard.selected.begin(), wizard.selected.end()};
  request.strategy = strategy;
  return request;
}

void want_plan(Step& step, Strategy strategy) {
  Wizard& wizard = step.state.wizard;
  if (wizard.plans.contains(strategy) || !wizard.planning.insert(strategy).second) return;
  step.requests.push_back(
      MakePlan{wizard.generation, wizard.snapshot.value.snapshot, request_for(wizard, strategy)});
}

}  // namespace

void drop_plans(Step& step) {
  Wizard& wizard = step.state.wizard;
  ++wizard.generation;
  wizard.plans.clear();
  wizard.planning.clear();
  if (!wizard.submission.under_way()) wizard.submission = {};
}

/// The strategy page compares all of them, the preview needs the chosen one.
void want_plans(Step& step) {
  const Route& route = step.state.route;
  Wizard& wizard = step.state.wizard;
  if (route.page != Page::distribute || wizard.selected.empty()) return;
  if (!wizard.snapshot.has_value || wizard.snapshot_outdated) return;
  if (route.step != WizardStep::strategy && route.step != WizardStep::preview) return;
  want_plan(step, wizard.strategy);
  if (route.step != WizardStep::strategy) return;
  for (const Strategy strategy : kStrategies) want_plan(step, strategy);
}

void apply(Step& step, const PlanMade& command) {
  Wizard& wizard = step.state.wizard;
  if (command.generation != wizard.generation) return;
  wizard.planning.erase(command.strategy);
  wizard.plans[command.strategy] = command.planned;
  if (step.state.route.step != WizardStep::preview || command.strategy != wizard.strategy) return;
  step.requests.push_back(
      Announce{command.planned.plan ? "The preview is ready." : command.planned.refusal.message});
}

}  // namespace datavault
