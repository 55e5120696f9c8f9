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

void start_ui(SubmitUi& ui, SyncOptions& options) {
  constexpr std::string_view kWhen[] = {"At once", "Later"};
  int when = ui.is_later ? 1 : 0;
  ui::text("Start", {.style = TextStyle::label, .decorative = true});
  if (ui::segmented("Start", kWhen, when)) ui.is_later = when == 1;
  options.not_before_ms.reset();
  if (!ui.is_later) return;
  options.not_before_ms = platform::unix_ms_of_local(ui.at);
  ui::text_input("Not before", ui.at,
                 {.kind = ui::InputKind::date_time,
                  .placeholder = "Choose a day and a time",
                  .help = "By the clock of this computer. Tenants that change until then are left "
                          "alone and reported.",
                  .required = true});
}

void rollout_ui(const SubmitView& view, SyncOptions& options) {
  std::vector<ui::ComboItem> items;
  for (const Rollout& rollout : view.rollouts) items.push_back({rollout.label, rollout.detail});
  int chosen = view.rollout;
  if (ui::combo("Order", items, chosen)) {
    options.percentages = view.rollouts[static_cast<size_t>(chosen)].percentages;
  }
  if (!view.has_waves) return;
  constexpr int64_t kMost[] = {0, 5, 10, 25};
  std::vector<ui::ComboItem> limits;
  int limit = 0;
  for (const int64_t most : kMost) {
    if (most == options.most_failures) limit = static_cast<int>(limits.size());
    limits.push_back({most == 0 ? "one tenant of a wave fails"
                                : "more than " + std::to_string(most) + "% of a wave fail",
                      {}});
  }
  if (ui::combo("Stop when", limits, limit, {.help = "You can look into it and resume the job."})) {
    options.most_failures = kMost[limit];
  }
}

void priority_ui(SyncOptions& options) {
  constexpr int64_t kPriorities[] = {10, 0, -10};
  constexpr std::string_view kNames[] = {"High", "Normal", "Low"};
  int chosen = options.priority > 0 ? 0 : options.priority < 0 ? 2 : 1;
  ui::text("Priority among waiting jobs", {.style = TextStyle::label, .decorative = true});
  if (ui::segmented("Priority among waiting jobs", kNames, chosen)) {
    options.priority = kPriorities[chosen];
  }
}

/// When and in which order.
void options_ui(const SubmitView& view, SubmitUi& ui, Commands& commands) {
  SyncOptions options = view.options;
  start_ui(ui, options);
  rollout_ui(view, options);
  priority_ui(options);
  if (options != view.options) commands.push_back(ChooseSyncOptions{options});
}

void confirmation_ui(const SubmitView& view, SubmitUi& ui, Commands& commands) {
  ui::Dialog dialog(view.title, {.width = 560});
  outcomes_ui(view.outcomes);
  for (const Loss& loss : view.losses) ui::alert(Tone::warning, loss.title, loss.detail);
  ui::text(view.detail, {.style = TextStyle::small, .color = ui::TextColor::muted});
  if (!view.queue_note.empty()) ui::alert(Tone::neutral, view.queue_note);
  options_ui(view, ui, commands);
  dialog.actions();
  if (ui::button("Cancel") || dialog.dismissed()) {
    commands.push_back(CancelSubmit{});
    ui = {};
  }
  const auto kind = view.drops_edits ? ui::ButtonKind::danger : ui::ButtonKind::primary;
  const bool needs_time = ui.is_later && !view.options.not_before_ms;
  if (ui::button(view.confirm_label,
                 {.kind = kind,
                  .icon = view.asks_approval ? icons::fact_check : icons::send,
                  .disabled = needs_time,
                  .tooltip = needs_time ? "Say when it is to start." : std::string_view()})) {
    commands.push_back(ConfirmSubmit{});
    ui = {};
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
  if (!view.asks_approval &&
      ui::button("Keep for later",
                 {.tooltip = "It waits on the page Offline until it can be sent."})) {
    commands.push_back(KeepForLater{});
  }
  if (ui::button("Try again", {.kind = ui::ButtonKind::primary, .icon = icons::refresh})) {
    commands.push_back(RetrySubmit{});
  }
}

void refused_ui(const SubmitView& view, Commands& commands) {
  ui::Dialog dialog(view.title, {.width = 520});
  ui::alert(Tone::danger, view.detail);
  dialog.actions();
  if (ui::button("Close") || dialog.dismissed()) commands.push_back(CancelSubmit{});
  if (!view.approval_href.empty()) {
    if (ui::button("Go to the approval", {.kind = ui::ButtonKind::primary})) {
      commands.push_back(CancelSubmit{});
      commands.push_back(Go{view.approval_href});
    }
    return;
  }
  if (ui::button("Preview again", {.kind = ui::ButtonKind::primary, .icon = icons::refresh})) {
    commands.push_back(PreviewAgain{});
  }
}

void sending_ui(const SubmitView& view) {
  const ui::Dialog dialog(view.title, {.width = 420, .dismissible = false});
  ui::spinner("The server checks that nothing changed since the preview…");
}

}  // namespace

void submit_ui(const SubmitView& view, SubmitUi& ui, Commands& commands) {
  switch (view.shows) {
    case SubmitView::Shows::nothing:
      return;
    case SubmitView::Shows::confirmation:
      return confirmation_ui(view, ui, commands);
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
