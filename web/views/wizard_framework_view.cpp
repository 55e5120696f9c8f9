#include "web/views/wizard_framework_view.h"

#include "web/platform/intl.h"
#include "web/views/words.h"

namespace datavault {
namespace {

void add_versions(const AppState& state, WizardFrameworkView& view) {
  const auto it = state.catalogue.versions.find(view.framework.value);
  if (it == state.catalogue.versions.end()) return;
  for (const VersionSummary& version : it->second.value) {
    VersionLine line;
    line.number = version.number;
    line.title = "Version " + std::to_string(version.number);
    line.latest = view.versions.empty();
    if (line.latest) line.title += " (latest)";
    line.notes = version.notes;
    if (version.field_count > 0) line.detail = counted(version.field_count, "field");
    line.digest = version.digest;
    line.shown = version.number == state.wizard.version;
    if (line.shown) view.chosen_version = static_cast<int>(view.versions.size());
    view.versions.push_back(std::move(line));
  }
}

/// Without a server, what can be previewed.
void add_kept(const AppState& state, WizardFrameworkCard& item) {
  if (!state.connection.offline() && state.session.confirmed) return;
  const FrameworkSummary* framework = find_framework(state, item.card.id);
  if (framework == nullptr) return;
  const auto kept = state.kept.all.find({framework->id.value, framework->latest_version});
  item.is_kept = kept != state.kept.all.end();
  item.kept = item.is_kept ? "Kept " + platform::format_relative(kept->second.taken_at_ms)
                           : "Needs the server";
}

}  // namespace

WizardFrameworkView build_wizard_framework_view(const AppState& state,
                                                const WizardFrameworkUi& ui) {
  WizardFrameworkView view;
  view.load = load_view(state.catalogue.frameworks);
  view.framework = state.wizard.framework;
  for (FrameworkCard& card : framework_cards(state, ui.search)) {
    if (card.own || !card.has_version) continue;
    const bool chosen = card.id == view.framework;
    view.cards.push_back({std::move(card), chosen, {}, true});
    add_kept(state, view.cards.back());
  }
  const FrameworkSummary* chosen = find_framework(state, view.framework);
  if (chosen == nullptr) return view;
  view.chosen_name = chosen->name;
  view.details_href = href(framework_path(view.framework.value, state.wizard.version));
  add_versions(state, view);
  return view;
}

}  // namespace datavault
