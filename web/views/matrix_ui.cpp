#include <algorithm>

#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

/// The orders by the columns of the table.
constexpr MatrixColumn kMatrixColumns[] = {MatrixColumn::tenant,    MatrixColumn::field,
                                           MatrixColumn::attribute, MatrixColumn::kind,
                                           MatrixColumn::state,     MatrixColumn::values};

void matrix_kinds_ui(const ClustersView& clusters, MatrixUi& ui) {
  std::vector<ui::ComboItem> items{{"All kinds", {}}};
  int selected = 0;
  for (const ClusterKind& kind : clusters.kinds) {
    if (ui.kind == kind.kind) selected = static_cast<int>(items.size());
    items.push_back({std::string(label_of(kind.kind).name), {}});
  }
  if (!ui::combo("Kind in the matrix", items, selected,
                 {.hide_label = true, .width = ui::is_narrow() ? 0.0f : 240.0f})) {
    return;
  }
  ui.kind.reset();
  if (selected > 0) ui.kind = clusters.kinds[static_cast<size_t>(selected - 1)].kind;
}

void matrix_order_ui(MatrixUi& ui) {
  const ui::ComboItem orders[] = {{"Most conflicts first", {}},
                                  {"By name and as in the framework", {}}};
  int order = ui.order == MatrixOrder::most ? 0 : 1;
  if (ui::combo("Order", orders, order,
                {.hide_label = true, .width = ui::is_narrow() ? 0.0f : 280.0f})) {
    ui.order = order == 0 ? MatrixOrder::most : MatrixOrder::natural;
  }
}

void matrix_controls_ui(const ClustersView& clusters, MatrixUi& ui) {
  const ui::Row row;
  matrix_kinds_ui(clusters, ui);
  ui::filter_chip("Open only", ui.open_only);
  if (!ui.as_table) matrix_order_ui(ui);
  const bool table = ui.as_table;
  if (ui::button(table ? "Show as a picture" : "Show as a table",
                 {.icon = table ? icons::grid_on : icons::table_chart})) {
    ui.as_table = !ui.as_table;
  }
  if (!table) ui::matrix_buttons(ui.matrix.view(), ui.picture);
}

/// Where there is no pointer that hovers and no eye that sees: the selected cell in words.
void caption_ui(const ConflictMatrix& matrix, std::optional<ui::MatrixCell> cell,
                std::optional<ui::MatrixCell>& opened) {
  if (!cell) {
    ui::muted(
        "Drag to move, Ctrl and wheel or two fingers to zoom, click a mark to select it and "
        "once more to answer. On the keyboard arrows go from mark to mark.");
    return;
  }
  const ui::Row row;
  ui::text(matrix_words(matrix, *cell));
  if (ui::button("Open the question", {.small = true})) opened = cell;
}

std::optional<ui::MatrixCell> picture_ui(MatrixUi& ui) {
  const ConflictMatrix& matrix = ui.matrix;
  const std::pair<ui::MatrixMark, std::string> legend[] = {
      {ui::MatrixMark::open, "Open"},
      {ui::MatrixMark::unanswered, "New version, unless answered"},
      {ui::MatrixMark::answered, "Answered"},
      {ui::MatrixMark::note, "Note"}};
  ui::matrix_legend(legend);
  ui::MatrixOptions options;
  options.height = ui::is_narrow() ? 360.0f : 480.0f;
  options.row_name = [&](int row) { return matrix.tenant_names[static_cast<size_t>(row)]; };
  options.column_name = [&](int column) { return matrix.field_names[static_cast<size_t>(column)]; };
  options.words = [&](ui::MatrixCell cell) { return matrix_words(matrix, cell); };
  ui::MatrixResult result =
      ui::matrix("Conflicts of tenants by fields", matrix.view(), ui.picture, options);
  caption_ui(matrix, result.under ? result.under : ui.picture.selected, result.opened);
  return result.opened;
}

void entry_cell(const MatrixEntry& entry, int column, ui::TableCell& cell) {
  switch (column) {
    case 0:
      return cell.text(entry.tenant);
    case 1:
      return cell.text(entry.field);
    case 2:
      return cell.text(entry.attribute.empty() ? "–" : entry.attribute);
    case 3:
      return cell.text(entry.kind);
    case 4:
      return cell.badge(entry.state, entry.tone);
    default:
      return cell.text(entry.values == 0 ? "–" : platform::format_count(entry.values));
  }
}

std::optional<ui::MatrixCell> entries_ui(MatrixUi& ui) {
  const ui::Column columns[] = {
      {.title = "Tenant", .weight = 2, .sortable = true, .stacked = ui::Stacked::heading},
      {.title = "Field", .weight = 3, .sortable = true},
      {.title = "Attribute", .width = 130, .sortable = true, .hide_below = 860},
      {.title = "Kind", .weight = 2, .sortable = true, .hide_below = 640},
      {.title = "Answer", .width = 210, .sortable = true},
      {.title = "Values",
       .width = 90,
       .align = ui::Align::end,
       .sortable = true,
       .hide_below = 760}};
  const std::vector<MatrixEntry>& entries = ui.matrix.entries;
  const auto draw = [&entries](int row, int column, ui::TableCell& cell) {
    entry_cell(entries[static_cast<size_t>(row)], column, cell);
  };
  const auto result =
      ui::table("Conflicts of tenants by fields", columns, static_cast<int>(entries.size()), draw,
                {.clickable_rows = true,
                 .stacks = true,
                 .empty = "No conflict matches.",
                 .sort = {static_cast<int>(ui.sort),
                          ui.descending ? ui::SortOrder::descending : ui::SortOrder::ascending}});
  if (result.sort) {
    ui.sort = kMatrixColumns[result.sort->column];
    ui.descending = result.sort->order == ui::SortOrder::descending;
  }
  if (!result.clicked_row) return std::nullopt;
  return entries[static_cast<size_t>(*result.clicked_row)].cell;
}

}  // namespace

void matrix_ui(MatrixUi& ui, const ClustersView& clusters, ClustersUi& asked, Commands& commands) {
  if (!ui.made.plan) return ui::skeleton(6);
  if (ui.matrix.total == 0) {
    ui::empty_state(icons::done_all, "This plan has no conflicts",
                    "Nobody changed what the new version changes.");
    return;
  }
  ui::text(counted(static_cast<int64_t>(ui.matrix.entries.size()), "conflict") + " of " +
               counted(static_cast<int64_t>(ui.matrix.tenants.size()), "tenant") + " in " +
               counted(static_cast<int64_t>(ui.matrix.field_names.size()), "field"),
           {.style = TextStyle::body_strong});
  matrix_controls_ui(clusters, ui);
  std::optional<ui::MatrixCell> opened;
  if (ui.as_table)
    opened = entries_ui(ui);
  else if (ui.matrix.entries.empty())
    ui::empty_state(icons::filter_list, "No conflict matches", "Choose another kind, or all.");
  else
    opened = picture_ui(ui);
  if (opened) {
    if (const MatrixEntry* entry = matrix_entry(ui.matrix, *opened))
      open_cluster(asked, ui.made.plan->conflicts[entry->conflict].cluster);
  }
  const bool asks_for_one = !asked.opened.empty();
  if (clusters.detail)
    cluster_ui(*clusters.detail, asked, commands);
  else if (asks_for_one && !opened)
    asked.opened.clear();
}

}  // namespace datavault
