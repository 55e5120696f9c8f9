#include "generated/icons.h"
#include "web/views/field_tree_ui.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

enum FieldAction { kEditAction, kUpAction, kDownAction, kRemoveAction };

std::vector<ui::MenuItem> field_actions(OverlayOf whose) {
  const bool tenant = whose == OverlayOf::tenant;
  return {{.label = "Edit", .icon = icons::edit},
          {.label = "Move up", .icon = icons::arrow_upward},
          {.label = "Move down", .icon = icons::arrow_downward},
          {.label = tenant ? "Hide or remove" : "Remove",
           .icon = tenant ? icons::visibility_off : icons::delete_item,
           .danger = true,
           .separator_before = true}};
}

void open_form(const EditView& view, const std::string& uid, EditUi& ui, Commands& commands) {
  for (const Field& field : view.content->fields) {
    if (field.uid.value == uid) ui.form = form_of(field, *view.content);
  }
  ui.form_error.clear();
  ui.form_error_at.clear();
  commands.push_back(ForgetEditProblem{});
}

void act_on_field(const EditView& view, const std::string& uid, int action, EditUi& ui,
                  Commands& commands) {
  if (action == kEditAction) return open_form(view, uid, ui, commands);
  if (action == kRemoveAction) {
    commands.push_back(EditField{remove_edit(view, uid)});
    return;
  }
  if (auto edit = move_edit(*view.content, uid, action == kUpAction)) {
    commands.push_back(EditField{*std::move(edit)});
  }
}

void edit_fields_ui(const EditView& view, EditUi& ui, Commands& commands) {
  const std::vector<ui::MenuItem> items = field_actions(view.whose);
  FieldTreeActions actions;
  if (!view.busy) actions.items = items;
  actions.chosen = [&](const FieldTreeRow& row, int action) {
    act_on_field(view, row.key, action, ui, commands);
  };
  const auto pressed = field_tree_ui(view.tree, ui.tree, actions);
  if (pressed && !view.busy) open_form(view, *pressed, ui, commands);
}

void who_cell(const OverlayLine& line, ui::TableCell& cell) {
  if (line.by.empty() && line.when.empty()) return cell.badge("Not saved", Tone::warning);
  cell.two_lines(line.by, line.when);
}

/// Attributes by their name; what came, went or moved as a badge.
void what_cell(const OverlayLine& line, ui::TableCell& cell) {
  if (line.kind == OverlayKind::edited) return cell.text(line.attribute, ui::TextColor::muted);
  cell.badge(line.label.name, line.label.tone);
}

void undo_cell(const OverlayLine& line, bool busy, ui::TableCell& cell, Commands& commands) {
  if (line.undo.is_null() || busy) return cell.text("");
  const std::string label = line.undo_word + "##" + line.uid + line.attribute;
  if (cell.button(label)) commands.push_back(EditField{line.undo});
}

/// One edit in full, for texts that are longer than a row.
void opened_edit_ui(const OverlayLine& line, EditUi& ui) {
  const ui::Dialog dialog(line.name, {.width = 640});
  {
    const ui::Row row;
    ui::badge(line.label.name, line.label.tone);
    ui::code(line.code);
  }
  ui::heading(3, line.attribute);
  ui::description("Base", line.base);
  ui::description("Instead", line.value);
  if (!line.by.empty()) ui::description("By", line.by + ", " + line.when);
  if (dialog.dismissed()) ui.opened = -1;
}

void edits_table_ui(const EditView& view, EditUi& ui, Commands& commands) {
  ui::search_box("Search edits", ui.search, "Field or value", ui::is_narrow() ? 0 : 320);
  const bool tenant = view.whose == OverlayOf::tenant;
  const ui::Column columns[] = {
      {.title = "Field", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "What", .width = 150},
      {.title = tenant ? "Base" : "Before", .weight = 3, .hide_below = 560},
      {.title = tenant ? "Tenant" : "After", .weight = 3, .hide_below = 560},
      {.title = "By", .weight = 3, .hide_below = 900, .stacked = ui::Stacked::two_lines},
      {.title = "", .width = 132, .stacked = ui::Stacked::action}};
  const auto draw = [&](int index, int column, ui::TableCell& cell) {
    const OverlayLine& line = view.lines[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.two_lines(line.name, line.code);
      case 1:
        return what_cell(line, cell);
      case 2:
        return cell.text(line.base.empty() ? "–" : line.base, ui::TextColor::muted);
      case 3:
        return cell.text(line.value.empty() ? "–" : line.value);
      case 4:
        return who_cell(line, cell);
      default:
        return undo_cell(line, view.busy, cell, commands);
    }
  };
  const int count = static_cast<int>(view.lines.size());
  const auto result = ui::table(
      "Edits", columns, count, draw,
      {.row_height = 64, .clickable_rows = true, .stacks = true, .empty = "No edit matches."});
  if (result.clicked_row) ui.opened = *result.clicked_row;
  if (ui.opened >= 0 && ui.opened < count) {
    opened_edit_ui(view.lines[static_cast<size_t>(ui.opened)], ui);
  }
}

void edits_ui(const EditView& view, EditUi& ui, Commands& commands) {
  if (view.line_count > 0) return edits_table_ui(view, ui, commands);
  const bool tenant = view.whose == OverlayOf::tenant;
  if (ui::empty_state(icons::edit, tenant ? "No edits" : "Nothing is edited yet",
                      tenant ? "This copy says exactly what its base says."
                             : "Open a field to change it, or add one.",
                      "Show the fields")) {
    ui.tab = 0;
  }
}

}  // namespace

void edit_toolbar_ui(const EditView& view, Commands& commands) {
  if (ui::icon_button(icons::undo, "Undo",
                      {.kind = ui::ButtonKind::secondary,
                       .disabled = !view.can_undo || view.busy,
                       .tooltip = "Undo (Ctrl+Z)"})) {
    commands.push_back(UndoEdit{});
  }
  if (ui::icon_button(icons::redo, "Redo",
                      {.kind = ui::ButtonKind::secondary,
                       .disabled = !view.can_redo || view.busy,
                       .tooltip = "Redo (Ctrl+Shift+Z)"})) {
    commands.push_back(RedoEdit{});
  }
}

void edit_ui(const EditView& view, EditUi& ui, Commands& commands) {
  if (!view.problem.empty() && !ui.form.open &&
      ui::alert_with_action(Tone::danger, "This edit is not possible", view.problem,
                            "Understood")) {
    commands.push_back(ForgetEditProblem{});
  }
  const std::string edits = "Edits (" + std::to_string(view.line_count) + ")";
  const std::string_view labels[] = {"Fields", edits};
  ui::tabs("Fields and edits", labels, ui.tab);
  if (ui.tab == 0)
    edit_fields_ui(view, ui, commands);
  else
    edits_ui(view, ui, commands);
  if (ui.form.open) field_form_ui(view, ui, commands);
}

}  // namespace datavault
