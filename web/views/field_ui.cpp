#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

void list_ui(std::string_view title, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  ui::heading(3, title);
  const ui::Group list(ui::GroupRole::list, title);
  const ui::Stack stack(2);
  for (const std::string& line : lines) {
    const ui::Group item(ui::GroupRole::list_item);
    ui::text(line, {.style = TextStyle::small});
  }
}

void variable_ui(const VariableLine& line, std::string_view relation) {
  const ui::Row row;
  if (!relation.empty()) ui::text(relation, {.style = TextStyle::body_strong, .wrap = false});
  if (line.href.empty())
    ui::text(line.name, {.color = ui::TextColor::muted});
  else
    ui::link(line.name, line.href);
  if (!line.code.empty()) ui::code(line.code);
  if (line.coefficient != "1" && !line.coefficient.empty()) ui::badge("× " + line.coefficient);
  if (!line.framework.empty()) ui::badge(line.framework, Tone::accent);
}

void formula_ui(const FieldView& field) {
  ui::heading(3, "Formula");
  ui::code(field.expression);
  if (field.multiplier != "1") ui::muted("Multiplied by " + field.multiplier);
  for (const VariableLine& line : field.variables) {
    const ui::IdScope id(line.variable);
    variable_ui(line, line.variable + " =");
  }
}

void facts_ui(const FieldView& field) {
  const ui::Stack stack(6);
  ui::description("Type", field.type);
  ui::description("Unit", field.unit);
  ui::description("Decimals", field.decimals);
  ui::description("Topic", field.topic);
  ui::description("Required", field.required);
  ui::description("Frequency", field.frequency);
  ui::description("Aggregation over entities", field.entity_aggregation);
  ui::description("Aggregation over time", field.time_aggregation);
}

}  // namespace

void field_ui(const FieldView& field, Commands& commands) {
  const ui::Dialog dialog(field.name, {.width = 640});
  ui::code(field.code);
  if (!field.description.empty()) ui::text(field.description);
  facts_ui(field);
  if (field.computed) formula_ui(field);
  list_ui("Options", field.options);
  list_ui("References", field.references);
  list_ui("In other languages", field.translations);
  if (!field.used_by.empty()) ui::heading(3, "Used in formulas of");
  for (const VariableLine& line : field.used_by) {
    const ui::IdScope id(line.code);
    variable_ui(line, {});
  }
  if (dialog.dismissed()) commands.push_back(Go{field.close_href.substr(1)});
}

}  // namespace datavault
