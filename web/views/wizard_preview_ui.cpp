#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void refusal_ui(const WizardPreviewView& view, Commands& commands) {
  if (view.leave_out.empty()) {
    ui::alert(Tone::danger, "There is no plan for this", view.refusal);
    return;
  }
  const std::string action =
      "Leave out " + counted(static_cast<int64_t>(view.leave_out.size()), "tenant");
  if (ui::alert_with_action(Tone::warning, "Some tenants are on a later version", view.refusal,
                            action)) {
    commands.push_back(SelectTenants{view.leave_out, false});
  }
}

void tile_ui(ui::Grid& grid, const PreviewTile& tile, WizardPreviewUi& ui) {
  grid.next();
  ui::TileOptions options;
  options.tone = tile.label.tone;
  options.detail = tile.label.explanation;
  options.pressed = tile.chosen;
  options.min_height = grid.row_height();
  if (!ui::tile(tile.label.name, tile.count, options)) return;
  if (tile.chosen)
    ui.outcome.reset();
  else
    ui.outcome = tile.outcome;
}

void tiles_ui(const WizardPreviewView& view, WizardPreviewUi& ui) {
  const ui::Group group(ui::GroupRole::group, "Outcomes");
  ui::Grid grid("outcomes", {.min_width = 170, .max_columns = 6, .gap = 12});
  for (const PreviewTile& tile : view.tiles) tile_ui(grid, tile, ui);
}

void facts_ui(const WizardPreviewView& view) {
  const ui::Row row({.gap = 8});
  ui::icon(icons::bolt, ui::TextColor::accent);
  ui::text(view.made, {.style = TextStyle::small, .color = ui::TextColor::muted, .wrap = false});
  ui::code(view.digest);
}

void filters_ui(const WizardPreviewView& view, WizardPreviewUi& ui) {
  const ui::Row row;
  ui::search_box("Search the plan", ui.search, "Name or industry", ui::is_narrow() ? 0 : 280);
  std::vector<ui::ComboItem> items{{"All kinds of conflict", {}}};
  int selected = 0;
  for (const KindChoice& kind : view.kinds) {
    if (ui.kind == kind.kind) selected = static_cast<int>(items.size());
    items.push_back({kind.label, {}});
  }
  if (ui::combo("Conflict", items, selected,
                {.hide_label = true, .width = ui::is_narrow() ? 0.0f : 260.0f})) {
    ui.kind.reset();
    if (selected > 0) ui.kind = view.kinds[static_cast<size_t>(selected - 1)].kind;
  }
}

void rows_ui(const WizardPreviewView& view, WizardPreviewUi& ui) {
  const ui::Column columns[] = {{.title = "Tenant", .weight = 3, .stacked = ui::Stacked::heading},
                                {.title = "Outcome", .width = 130},
                                {.title = "Own changes", .width = 130, .hide_below = 700},
                                {.title = "Conflicts", .width = 130, .hide_below = 460},
                                {.title = "State afterwards", .width = 140, .hide_below = 860}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const PreviewRow& row = view.rows[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.two_lines(row.name, row.industry);
      case 1:
        return cell.badge(row.outcome.name, row.outcome.tone);
      case 2:
        return cell.text(row.edits, ui::TextColor::muted);
      case 3:
        if (row.conflicts.empty()) return cell.text("–", ui::TextColor::muted);
        return cell.badge(row.conflicts, row.conflict_tone);
      default:
        return cell.text(row.digest, ui::TextColor::muted);
    }
  };
  const auto result = ui::table(
      "Plan by tenant", columns, static_cast<int>(view.rows.size()), draw,
      {.row_height = 56, .clickable_rows = true, .stacks = true, .empty = "No tenant matches."});
  if (result.clicked_row) ui.opened = view.rows[static_cast<size_t>(*result.clicked_row)].id;
}

/// What changed since it was submitted, for a submission that is looked at again.
void review_ui(const ReviewView& view, WizardPreviewUi& ui) {
  if (!view.shown) return;
  if (view.action.empty()) return ui::alert(Tone::accent, view.title, view.detail);
  if (ui::alert_with_action(Tone::accent, view.title, view.detail, view.action)) {
    ui.unchanged_too = !ui.unchanged_too;
  }
}

/// What stands between the plan and the tenants that it holds.
void open_ui(const WizardPreviewView& view, WizardPreviewUi& ui) {
  if (ui.tab != 0) return;
  const ClustersView& clusters = view.clusters;
  if (!clusters.dropped.empty()) {
    const std::string title =
        counted(static_cast<int64_t>(clusters.dropped.size()),
                "answer no longer fits and was dropped", "answers no longer fit and were dropped");
    if (ui::alert_with_action(Tone::warning, title, {}, "Show which")) ui.tab = 1;
  }
  if (clusters.open > 0 &&
      ui::alert_with_action(Tone::warning, clusters.summary,
                            "What you answer here is planned at once, for all tenants that ask "
                            "the same.",
                            "Answer them")) {
    ui.tab = 1;
    ui.clusters.open_only = false;
  }
}

}  // namespace

void wizard_preview_ui(const WizardPreviewView& view, const SubmitView& submit, WizardPreviewUi& ui,
                       Commands& commands) {
  if (view.planning) return ui::spinner("Planning…");
  if (!view.refusal.empty()) return refusal_ui(view, commands);
  review_ui(view.review, ui);
  tiles_ui(view, ui);
  for (const Loss& loss : view.warnings) ui::alert(Tone::warning, loss.title, loss.detail);
  facts_ui(view);
  open_ui(view, ui);
  const std::string_view tabs[] = {"Tenants", view.conflicts_tab, "Matrix"};
  ui::tabs("Parts of the plan", tabs, ui.tab);
  if (ui.tab == 0) {
    filters_ui(view, ui);
    rows_ui(view, ui);
  } else if (ui.tab == 1) {
    clusters_ui(view.clusters, ui.clusters, commands);
  } else {
    matrix_ui(ui.matrix, view.clusters, ui.clusters, commands);
  }
  if (view.detail) preview_detail_ui(*view.detail, ui, commands);
  submit_ui(submit, ui.submit, commands);
}

}  // namespace datavault
