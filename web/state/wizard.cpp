#include "web/state/parts.h"

namespace datavault {
namespace {

int64_t latest_version(const AppState& state, FrameworkId id) {
  const FrameworkSummary* framework = find_framework(state, id);
  return framework == nullptr ? 0 : framework->latest_version;
}

void redirect(Step& step, WizardStep to) {
  step.requests.push_back(Navigate{wizard_path(to), true});
}

/// "#/distribute?framework=3&version=2" chooses, and then is the plain first step.
bool chosen_by_address(Step& step) {
  const Route& route = step.state.route;
  const FrameworkId framework{route.query_integer("framework")};
  if (framework.value == 0) return false;
  const int64_t version = route.query_integer("version");
  apply(step, ChooseFramework{framework, version});
  redirect(step, WizardStep::framework);
  return true;
}

/// Those of another framework fit nothing here.
void forget_answers(Wizard& wizard) {
  keep_trial(wizard);
  wizard.decisions.clear();
  wizard.questions.clear();
  wizard.dropped.clear();
  wizard.review = {};
}

void keep_snapshot_fresh(Step& step) {
  const Wizard& wizard = step.state.wizard;
  if (wizard.framework.value == 0 || wizard.snapshot.loading()) return;
  if (wizard.snapshot.status == LoadStatus::idle || wizard.snapshot.failed() ||
      wizard.snapshot_outdated) {
    load_snapshot(step);
  }
}

}  // namespace

WizardStep reachable_step(const AppState& state, WizardStep wanted) {
  const Wizard& wizard = state.wizard;
  if (wanted == WizardStep::progress || wanted == WizardStep::framework) return wanted;
  if (wizard.framework.value == 0) return WizardStep::framework;
  if (wizard.selected.empty()) return WizardStep::tenants;
  return wanted;
}

void enter_wizard(Step& step) {
  const Route route = step.state.route;
  if (!step.state.catalogue.frameworks.has_value) load_frameworks(step);
  if (step.state.wizard.draft != Wizard::Draft::known) return load_draft(step);
  if (chosen_by_address(step)) return;
  const WizardStep reachable = reachable_step(step.state, route.step);
  if (reachable != route.step) return redirect(step, reachable);
  if (step.state.wizard.framework.value != 0) {
    const int64_t framework = step.state.wizard.framework.value;
    if (!step.state.catalogue.versions[framework].has_value) load_versions(step, framework);
  }
  keep_snapshot_fresh(step);
  if (step.state.session.needs_approval) load_approvals(step);
  want_plans(step);
}

void apply(Step& step, const ChooseFramework& command) {
  Wizard& wizard = step.state.wizard;
  // Still 0 where the list is not here yet: the server then answers with the latest.
  const int64_t version =
      command.version != 0 ? command.version : latest_version(step.state, command.framework);
  const bool same = wizard.framework == command.framework && wizard.version == version;
  if (!(wizard.framework == command.framework)) forget_answers(wizard);
  wizard.framework = command.framework;
  wizard.version = version;
  load_versions(step, command.framework.value);
  if (same && !wizard.snapshot_outdated && wizard.snapshot.has_value) return;
  wizard.snapshot = {};
  drop_plans(step);
  load_snapshot(step);
  store_draft(step);
}

void apply(Step& step, const SelectTenants& command) {
  Wizard& wizard = step.state.wizard;
  for (const TenantId tenant : command.tenants) {
    if (command.selected)
      wizard.selected.insert(tenant);
    else
      wizard.selected.erase(tenant);
  }
  drop_plans(step);
  store_draft(step);
  want_plans(step);
}

void apply(Step& step, const ChooseStrategy& command) {
  apply(step, ChooseApproach{approach_of(command.strategy, step.state.wizard.preset)});
}

void apply(Step& step, const ReviewTenants& command) {
  Wizard& wizard = step.state.wizard;
  wizard.selected = {command.tenants.begin(), command.tenants.end()};
  wizard.draft = Wizard::Draft::known;
  wizard.review = {};
  if (wizard.strategy == Strategy::skip) wizard.strategy = Strategy::merge;
  drop_plans(step);
  apply(step, ChooseFramework{command.framework, command.version});
  store_draft(step);
  step.requests.push_back(Navigate{wizard_path(WizardStep::preview), false});
}

void apply(Step& step, const StartOver&) {
  const uint64_t generation = step.state.wizard.generation;
  step.state.wizard = {};
  step.state.wizard.generation = generation + 1;
  step.state.wizard.draft = Wizard::Draft::known;
  store_draft(step);
  step.requests.push_back(Navigate{wizard_path(WizardStep::framework), false});
}

}  // namespace datavault
