#include <algorithm>
#include <span>

#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/views/pages_ui.h"
#include "web/views/template_parts_ui.h"
#include "web/views/template_upgrade_view.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void upgrade_header_ui(const UpgradeView& view, Commands& commands) {
  const ui::Crumb crumbs[] = {{"Templates", "#/templates"}, {view.crumb, view.crumb_href}};
  const ui::PageHeader header(view.title, view.subtitle, crumbs);
  if (!view.has_behind) return;
  if (ui::button(view.action, {.kind = ui::ButtonKind::primary,
                               .icon = icons::sync,
                               .disabled = !view.why_not.empty(),
                               .tooltip = view.why_not})) {
    commands.push_back(AskToUpgrade{});
  }
}

void upgrade_choices_ui(const UpgradeView& view, Commands& commands) {
  const ui::Group group(ui::GroupRole::radio_group, "Strategy");
  ui::Grid grid("strategies", {.min_width = 230, .max_columns = 4, .gap = 12});
  for (const UpgradeChoice& choice : view.choices) {
    grid.next();
    ui::SelectCardOptions options;
    options.kind = ui::SelectKind::radio;
    options.description = choice.explanation;
    options.min_height = grid.row_height();
    const ui::SelectCard card(choice.name, choice.is_chosen, options);
    ui::text(choice.explanation,
             {.style = TextStyle::small, .color = ui::TextColor::muted, .decorative = true});
    if (card.pressed() && !choice.is_chosen) commands.push_back(ChooseUpgrade{choice.approach});
  }
}

void upgrade_parameters_ui(const UpgradeView& view, Commands& commands) {
  if (view.asked.empty()) return;
  const ui::Card card("parameters", {.padding = 16});
  ui::heading(2, "What the new version asks for");
  ui::Grid grid("parameters", {.min_width = 260, .max_columns = 3});
  for (const TemplateParameter& parameter : view.asked) {
    grid.next();
    const ui::IdScope scope(parameter.name);
    const auto given = view.given.find(parameter.name);
    std::string value = given == view.given.end() ? std::string() : given->second;
    const std::string fallback = parameter.fallback.value_or("");
    if (ui::text_input(parameter.label, value,
                       {.placeholder = fallback,
                        .help = "For all tenants that were not given one.",
                        .required = !parameter.fallback,
                        .max_length = 300})) {
      commands.push_back(GiveParameter{parameter.name, value});
    }
  }
}

void upgrade_outcomes_ui(const UpgradeView& view) {
  const ui::Group group(ui::GroupRole::group, "Outcomes");
  const ui::Row row({.gap = 6, .height = 28});
  for (size_t i = 0; i < view.outcomes.size(); ++i) {
    ui::badge(view.outcomes[i], view.outcome_tones[i]);
  }
  if (view.plan_load.refreshing) ui::spinner("The plan is being made again…");
}

void changes_table_ui(std::string_view name, const std::vector<TemplateChange>& changes) {
  const ui::Column columns[] = {{.title = "What", .weight = 2, .stacked = ui::Stacked::heading},
                                {.title = "Effect", .width = 110},
                                {.title = "How", .weight = 3, .stacked = ui::Stacked::paragraph}};
  const auto draw = [&changes](int index, int column, ui::TableCell& cell) {
    const TemplateChange& change = changes[static_cast<size_t>(index)];
    if (column == 0) return cell.two_lines(change.name, change.part);
    if (column == 1) return cell.badge(change.kind.name, change.kind.tone);
    cell.text(change.what.empty() ? std::string_view("–") : change.what, ui::TextColor::muted);
  };
  ui::table(name, columns, static_cast<int>(changes.size()), draw,
            {.row_height = 56, .stacks = true, .empty = "Nothing differs."});
}

void upgrade_tenants_ui(const UpgradeView& view, UpgradeUi& ui, Commands& commands) {
  {
    const ui::Row row;
    ui::search_box("Search tenants", ui.search, "Name", ui::is_narrow() ? 0 : 280);
    if (ui::button("All", {.icon = icons::done_all})) {
      commands.push_back(IncludeInUpgrade{view.everyone, true});
    }
    if (ui::button("None", {.icon = icons::close})) {
      commands.push_back(IncludeInUpgrade{view.everyone, false});
    }
  }
  const ui::Column all[] = {
      {.title = "Upgrade", .width = 90, .stacked = ui::Stacked::beside},
      {.title = "Tenant", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "From", .width = 110},
      {.title = "Outcome", .width = 140},
      {.title = "Conflicts", .width = 120, .hide_below = 640},
      {.title = "Remark", .weight = 4, .hide_below = 900, .stacked = ui::Stacked::paragraph}};
  // On a phone the opened tenant says it.
  const bool has_remarks =
      !ui::is_narrow() && std::any_of(view.rows.begin(), view.rows.end(),
                                      [](const UpgradeRow& row) { return !row.remark.empty(); });
  const auto draw = [&view, &commands](int index, int column, ui::TableCell& cell) {
    const UpgradeRow& row = view.rows[static_cast<size_t>(index)];
    const auto or_dash = [&cell](const std::string& text) {
      cell.text(text.empty() ? std::string_view("–") : text, ui::TextColor::muted);
    };
    switch (column) {
      case 0: {
        bool included = row.included;
        if (cell.checkbox("Upgrade " + row.name, included)) {
          commands.push_back(IncludeInUpgrade{{row.id}, included});
        }
        return;
      }
      case 1:
        return cell.text(row.name);
      case 2:
        return cell.text(row.from, ui::TextColor::muted);
      case 3:
        return cell.badge(row.outcome.name, row.outcome.tone);
      case 4:
        return or_dash(row.conflicts);
      default:
        return or_dash(row.remark);
    }
  };
  const auto result = ui::table(
      "Upgrade by tenant", std::span(all).first(has_remarks ? 6 : 5),
      static_cast<int>(view.rows.size()), draw,
      {.row_height = 56, .clickable_rows = true, .stacks = true, .empty = "No tenant matches."});
  if (result.clicked_row) ui.opened = view.rows[static_cast<size_t>(*result.clicked_row)].id;
}

void upgrade_question_ui(const RollbackQuestion& question, Commands& commands) {
  const ui::IdScope id(question.cluster);
  const ui::Group article(ui::GroupRole::article, question.title);
  const ui::Card card(question.cluster, {.padding = 16});
  {
    const ui::Row row({.gap = 6});
    ui::badge(question.state, question.tone);
    ui::text(question.title, {.style = TextStyle::body_strong, .wrap = false});
  }
  ui::text(question.message);
  ui::caption(question.tenants);
  const auto give = [&](Take take) {
    Decision decision;
    decision.cluster = question.cluster;
    decision.take = take;
    commands.push_back(AnswerUpgrade{{decision}});
  };
  const ui::Row row;
  if (question.can_go_back && ui::button("Take the template's", {.small = true})) {
    give(Take::master);
  }
  if (question.can_stay && ui::button("Keep the tenant's", {.small = true})) give(Take::tenant);
}

void upgrade_conflicts_ui(const UpgradeView& view, Commands& commands) {
  for (const RollbackQuestion& question : view.questions) upgrade_question_ui(question, commands);
  if (view.questions.empty()) {
    ui::empty_state(icons::check_circle, "No conflicts",
                    "No tenant changed what the new version changes.");
  }
}

void upgrade_changes_ui(const UpgradeView& view, Commands& commands) {
  for (const UpgradeChanges& changes : view.changes) {
    const ui::IdScope scope(static_cast<int>(changes.from));
    ui::heading(2, changes.title);
    if (loaded_ui(changes.load, commands, 2)) changes_table_ui(changes.title, changes.changes);
  }
}

void opened_tenant_ui(const UpgradeView& view, UpgradeUi& ui) {
  if (!ui.opened) return;
  const ui::Dialog dialog(view.opened_name, {.width = 680});
  if (!view.opened_conflicts.empty()) ui::heading(3, "Conflicts");
  for (size_t i = 0; i < view.opened_conflicts.size(); ++i) {
    const UpgradeConflict& conflict = view.opened_conflicts[i];
    const ui::IdScope scope(static_cast<int>(i));
    const ui::Card card("conflict", {.padding = 16});
    {
      const ui::Row row({.gap = 6});
      ui::badge(conflict.state, conflict.tone);
      ui::text(conflict.title, {.style = TextStyle::body_strong, .wrap = false});
    }
    ui::text(conflict.message);
    const ui::Stack stack(6);
    ui::description("The tenant's", conflict.tenant);
    ui::description("The template's", conflict.master);
  }
  ui::heading(3, "What the version changes");
  changes_table_ui("Changes for the tenant", view.opened_changes);
  if (dialog.dismissed()) ui.opened.reset();
}

void upgrade_confirmation_ui(const UpgradeView& view, Commands& commands) {
  ui::Dialog dialog(view.action + "?", {.width = 560});
  for (const std::string& loss : view.losses) ui::alert(Tone::warning, loss);
  dialog.actions();
  if (ui::button("Cancel") || dialog.dismissed()) commands.push_back(CancelUpgrade{});
  if (ui::button(view.confirm, {.kind = ui::ButtonKind::primary, .icon = icons::sync})) {
    commands.push_back(ConfirmUpgrade{});
  }
}

void upgrade_problem_ui(const UpgradeView& view, Commands& commands) {
  const bool is_unanswered = view.dialog == RollbackView::Dialog::unanswered;
  ui::Dialog dialog(
      is_unanswered ? "The upgrade was not confirmed" : "The server did not accept the upgrade",
      {.width = 520});
  ui::alert(is_unanswered ? Tone::warning : Tone::danger,
            is_unanswered
                ? view.problem + " Trying again is safe: the server starts it at most once."
                : view.problem);
  dialog.actions();
  if (ui::button("Close") || dialog.dismissed()) commands.push_back(CancelUpgrade{});
  if (is_unanswered) {
    if (ui::button("Try again", {.kind = ui::ButtonKind::primary, .icon = icons::refresh})) {
      commands.push_back(ConfirmUpgrade{});
    }
  } else if (!view.approval_path.empty()) {
    if (ui::button("Go to the approval", {.kind = ui::ButtonKind::primary})) {
      commands.push_back(CancelUpgrade{});
      commands.push_back(Go{view.approval_path});
    }
  } else if (ui::button("Preview again",
                        {.kind = ui::ButtonKind::primary, .icon = icons::refresh})) {
    commands.push_back(PreviewUpgrade{});
  }
}

void upgrade_dialog_ui(const UpgradeView& view, Commands& commands) {
  switch (view.dialog) {
    case RollbackView::Dialog::none:
      return;
    case RollbackView::Dialog::confirmation:
      return upgrade_confirmation_ui(view, commands);
    case RollbackView::Dialog::sending: {
      const ui::Dialog dialog("Starting the upgrade", {.width = 420, .dismissible = false});
      return ui::spinner("The server checks that nothing changed since the preview…");
    }
    default:
      return upgrade_problem_ui(view, commands);
  }
}

}  // namespace

void template_upgrade_ui(const UpgradeView& view, UpgradeUi& ui, Commands& commands) {
  upgrade_header_ui(view, commands);
  if (needs_server_ui(view.server) || !loaded_ui(view.load, commands)) return;
  if (!view.has_behind) {
    if (ui::empty_state(icons::check_circle, "Every tenant is current",
                        "All that come from this template are on its newest version.",
                        "Back to the template")) {
      commands.push_back(Go{template_path(view.id)});
    }
    return;
  }
  upgrade_choices_ui(view, commands);
  upgrade_parameters_ui(view, commands);
  if (!view.plan_load.problem.empty()) {
    if (ui::alert_with_action(Tone::danger, "There is no plan for this", view.plan_load.problem,
                              "Try again")) {
      commands.push_back(PreviewUpgrade{});
    }
  } else if (view.plan_load.waiting && view.included > 0) {
    ui::spinner("The plan is being made…");
  }
  upgrade_outcomes_ui(view);
  const std::string conflicts =
      view.open == 0 ? "Conflicts" : "Conflicts (" + platform::format_count(view.open) + " open)";
  const std::string_view labels[] = {"Tenants", "What changes", conflicts};
  ui::tabs("Parts of the upgrade", labels, ui.tab);
  if (ui.tab == 0)
    upgrade_tenants_ui(view, ui, commands);
  else if (ui.tab == 1)
    upgrade_changes_ui(view, commands);
  else
    upgrade_conflicts_ui(view, commands);
  opened_tenant_ui(view, ui);
  upgrade_dialog_ui(view, commands);
}

}  // namespace datavault
