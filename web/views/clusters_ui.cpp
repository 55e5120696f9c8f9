#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void dropped_ui(const ClustersView& view, Commands& commands) {
  if (view.dropped.empty()) return;
  std::string lines;
  for (const std::string& line : view.dropped) lines += (lines.empty() ? "" : "\n") + line;
  const std::string title =
      counted(static_cast<int64_t>(view.dropped.size()), "answer no longer fits and was dropped",
              "answers no longer fit and were dropped");
  if (ui::alert_with_action(Tone::warning, title, lines, "Understood")) {
    commands.push_back(ForgetDropped{});
  }
}

void kinds_ui(const ClustersView& view, ClustersUi& ui) {
  std::vector<ui::ComboItem> items{{"All kinds", {}}};
  int selected = 0;
  for (const ClusterKind& kind : view.kinds) {
    if (ui.kind == kind.kind) selected = static_cast<int>(items.size());
    items.push_back({kind.label, {}});
  }
  if (!ui::combo("Kind of conflict", items, selected,
                 {.hide_label = true, .width = ui::is_narrow() ? 0.0f : 240.0f})) {
    return;
  }
  ui.kind.reset();
  if (selected > 0) ui.kind = view.kinds[static_cast<size_t>(selected - 1)].kind;
}

void all_ui(const ClustersView& view, ClustersUi& ui) {
  const AnswerAll& all = view.all;
  std::vector<ui::MenuItem> items;
  for (const Take take : all.takes) items.push_back({.label = std::string(name_of(take))});
  const auto chosen =
      ui::menu_button("Answer all open", items,
                      {.icon = icons::done_all, .disabled = all.open == 0, .tooltip = all.why_not});
  if (chosen) ui.asks_for_all = all.takes[static_cast<size_t>(*chosen)];
}

void filters_ui(const ClustersView& view, ClustersUi& ui) {
  const ui::Row row;
  ui::search_box("Search conflicts", ui.search, "Field, code or attribute",
                 ui::is_narrow() ? 0 : 260);
  kinds_ui(view, ui);
  ui::filter_chip("Open only", ui.open_only);
  all_ui(view, ui);
}

void confirm_all_ui(const AnswerAll& all, ClustersUi& ui, Commands& commands) {
  if (!ui.asks_for_all || all.open == 0) {
    ui.asks_for_all.reset();
    return;
  }
  ui::Dialog dialog(all.title, {.width = 520});
  ui::text(all.detail);
  ui::muted("The plan is made again at once. Each answer can be undone by itself.");
  dialog.actions();
  if (ui::button("Cancel") || dialog.dismissed()) ui.asks_for_all.reset();
  if (ui::button("Answer " + counted(all.open, "question"),
                 {.kind = ui::ButtonKind::primary, .icon = icons::done_all})) {
    commands.push_back(GiveAnswers{all.decisions, all.questions});
    ui.asks_for_all.reset();
  }
}

void rows_ui(const ClustersView& view, ClustersUi& ui) {
  const ui::Column columns[] = {
      {.title = "Field", .stacked = ui::Stacked::heading},
      {.title = "Kind", .width = 230, .hide_below = 560},
      {.title = "Tenants", .width = 110, .hide_below = 700},
      {.title = "Values", .width = 160, .hide_below = 860, .stacked = ui::Stacked::two_lines},
      {.title = "Answer", .width = 230}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const ClusterRow& row = view.rows[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.two_lines(row.field, row.about);
      case 1:
        return cell.text(row.kind.name);
      case 2:
        return cell.text(row.tenants);
      case 3:
        if (row.values.empty()) return cell.text("–", ui::TextColor::muted);
        if (row.value_problems.empty()) return cell.text(row.values);
        return cell.two_lines(row.values, row.value_problems);
      default:
        return cell.badge(row.state, row.tone);
    }
  };
  const auto result = ui::table(
      "Conflicts", columns, static_cast<int>(view.rows.size()), draw,
      {.row_height = 56,
       .clickable_rows = true,
       .stacks = true,
       .empty = view.total == 0 ? "This plan has no conflicts." : "No conflict matches."});
  if (result.clicked_row) open_cluster(ui, view.rows[static_cast<size_t>(*result.clicked_row)].id);
}

}  // namespace

void clusters_ui(const ClustersView& view, ClustersUi& ui, Commands& commands) {
  dropped_ui(view, commands);
  ui::text(view.summary, {.style = TextStyle::body_strong});
  if (view.total > 0) filters_ui(view, ui);
  const bool asks_for_one = !ui.opened.empty();
  rows_ui(view, ui);
  confirm_all_ui(view.all, ui, commands);
  if (view.detail)
    cluster_ui(*view.detail, ui, commands);
  else if (asks_for_one)
    ui.opened.clear();  // what was asked is settled by another answer
}

}  // namespace datavault
