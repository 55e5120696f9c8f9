#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {

bool loaded_ui(const LoadView& load, Commands& commands, int skeleton_lines) {
  if (!load.problem.empty()) {
    const Tone tone = load.has_value ? Tone::warning : Tone::danger;
    const char* title =
        load.has_value ? "What you see may be out of date" : "This could not be loaded";
    if (ui::alert_with_action(tone, title, load.problem, "Try again")) commands.push_back(Reload{});
  }
  if (load.waiting) ui::skeleton(skeleton_lines);
  return load.has_value;
}

void unknown_page_ui(Commands& commands) {
  ui::page_header("Page not found");
  if (ui::empty_state(icons::help, "There is no such page", "The address may be old or mistyped.",
                      "Go to the overview")) {
    commands.push_back(Go{"/overview"});
  }
}

}  // namespace datavault
