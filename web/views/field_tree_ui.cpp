#include "web/views/field_tree_ui.h"

#include "core/model/field.h"
#include "generated/icons.h"
#include "web/platform/intl.h"

namespace datavault {
namespace {

constexpr float kTreeStep = 20;  // a level further in
constexpr int kValueTypes = static_cast<int>(ValueType::multi_choice) + 1;

void tree_filters_ui(const FieldTreeView& view, FieldTreeUi& ui) {
  const ui::Row row;
  ui::search_box("Search fields", ui.search, "Code or name", ui::is_narrow() ? 0 : 280);
  std::vector<ui::ComboItem> types{{"All types", {}}};
  for (int i = 0; i < kValueTypes; ++i) {
    types.push_back({std::string(name_of(static_cast<ValueType>(i))), {}});
  }
  ui::combo("Type", types, ui.type,
            {.searchable = false, .hide_label = true, .width = ui::is_narrow() ? 0.0f : 170.0f});
  ui::filter_chip("Computed", ui.computed);
  ui::filter_chip("Required", ui.required);
  if (view.has_marks) ui::filter_chip("Changed", ui.marked);
}

void tree_counts_ui(const FieldTreeView& view, FieldTreeUi& ui) {
  const ui::Row row;
  std::string count = counted(view.total, "field");
  if (view.filtered) count = platform::format_count(view.matching) + " of " + count;
  ui::text(count, {.style = TextStyle::small, .color = ui::TextColor::muted, .wrap = false});
  if (view.topics.size() < 2 || view.filtered) return;
  if (ui::link("Close all topics", {}, TextStyle::small)) {
    ui.closed = {view.topics.begin(), view.topics.end()};
  }
  if (!ui.closed.empty() && ui::link("Open all topics", {}, TextStyle::small)) ui.closed.clear();
}

void toggle_topic(const FieldTreeRow& row, FieldTreeUi& ui) {
  if (row.open)
    ui.closed.insert(row.key);
  else
    ui.closed.erase(row.key);
}

void badges_ui(const FieldTreeRow& row) {
  if (!row.mark.empty()) ui::badge(row.mark, row.mark_tone);
  if (row.computed)
    ui::badge("Computed", Tone::accent);
  else if (row.required)
    ui::badge("Required");
}

/// The first cell; true when its topic was opened or closed.
bool name_cell(const FieldTreeRow& row, ui::TableCell& cell) {
  cell.indent(kTreeStep * static_cast<float>(row.depth));
  if (!row.is_topic) {
    cell.two_lines(row.name, row.code);
    return false;
  }
  const bool pressed =
      cell.disclosure((row.open ? "Close " : "Open ") + row.name + "##" + row.key, row.open);
  cell.text(row.name, ui::TextColor::normal, true);
  return pressed;
}

void menu_cell(const FieldTreeRow& row, const FieldTreeActions& actions) {
  if (row.is_topic || actions.items.empty()) return;
  const auto chosen = ui::icon_menu_button(
      icons::more_vert, "Actions for " + row.code + "##" + row.key, actions.items);
  if (chosen) actions.chosen(row, *chosen);
}

}  // namespace

std::optional<std::string> field_tree_ui(const FieldTreeView& view, FieldTreeUi& ui,
                                         const FieldTreeActions& actions) {
  tree_filters_ui(view, ui);
  tree_counts_ui(view, ui);
  const bool menus = !actions.items.empty();
  const ui::Column columns[] = {
      {.title = "Field", .weight = 4},
      {.title = "Type", .width = 120, .hide_below = 560},
      {.title = "Unit", .width = 130, .hide_below = 760},
      {.title = "", .width = 190, .hide_below = 640},
      {.title = "", .width = menus ? 72.0f : 1.0f, .hide_below = menus ? 0.0f : 100000.0f}};
  const auto draw = [&](int index, int column, ui::TableCell& cell) {
    const FieldTreeRow& row = view.rows[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        if (name_cell(row, cell)) toggle_topic(row, ui);
        return;
      case 1:
        return cell.text(row.is_topic ? counted(row.fields, "field") : row.type,
                         row.is_topic ? ui::TextColor::muted : ui::TextColor::normal);
      case 2:
        return cell.text(row.unit);
      case 3:
        return badges_ui(row);
      default:
        return menu_cell(row, actions);
    }
  };
  const auto result = ui::table("Fields", columns, static_cast<int>(view.rows.size()), draw,
                                {.row_height = 56,
                                 .clickable_rows = true,
                                 .empty = view.filtered ? "No field matches." : "No fields."});
  if (!result.clicked_row) return std::nullopt;
  const FieldTreeRow& row = view.rows[static_cast<size_t>(*result.clicked_row)];
  if (!row.is_topic) return row.key;
  toggle_topic(row, ui);
  return std::nullopt;
}

}  // namespace datavault
