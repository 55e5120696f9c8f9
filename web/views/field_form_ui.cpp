#include "core/model/field.h"
#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/views/words.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

constexpr float kWholeForm = 1000;  // as wide as there is room

std::string_view error_at(const EditUi& ui, std::string_view label) {
  return ui.form_error_at == label ? std::string_view(ui.form_error) : std::string_view();
}

void text_of(const EditUi& ui, std::string_view label, std::string& value,
             ui::TextInputOptions options = {}) {
  options.width = kWholeForm;
  options.error = error_at(ui, label);
  ui::text_input(label, value, options);
}

template <typename Choice>
void choice_of(std::string_view label, int count, int& value) {
  std::vector<ui::ComboItem> items;
  for (int i = 0; i < count; ++i) {
    items.push_back({std::string(name_of(static_cast<Choice>(i))), {}});
  }
  ui::combo(label, items, value, {.searchable = false});
}

void identity_ui(const EditView& view, EditUi& ui) {
  FieldForm& form = ui.form;
  text_of(ui, "Name", form.name, {.required = true, .autofocus = true});
  ui::Grid grid("identity", {.min_width = 220, .max_columns = 2});
  grid.next();
  text_of(ui, "Code", form.code, {.required = true});
  grid.next();
  std::vector<ui::ComboItem> topics{{"No topic", {}}};
  for (const std::string& topic : view.topics) topics.push_back({topic, {}});
  ui::combo("Topic", topics, form.topic);
}

void value_ui(EditUi& ui) {
  FieldForm& form = ui.form;
  ui::Grid grid("value", {.min_width = 220, .max_columns = 2});
  grid.next();
  choice_of<ValueType>("Type", 6, form.type);
  grid.next();
  text_of(ui, "Unit", form.unit, {.help = "UCUM code, currency or label"});
  grid.next();
  text_of(ui, "Decimals", form.decimals, {.kind = ui::InputKind::number});
  grid.next();
  choice_of<Frequency>("Frequency", 3, form.frequency);
  grid.next();
  choice_of<Aggregation>("Aggregation over entities", 6, form.entity_aggregation);
  grid.next();
  choice_of<Aggregation>("Aggregation over time", 6, form.time_aggregation);
}

void lists_ui(EditUi& ui) {
  FieldForm& form = ui.form;
  const auto type = static_cast<ValueType>(form.type);
  if (type == ValueType::choice || type == ValueType::multi_choice) {
    text_of(ui, "Options", form.options,
            {.kind = ui::InputKind::multiline, .help = "One a line: code: label"});
  }
  const ui::Disclosure more("References and translations");
  if (!more.open()) return;
  text_of(ui, "References", form.references,
          {.kind = ui::InputKind::multiline, .help = "One a line: xbrl: esrs:E1-6", .rows = 2});
  text_of(ui, "Translations", form.translations,
          {.kind = ui::InputKind::multiline, .help = "One a line: de: Name", .rows = 2});
}

void formula_form_ui(EditUi& ui) {
  FieldForm& form = ui.form;
  ui::toggle("Computed by a formula", form.computed);
  if (!form.computed) return;
  text_of(ui, "Formula", form.expression, {.placeholder = "A + B", .required = true});
  text_of(ui, "Multiplier", form.multiplier, {.kind = ui::InputKind::number});
  text_of(ui, "Variables", form.variables,
          {.kind = ui::InputKind::multiline, .help = "One a line: A = CODE, B = CODE * 0.5"});
}

void apply_form(const EditView& view, EditUi& ui, Commands& commands) {
  ui.form_error.clear();
  ui.form_error_at.clear();
  auto edit = edit_of(ui.form, *view.content);
  if (!edit) {
    ui.form_error = edit.error().message;
    ui.form_error_at = edit.error().where;
    return;
  }
  if (!edit->has_value()) {
    ui.form = {};
    return;
  }
  ui.form.accepted = view.accepted;
  ui.form.sent = true;
  commands.push_back(EditField{**std::move(edit)});
}

}  // namespace

void field_form_ui(const EditView& view, EditUi& ui, Commands& commands) {
  // The draft took it: nothing is left to do.
  if (ui.form.sent && view.accepted > ui.form.accepted) {
    ui.form = {};
    return;
  }
  ui::Dialog dialog(ui.form.adding ? "Add a field" : "Edit the field", {.width = 640});
  if (!view.problem.empty()) {
    ui::alert(Tone::danger, "This edit is not possible", view.problem);
  }
  identity_ui(view, ui);
  ui::checkbox("Required", ui.form.required);
  text_of(ui, "Description", ui.form.description, {.kind = ui::InputKind::multiline, .rows = 3});
  value_ui(ui);
  lists_ui(ui);
  formula_form_ui(ui);
  dialog.actions();
  if (ui::button("Cancel") || dialog.dismissed()) {
    ui.form = {};
    commands.push_back(ForgetEditProblem{});
    return;
  }
  const char* label = ui.form.adding ? "Add the field" : "Apply";
  if (ui::button(label, {.kind = ui::ButtonKind::primary, .icon = icons::check})) {
    apply_form(view, ui, commands);
  }
}

}  // namespace datavault
