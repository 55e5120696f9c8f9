// A company's frameworks, and one of them.
#include <array>

#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void own_fields_ui(const OwnFrameworkView& view, OwnFrameworkUi& ui, Commands& commands) {
  ui::search_box("Search fields", ui.search, "Code or name", ui::is_narrow() ? 0 : 300);
  const ui::Column columns[] = {{.title = "Field", .weight = 3, .stacked = ui::Stacked::heading},
                                {.title = "Type", .width = 140, .hide_below = 480},
                                {.title = "Unit", .width = 140, .hide_below = 640},
                                {.title = "", .width = 150, .hide_below = 400}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const OwnFieldRow& field = view.fields[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.two_lines(field.name, field.code);
      case 1:
        return cell.text(field.type);
      case 2:
        return cell.text(field.unit.empty() ? std::string_view("–") : field.unit);
      default:
        break;
    }
    if (field.is_own) return cell.badge("Own field", Tone::accent);
    if (field.is_changed) return cell.badge("Changed by you", Tone::accent);
    if (field.is_computed) return cell.badge("Computed", Tone::neutral);
    cell.text("");
  };
  const auto result = ui::table("Fields", columns, static_cast<int>(view.fields.size()), draw,
                                {.row_height = 56,
                                 .clickable_rows = true,
                                 .stacks = true,
                                 .empty = view.is_filtered ? "No field matches." : "No fields."});
  if (!result.clicked_row) return;
  const OwnFieldRow& field = view.fields[static_cast<size_t>(*result.clicked_row)];
  commands.push_back(Go{own_framework_path(view.id, field.uid)});
}

void own_changes_ui(const OwnFrameworkView& view, Commands& commands) {
  if (view.changes.empty()) {
    ui::empty_state(icons::edit, "Nothing of it is your own",
                    "Open a field to change it for your company.");
    return;
  }
  const ui::Column columns[] = {
      {.title = "Field", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "Changed", .weight = 3, .stacked = ui::Stacked::paragraph},
      {.title = "By", .weight = 2, .hide_below = 700, .stacked = ui::Stacked::two_lines},
      {.title = "", .width = 130, .stacked = ui::Stacked::action}};
  const auto draw = [&view, &commands](int index, int column, ui::TableCell& cell) {
    const OwnChangeRow& row = view.changes[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.two_lines(row.name, row.code);
      case 1:
        return cell.text(row.what);
      case 2:
        return cell.two_lines(row.by, row.at);
      default:
        break;
    }
    if (row.undo.empty() || view.busy) return cell.text("");
    if (cell.button(row.undo + "##" + row.code + row.what)) {
      commands.push_back(EditOwnField{view.id, row.edits});
    }
  };
  ui::table("Own changes", columns, static_cast<int>(view.changes.size()), draw,
            {.row_height = 56, .stacks = true});
}

void incoming_table_ui(const IncomingView& view, OwnFrameworkUi& ui) {
  const ui::Column columns[] = {{.title = "Field", .weight = 2, .stacked = ui::Stacked::heading},
                                {.title = "Effect", .width = 110},
                                {.title = "What", .weight = 3, .stacked = ui::Stacked::paragraph}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const IncomingRow& row = view.rows[static_cast<size_t>(index)];
    if (column == 0) return cell.two_lines(row.name, row.code);
    if (column == 1) return cell.badge(row.kind.name, row.kind.tone);
    cell.text(row.summary);
  };
  const auto result = ui::table("What is coming", columns, static_cast<int>(view.rows.size()), draw,
                                {.row_height = 56, .clickable_rows = true, .stacks = true});
  if (result.clicked_row) {
    ui.incoming = view.rows[static_cast<size_t>(*result.clicked_row)].code;
  }
}

void incoming_detail_ui(const IncomingRow& row, OwnFrameworkUi& ui) {
  const ui::Dialog dialog(row.name, {.width = 600});
  {
    const ui::Row line;
    ui::code(row.code);
    ui::badge(row.kind.name, row.kind.tone);
  }
  ui::muted(row.kind.explanation);
  for (const IncomingRow::Value& value : row.values) {
    const ui::IdScope scope(value.name);
    ui::heading(3, value.name);
    const ui::Stack stack(6);
    ui::description("Now", value.before);
    ui::description("Afterwards", value.after);
  }
  if (dialog.dismissed()) ui.incoming.clear();
}

void incoming_ui(const IncomingView& view, OwnFrameworkUi& ui, Commands& commands) {
  if (!loaded_ui(view.load, commands, 4)) return;
  ui::alert(view.tone, view.title, view.detail);
  if (!view.questions.empty()) {
    const ui::Group list(ui::GroupRole::list, "Open questions");
    const ui::Stack stack(4);
    for (const std::string& question : view.questions) {
      const ui::Group item(ui::GroupRole::list_item);
      ui::text(question);
    }
  }
  if (!view.rows.empty()) incoming_table_ui(view, ui);
  for (const IncomingRow& row : view.rows) {
    if (row.code == ui.incoming) incoming_detail_ui(row, ui);
  }
}

std::string with_count(std::string label, size_t count) {
  return count == 0 ? label : label + " (" + std::to_string(count) + ")";
}

}  // namespace

void own_frameworks_ui(const OwnFrameworksView& view, Commands& commands) {
  ui::page_header(view.title, view.subtitle);
  if (!loaded_ui(view.load, commands)) return;
  if (view.rows.empty()) {
    ui::empty_state(icons::library_books, "No frameworks yet",
                    "A super admin gives your company what it reports by.");
    return;
  }
  const ui::Column columns[] = {
      {.title = "Framework", .weight = 3, .stacked = ui::Stacked::heading},
      {.title = "Version", .width = 130},
      {.title = "Own changes", .width = 170, .hide_below = 640},
      {.title = "Changed", .weight = 1, .hide_below = 800},
      {.title = "", .width = 150}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const OwnFrameworkRow& row = view.rows[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.text(row.name, ui::TextColor::normal, true);
      case 1:
        return cell.text(row.version.empty() ? std::string_view("–") : row.version);
      case 2:
        return cell.text(row.edits, ui::TextColor::muted);
      case 3:
        return cell.text(row.changed, ui::TextColor::muted);
      default:
        return cell.badge(row.state, row.tone);
    }
  };
  const auto result = ui::table("Frameworks", columns, static_cast<int>(view.rows.size()), draw,
                                {.row_height = 56, .clickable_rows = true, .stacks = true});
  if (!result.clicked_row) return;
  commands.push_back(
      Go{own_framework_path(view.rows[static_cast<size_t>(*result.clicked_row)].id)});
}

void own_framework_ui(const OwnFrameworkView& view, OwnFrameworkUi& ui, Commands& commands) {
  const ui::Crumb crumbs[] = {{"Frameworks", "#/own/frameworks"}};
  ui::page_header(view.name.empty() ? std::string_view("Framework") : view.name, view.description,
                  crumbs);
  if (!loaded_ui(view.load, commands)) return;
  {
    const ui::Row row({.gap = 6});
    if (!view.version.empty()) ui::badge(view.version);
    ui::badge(view.standing.name, view.standing.tone);
    ui::badge(counted(view.field_count, "field"));
  }
  if (!view.field && !view.problem.empty()) ui::alert(Tone::danger, view.problem);
  const std::string changes = with_count("Own changes", view.changes.size());
  const std::string coming = with_count("What is coming", view.incoming.rows.size());
  const std::array<std::string_view, 3> labels{"Fields", changes, coming};
  ui::tabs("Parts of the framework", labels, ui.tab);
  if (ui.tab == 0)
    own_fields_ui(view, ui, commands);
  else if (ui.tab == 1)
    own_changes_ui(view, commands);
  else
    incoming_ui(view.incoming, ui, commands);
  if (view.field)
    own_field_ui(view, ui.field, commands);
  else
    ui.field = {};
}

}  // namespace datavault
