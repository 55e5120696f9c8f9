#include "web/views/own_view.h"

namespace datavault {

Label standing_of(const OwnFramework& framework) {
  if (framework.base_version == 0) {
    return {"Own framework", "The company wrote it itself.", Tone::accent};
  }
  if (framework.has_newer()) {
    return {"New version", "A newer version was published.", Tone::warning};
  }
  return {"Up to date", "It is the newest version.", Tone::success};
}

OwnFrameworksView build_own_frameworks_view(const AppState& state) {
  OwnFrameworksView view;
  view.load = load_view(state.own.frameworks);
  view.title = "Frameworks";
  view.subtitle = state.session.company.empty() ? "What your company reports by."
                                                : "What " + state.session.company + " reports by.";
  for (const OwnFramework& framework : state.own.frameworks.value) {
    const Label standing = standing_of(framework);
    OwnFrameworkRow row;
    row.id = framework.id.value;
    row.name = framework.name;
    row.version = framework.base_version == 0 ? std::string()
                                              : "Version " + std::to_string(framework.base_version);
    row.edits = framework.edits == 0 ? "No own changes" : counted(framework.edits, "own change");
    row.changed = ago_text(framework.updated_at);
    row.state = standing.name;
    row.tone = standing.tone;
    view.rows.push_back(std::move(row));
  }
  return view;
}

}  // namespace datavault
