#include <array>

#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

constexpr std::array<std::string_view, kWizardStepCount> kSteps{"Framework", "Tenants", "Strategy",
                                                                "Preview", "Progress"};

void buttons_ui(const WizardFrameView& view, Commands& commands) {
  if (!view.back_path.empty()) {
    if (ui::button("Back", {.icon = icons::arrow_back})) commands.push_back(Go{view.back_path});
  }
  if (view.next_label.empty()) return;
  ui::ButtonOptions next;
  next.kind = ui::ButtonKind::primary;
  if (view.next_path.empty()) next.icon = icons::send;
  next.disabled = !view.can_continue;
  next.busy = view.busy;
  next.tooltip = view.why_not;
  if (!ui::button(view.next_label, next)) return;
  if (view.next_path.empty())
    commands.push_back(AskToSubmit{});
  else
    commands.push_back(Go{view.next_path});
}

void header_ui(const WizardFrameView& view, Commands& commands) {
  const ui::PageHeader header(view.title, view.subtitle);
  buttons_ui(view, commands);
}

void steps_ui(const WizardFrameView& view, Commands& commands) {
  const auto clicked = ui::stepper(kSteps, static_cast<int>(view.step));
  if (!clicked || view.step == WizardStep::progress) return;
  commands.push_back(Go{wizard_path(static_cast<WizardStep>(*clicked))});
}

/// How old the tenants' state is that the step works on.
void snapshot_ui(const WizardFrameView& view, Commands& commands) {
  if (!view.snapshot.has_value) return;
  ui::space(metrics::kSpace2);
  if (!view.snapshot.problem.empty()) {
    if (ui::alert_with_action(Tone::warning, "The snapshot could not be refreshed",
                              view.snapshot.problem, "Try again")) {
      commands.push_back(RefreshSnapshot{});
    }
  }
  const ui::Row row({.gap = 8, .height = view.can_refresh ? 0.0f : 28.0f});
  if (view.from_browser) {
    ui::badge("Kept copy, " + view.snapshot_age, Tone::warning, icons::cloud_off);
  }
  ui::text(view.from_browser ? view.snapshot_taken : view.snapshot_taken + ", " + view.snapshot_age,
           {.style = TextStyle::small, .color = ui::TextColor::muted, .wrap = false});
  // Without a server there is nothing to refresh it from.
  if (view.can_refresh && ui::button("Refresh", {.kind = ui::ButtonKind::ghost,
                                                 .icon = icons::refresh,
                                                 .busy = view.snapshot.refreshing,
                                                 .small = true,
                                                 .tooltip = "Load the present state of all "
                                                            "tenants"})) {
    commands.push_back(RefreshSnapshot{});
  }
}

}  // namespace

WizardFrame::WizardFrame(const WizardFrameView& view, Commands& commands)
    : view_(view), commands_(commands) {
  steps_ui(view_, commands_);
  ui::space(metrics::kSpace4);
  header_ui(view_, commands_);
  if (view_.step == WizardStep::framework || view_.step == WizardStep::progress) return;
  snapshot_ui(view_, commands_);
  shows_step_ = loaded_ui(
      {view_.snapshot.waiting, false,
       view_.snapshot.has_value ? std::string() : view_.snapshot.problem, view_.snapshot.has_value},
      commands_);
}

WizardFrame::~WizardFrame() = default;

}  // namespace datavault
