#include "web/views/frameworks_view.h"

#include "web/views/words.h"

namespace datavault {

std::vector<FrameworkCard> framework_cards(const AppState& state, const std::string& search) {
  std::vector<FrameworkCard> cards;
  for (const FrameworkSummary& framework : state.catalogue.frameworks.value) {
    if (!matches(framework.name + " " + framework.description, search)) continue;
    cards.push_back(
        {framework.id, framework.name, framework.description,
         framework.latest_version == 0 ? std::string("No version yet")
                                       : "Version " + std::to_string(framework.latest_version),
         counted(framework.field_count, "field"), href(framework_path(framework.id.value)),
         framework.own, framework.latest_version != 0});
  }
  return cards;
}

FrameworksView build_frameworks_view(const AppState& state, const FrameworksUi& ui) {
  FrameworksView view;
  view.load = load_view(state.catalogue.frameworks);
  view.searching = !ui.search.empty();
  view.cards = framework_cards(state, ui.search);
  if (!view.load.ready()) return view;
  int64_t fields = 0;
  for (const auto& framework : state.catalogue.frameworks.value) fields += framework.field_count;
  view.subtitle =
      counted(static_cast<int64_t>(state.catalogue.frameworks.value.size()), "framework") +
      " with " + counted(fields, "field") + " in their latest versions";
  return view;
}

}  // namespace datavault
