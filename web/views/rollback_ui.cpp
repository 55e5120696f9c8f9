#include <algorithm>
#include <span>

#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

std::string_view or_dash(const std::string& text) {
  return text.empty() ? std::string_view("–") : text;
}

void header_ui(const RollbackView& view, Commands& commands) {
  const std::string job = "Job " + std::to_string(view.job);
  const std::string job_href = "#" + job_path(view.job);
  const ui::Crumb crumbs[] = {{"Jobs", "#/jobs"}, {job, job_href}};
  const ui::PageHeader header(view.title, view.subtitle, crumbs);
  ui::ButtonOptions options;
  options.kind = ui::ButtonKind::danger;
  options.icon = icons::undo;
  options.disabled = !view.why_not.empty();
  options.tooltip = view.why_not;
  if (ui::button(view.action, options)) commands.push_back(AskToRollBack{});
}

void outcomes_ui(const RollbackView& view) {
  const ui::Group group(ui::GroupRole::group, "Outcomes");
  const ui::Row row({.gap = 6});
  for (size_t i = 0; i < view.outcomes.size(); ++i) {
    ui::badge(view.outcomes[i], view.outcome_tones[i]);
  }
}

void answer(const RollbackQuestion& question, Take take, Commands& commands) {
  Decision decision;
  decision.cluster = question.cluster;
  decision.take = take;
  commands.push_back(AnswerRollback{{decision}});
}

void question_ui(const RollbackQuestion& question, Commands& commands) {
  const ui::IdScope id(question.cluster);
  const ui::Group article(ui::GroupRole::article, question.title);
  const ui::Card card(question.cluster, {.padding = 16});
  {
    const ui::Row row({.gap = 6});
    ui::badge(question.state, question.tone);
    ui::text(question.kind.name, {.style = TextStyle::body_strong, .wrap = false});
    if (!question.title.empty()) ui::code(question.title);
  }
  ui::text(question.message);
  ui::caption(question.tenants);
  const ui::Row row;
  if (question.can_go_back && ui::button("Go back", {.small = true})) {
    answer(question, Take::master, commands);
  }
  if (question.can_stay && ui::button("Keep as it is now", {.small = true})) {
    answer(question, Take::tenant, commands);
  }
}

void questions_ui(const RollbackView& view, Commands& commands) {
  if (view.open > 0) {
    ui::heading(2, "Changes since the job that would go");
    for (const RollbackQuestion& question : view.questions) {
      if (question.open) question_ui(question, commands);
    }
  }
  const int64_t settled = static_cast<int64_t>(view.questions.size()) - view.open;
  if (settled == 0) return;
  const ui::Disclosure notes("What else it meets (" + std::to_string(settled) + ")");
  if (!notes.open()) return;
  for (const RollbackQuestion& question : view.questions) {
    if (!question.open) question_ui(question, commands);
  }
}

void tenants_ui(const RollbackView& view, RollbackUi& ui, Commands& commands) {
  {
    const ui::Row row;
    ui::search_box("Search tenants", ui.search, "Name", ui::is_narrow() ? 0 : 280);
    if (ui::button("All", {.icon = icons::done_all})) {
      commands.push_back(IncludeInRollback{view.everyone, true});
    }
    if (ui::button("None", {.icon = icons::close})) {
      commands.push_back(IncludeInRollback{view.everyone, false});
    }
  }
  const ui::Column all[] = {
      {.title = "Roll back", .width = 90, .stacked = ui::Stacked::beside},
      {.title = "Tenant", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "Outcome", .width = 140},
      {.title = "Own changes", .width = 130, .hide_below = 640},
      {.title = "Remark", .weight = 4, .hide_below = 860, .stacked = ui::Stacked::paragraph}};
  // Mostly there is nothing to remark.
  const bool has_remarks = std::any_of(view.rows.begin(), view.rows.end(),
                                       [](const RollbackRow& row) { return !row.remark.empty(); });
  const auto columns = std::span(all).first(has_remarks ? 5 : 4);
  const auto draw = [&view, &commands](int index, int column, ui::TableCell& cell) {
    const RollbackRow& row = view.rows[static_cast<size_t>(index)];
    switch (column) {
      case 0: {
        bool included = row.included;
        if (cell.checkbox("Roll back " + row.name, included)) {
          commands.push_back(IncludeInRollback{{row.id}, included});
        }
        return;
      }
      case 1:
        return cell.text(row.name);
      case 2:
        return cell.badge(row.outcome.name, row.outcome.tone);
      case 3:
        return cell.text(or_dash(row.edits), ui::TextColor::muted);
      default:
        return cell.text(or_dash(row.remark), ui::TextColor::muted);
    }
  };
  ui::table("Rollback by tenant", columns, static_cast<int>(view.rows.size()), draw,
            {.row_height = 56, .stacks = true, .empty = "No tenant matches."});
}

void confirmation_ui(const RollbackView& view, Commands& commands) {
  ui::Dialog dialog(view.title + "?", {.width = 560});
  for (const std::string& loss : view.losses) ui::alert(Tone::warning, loss);
  ui::muted(view.kept);
  dialog.actions();
  if (ui::button("Cancel") || dialog.dismissed()) commands.push_back(CancelRollback{});
  if (ui::button(view.confirm, {.kind = ui::ButtonKind::danger, .icon = icons::undo})) {
    commands.push_back(ConfirmRollback{});
  }
}

void unanswered_ui(const RollbackView& view, Commands& commands) {
  ui::Dialog dialog("The rollback was not confirmed", {.width = 520});
  ui::alert(Tone::warning,
            view.problem + " Trying again is safe: the server starts it at most once.");
  dialog.actions();
  if (ui::button("Not now") || dialog.dismissed()) commands.push_back(CancelRollback{});
  if (ui::button("Try again", {.kind = ui::ButtonKind::primary, .icon = icons::refresh})) {
    commands.push_back(ConfirmRollback{});
  }
}

void refused_ui(const RollbackView& view, Commands& commands) {
  ui::Dialog dialog("The server did not accept the rollback", {.width = 520});
  ui::alert(Tone::danger, view.problem);
  dialog.actions();
  if (ui::button("Close") || dialog.dismissed()) commands.push_back(CancelRollback{});
  if (!view.approval_path.empty()) {
    if (ui::button("Go to the approval", {.kind = ui::ButtonKind::primary})) {
      commands.push_back(CancelRollback{});
      commands.push_back(Go{view.approval_path});
    }
    return;
  }
  if (ui::button("Preview again", {.kind = ui::ButtonKind::primary, .icon = icons::refresh})) {
    commands.push_back(PreviewRollback{});
  }
}

void dialog_ui(const RollbackView& view, Commands& commands) {
  switch (view.dialog) {
    case RollbackView::Dialog::none:
      return;
    case RollbackView::Dialog::confirmation:
      return confirmation_ui(view, commands);
    case RollbackView::Dialog::sending: {
      const ui::Dialog dialog("Starting the rollback", {.width = 420, .dismissible = false});
      return ui::spinner("The server checks that nothing changed since the preview…");
    }
    case RollbackView::Dialog::unanswered:
      return unanswered_ui(view, commands);
    case RollbackView::Dialog::refused:
      return refused_ui(view, commands);
  }
}

}  // namespace

void rollback_ui(const RollbackView& view, RollbackUi& ui, Commands& commands) {
  header_ui(view, commands);
  dialog_ui(view, commands);
  if (!loaded_ui(view.load, commands)) return;
  if (view.load.refreshing) ui::spinner("The plan is being made again…");
  outcomes_ui(view);
  ui::muted(view.kept);
  questions_ui(view, commands);
  tenants_ui(view, ui, commands);
}

}  // namespace datavault
