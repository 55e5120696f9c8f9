#include "generated/icons.h"
#include "web/views/filters_ui.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void own_values_table_ui(const OwnValuesView& view) {
  const ui::Column columns[] = {
      {.title = "Field", .weight = 4, .stacked = ui::Stacked::heading},
      {.title = "Entity", .weight = 2, .hide_below = 560},
      {.title = "Period", .width = 100},
      {.title = "Value", .weight = 2, .align = ui::Align::end},
      {.title = "Status", .width = 120, .hide_below = 700},
      {.title = "Entered", .weight = 2, .hide_below = 860, .stacked = ui::Stacked::two_lines}};
  const auto draw = [&view](int index, int column, ui::TableCell& cell) {
    const OwnValueRow& row = view.rows[static_cast<size_t>(index)];
    switch (column) {
      case 0:
        return cell.two_lines(row.field, row.code);
      case 1:
        return cell.text(row.entity, ui::TextColor::muted);
      case 2:
        return cell.text(row.period);
      case 3:
        return cell.text(row.value, ui::TextColor::normal, true);
      case 4:
        return cell.badge(row.status, row.tone);
      default:
        return cell.two_lines(row.by, row.at);
    }
  };
  ui::table("Values", columns, static_cast<int>(view.rows.size()), draw,
            {.row_height = 56,
             .stacks = true,
             .empty = view.is_filtered ? "No value matches." : "No values yet."});
}

void answer_ui(const OwnValueField& field, OwnValuesUi& ui) {
  if (!field.choices.empty()) {
    std::vector<ui::ComboItem> items;
    for (const FilterChoice& choice : field.choices) items.push_back({choice.label, {}});
    ui::combo("Value", items, ui.choice);
    return;
  }
  const ui::Row row({.gap = 16});
  ui::text_input("Value", ui.value,
                 {.placeholder = field.is_list ? "Codes, separated by commas" : "",
                  .required = true,
                  .width = 240});
  ui::text_input("Unit", ui.unit, {.placeholder = field.unit, .width = 140});
}

void entry_form_ui(const OwnValuesView& view, OwnValuesUi& ui, Commands& commands) {
  ui::Dialog dialog("Enter a value", {.width = 560});
  const ui::Group form(ui::GroupRole::form, "Enter a value");
  std::vector<ui::ComboItem> fields;
  for (const OwnValueField& field : view.fields) fields.push_back({field.name, field.code});
  if (ui::combo("Field", fields, ui.field)) {
    ui.choice = -1;
    ui.unit.clear();
  }
  std::vector<ui::ComboItem> entities;
  for (const OwnEntity& entity : view.entities) entities.push_back({entity.name, {}});
  ui::combo("Entity", entities, ui.entity);
  if (ui.field >= 0 && ui.field < static_cast<int>(view.fields.size())) {
    const OwnValueField& field = view.fields[static_cast<size_t>(ui.field)];
    ui::text_input("Period", ui.period, {.help = field.help, .required = true, .width = 200});
    answer_ui(field, ui);
  }
  ui::muted("A value that is there already stays as an earlier revision.");
  if (!view.problem.empty()) ui::alert(Tone::danger, view.problem);
  dialog.actions();
  if (ui::button("Cancel") || dialog.dismissed()) commands.push_back(ShowOwnForm{false});
  if (ui::button(
          "Save value",
          {.kind = ui::ButtonKind::primary, .disabled = !view.can_save, .busy = view.busy})) {
    commands.push_back(EnterOwnValue{view.body});
  }
}

void period_filter_ui(const OwnValuesView& view, Commands& commands) {
  std::string period = view.period;
  if (ui::search_box("Filter by period", period, "Period: 2024", ui::is_narrow() ? 0 : 160)) {
    commands.push_back(FilterList{"period", period});
  }
}

void value_filters_ui(const OwnValuesView& view, Commands& commands) {
  filter_row_ui([&] { choice_filter_ui("framework", view.framework, 240, commands); },
                [&] {
                  if (view.field.choices.size() > 1) {
                    choice_filter_ui("field", view.field, 240, commands);
                  }
                  choice_filter_ui("entity", view.entity, 200, commands);
                  period_filter_ui(view, commands);
                });
}

}  // namespace

void own_values_ui(const OwnValuesView& view, OwnValuesUi& ui, Commands& commands) {
  {
    const ui::PageHeader header("Values", "What your company reported.");
    if (ui::button("Enter a value", {.kind = ui::ButtonKind::primary,
                                     .icon = icons::add,
                                     .disabled = !view.why_not.empty(),
                                     .tooltip = view.why_not})) {
      commands.push_back(ShowOwnForm{true});
    }
  }
  value_filters_ui(view, commands);
  if (loaded_ui(view.load, commands)) {
    own_values_table_ui(view);
    more_rows_ui(view.shown, view.has_more, view.loads_more, commands);
  }
  if (view.is_entering)
    entry_form_ui(view, ui, commands);
  else
    ui = {};
}

}  // namespace datavault
