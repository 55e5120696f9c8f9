#include <algorithm>

#include "web/state/parts.h"

namespace datavault {
namespace {

bool asks_conflicts(Strategy strategy) {
  return strategy == Strategy::merge || strategy == Strategy::manual;
}

/// What the page wants to know next: its own plan, then those that it compares with.
std::optional<Approach> next_wanted(const AppState& state) {
  const Wizard& wizard = state.wizard;
  if (!wizard.planned()) return wizard.approach();
  if (state.route.step != WizardStep::strategy) return std::nullopt;
  for (const Approach approach : kCompared) {
    if (!wizard.planned(approach)) return approach;
  }
  const Approach manual{Strategy::manual, Preset::ask};
  return wizard.planned(manual) ? std::nullopt : std::optional(manual);
}

bool shows_plans(const AppState& state) {
  const Route& route = state.route;
  const Wizard& wizard = state.wizard;
  return route.page == Page::distribute && !wizard.selected.empty() && wizard.snapshot.has_value &&
         !wizard.snapshot_outdated &&
         (route.step == WizardStep::strategy || route.step == WizardStep::preview);
}

bool is_same_question(const Decision& a, const Decision& b) {
  return a.cluster == b.cluster && a.conflict == b.conflict && a.tenant == b.tenant;
}

/// What the previewed plan has no use for leaves the draft, and the user is told. Comparing does
/// not: an answer may fit again with the next approach. Where conflicts are not asked at all,
/// answers wait.
void drop_unfit_answers(Step& step) {
  Wizard& wizard = step.state.wizard;
  if (step.state.route.step != WizardStep::preview || !asks_conflicts(wizard.strategy)) return;
  const auto it = wizard.plans.find(wizard.approach());
  if (it == wizard.plans.end() || it->second.dropped.empty()) return;
  for (DroppedDecision& dropped : it->second.dropped) {
    std::erase_if(wizard.decisions, [&dropped](const Decision& decision) {
      return is_same_question(decision, dropped.decision);
    });
    if (!wizard.answers_submitted) wizard.dropped.push_back(std::move(dropped));
  }
  it->second.dropped.clear();
  store_draft(step);
}

}  // namespace

void drop_plans(Step& step) {
  Wizard& wizard = step.state.wizard;
  keep_trial(wizard);
  ++wizard.generation;
  wizard.plans.clear();
  wizard.planning.reset();
  if (!wizard.submission.under_way()) wizard.submission = {};
}

/// The strategy page compares all of them, the preview needs the chosen one. One at a time: what
/// the user does next may make the rest needless.
void want_plans(Step& step) {
  if (!shows_plans(step.state)) return;
  drop_unfit_answers(step);
  Wizard& wizard = step.state.wizard;
  const auto wanted = next_wanted(step.state);
  if (!wanted || wizard.planning) return;
  wizard.planning = wanted;
  step.requests.push_back(MakePlan{wizard.generation, *wanted, 0, wizard.snapshot.value.snapshot,
                                   request_for(wizard, *wanted, wizard.decisions)});
}

void apply(Step& step, const PlanMade& command) {
  Wizard& wizard = step.state.wizard;
  if (command.generation != wizard.generation) return;
  if (command.trial != 0) return trial_made(step, command);
  wizard.planning.reset();
  wizard.plans[command.approach] = command.planned;
  const bool is_shown =
      step.state.route.step == WizardStep::preview && command.approach == wizard.approach();
  if (is_shown) {
    step.requests.push_back(
        Announce{command.planned.plan ? "The preview is ready." : command.planned.refusal.message});
  }
  want_plans(step);
}

void apply(Step& step, const ChooseApproach& command) {
  Wizard& wizard = step.state.wizard;
  keep_trial(wizard);
  wizard.strategy = command.approach.strategy;
  if (command.approach.strategy == Strategy::merge) wizard.preset = command.approach.preset;
  store_draft(step);
  want_plans(step);
}

void apply(Step& step, const ChooseException& command) {
  Wizard& wizard = step.state.wizard;
  if (command.take)
    wizard.exceptions[command.attribute] = *command.take;
  else
    wizard.exceptions.erase(command.attribute);
  drop_plans(step);
  store_draft(step);
  want_plans(step);
}

}  // namespace datavault
