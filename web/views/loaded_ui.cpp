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

void not_for_you_ui(bool is_super_admin, Commands& commands) {
  ui::page_header("Not for you");
  const char* const why = is_super_admin
                              ? "A company's own users see this. You can stand in for one: Users."
                              : "Only super admins see this. Yours is what your company reports.";
  if (ui::empty_state(icons::lock, "This page is for others", why, "Go to your pages")) {
    commands.push_back(Go{is_super_admin ? "/overview" : "/own/frameworks"});
  }
}

}  // namespace datavault
