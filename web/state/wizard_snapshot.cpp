#include "web/state/parts.h"

namespace datavault {
namespace {

void drop_unknown_tenants(Wizard& wizard) {
  std::set<TenantId> known;
  for (const TenantFacts& facts : wizard.snapshot_here()->tenants) known.insert(facts.tenant.id);
  std::erase_if(wizard.selected, [&known](TenantId id) { return !known.contains(id); });
}

}  // namespace

void load_snapshot(Step& step) {
  Wizard& wizard = step.state.wizard;
  wizard.snapshot.start();
  fetch_snapshot(step, {wizard.framework.value, wizard.version});
}

void apply(Step& step, const RefreshSnapshot&) {
  if (step.state.wizard.framework.value != 0 && !step.state.wizard.snapshot.loading()) {
    load_snapshot(step);
  }
}

bool wizard_wants(const AppState& state, const SnapshotKey& key) {
  const Wizard& wizard = state.wizard;
  return wizard.snapshot.loading() && key == SnapshotKey{wizard.framework.value, wizard.version};
}

void wizard_takes(Step& step, std::shared_ptr<const Snapshot> snapshot, int64_t taken_at_ms,
                  bool from_browser) {
  Wizard& wizard = step.state.wizard;
  wizard.version = snapshot->target_version;
  wizard.snapshot.arrive({std::move(snapshot), taken_at_ms, from_browser}, taken_at_ms);
  wizard.snapshot_outdated = false;
  drop_unknown_tenants(wizard);
  drop_plans(step);
  if (step.state.route.page == Page::distribute) enter_page(step);
}

void wizard_misses(Step& step, Failure failure) {
  step.state.wizard.snapshot.fail(std::move(failure));
}

}  // namespace datavault
