#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/views/pages_ui.h"
#include "web/views/words.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void outcomes_ui(const std::vector<OutcomeCount>& outcomes) {
  const ui::Stack stack(4);
  for (const OutcomeCount& count : outcomes) {
    const ui::Row row({.gap = 8, .wrap = false, .height = 24});
    ui::badge(platform::format_count(count.tenants) + " " + std::string(count.label.name),
              count.label.tone);
    ui::text(count.label.explanation, {.style = TextStyle::small, .color = ui::TextColor::muted});
  }
}

void confirmation_ui(const SubmitView& view, Commands& commands) {
  ui::Dialog dialog(view.title, {.width = 560});
  outcomes_ui(view.outcomes);
  for (const Loss& loss : view.losses) ui::alert(Tone::warning, loss.title, loss.detail);
  ui::text(view.detail, {.style = TextStyle::small, .color = ui::TextColor::muted});
  dialog.actions();
  if (ui::button("Cancel") || dialog.dismissed()) commands.push_back(CancelSubmit{});
  const auto kind = view.drops_edits ? ui::ButtonKind::danger : ui::ButtonKind::primary;
  if (ui::button(view.confirm_label, {.kind = kind, .icon = icons::send})) {
    commands.push_back(ConfirmSubmit{});
  }
}

void stale_ui(const SubmitView& view, Commands& commands) {
  ui::Dialog dialog(view.title, {.width = 560});
  ui::text(view.detail);
  {
    const ui::Group list(ui::GroupRole::list, "Changed tenants");
    const ui::Stack stack(4);
    for (const StaleLine& line : view.stale) {
      const ui::Group item(ui::GroupRole::list_item);
      ui::text(line.name, {.style = TextStyle::body_strong});
      ui::text(line.reason, {.style = TextStyle::small, .color = ui::TextColor::muted});
    }
  }
  dialog.actions();
  if (dialog.dismissed()) commands.push_back(CancelSubmit{});
  if (view.unchanged > 0 && ui::button(view.confirm_label)) commands.push_back(SubmitUnchanged{});
  if (ui::button("Preview again", {.kind = ui::ButtonKind::primary, .icon = icons::refresh})) {
    commands.push_back(PreviewAgain{});
  }
}

void unanswered_ui(const SubmitView& view, Commands& commands) {
  ui::Dialog dialog(view.title, {.width = 520});
  ui::alert(Tone::warning, view.detail);
  dialog.actions();
  if (ui::button("Not now") || dialog.dismissed()) commands.push_back(CancelSubmit{});
  if (ui::button("Try again", {.kind = ui::ButtonKind::primary, .icon = icons::refresh})) {
    commands.push_back(RetrySubmit{});
  }
}

void refused_ui(const SubmitView& view, Commands& commands) {
  ui::Dialog dialog(view.title, {.width = 520});
  ui::alert(Tone::danger, view.detail);
  dialog.actions();
  if (ui::button("Close") || dialog.dismissed()) commands.push_back(CancelSubmit{});
  if (ui::button("Preview again", {.kind = ui::ButtonKind::primary, .icon = icons::refresh})) {
    commands.push_back(PreviewAgain{});
  }
}

void sending_ui(const SubmitView& view) {
  const ui::Dialog dialog(view.title, {.width = 420, .dismissible = false});
  ui::spinner("The server checks that nothing changed since the preview…");
}

}  // namespace

void submit_ui(const SubmitView& view, Commands& commands) {
  switch (view.shows) {
    case SubmitView::Shows::nothing:
      return;
    case SubmitView::Shows::confirmation:
      return confirmation_ui(view, commands);
    case SubmitView::Shows::sending:
      return sending_ui(view);
    case SubmitView::Shows::unanswered:
      return unanswered_ui(view, commands);
    case SubmitView::Shows::stale:
      return stale_ui(view, commands);
    case SubmitView::Shows::refused:
      return refused_ui(view, commands);
  }
}

}  // namespace datavault
