// A field of a company's own framework, to be read and changed.
#include <array>

#include "generated/icons.h"
#include "web/views/pages_ui.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

constexpr float kFullWidth = 1000;  // as wide as the dialog

void own_field_facts_ui(const OwnFieldDetail& detail) {
  {
    const ui::Row row;
    ui::code(detail.field.code);
    if (detail.is_own) ui::badge("Own field", Tone::accent);
    if (detail.field.computed) ui::badge("Computed", Tone::neutral);
  }
  const ui::Stack stack(6);
  ui::description("Type", detail.type);
  ui::description("Topic", detail.topic);
  if (detail.field.computed) ui::description("Formula", detail.field.computed->expression);
  if (!detail.changed.empty()) ui::caption(detail.changed);
}

void own_field_form_ui(OwnFieldUi& ui) {
  const ui::Group form(ui::GroupRole::form, "The field");
  ui::text_input("Name", ui.name, {.required = true, .max_length = 500, .width = kFullWidth});
  ui::text_input("Description", ui.description,
                 {.kind = ui::InputKind::multiline, .rows = 3, .width = kFullWidth});
  {
    const ui::Row row({.gap = 16});
    ui::text_input("Unit", ui.unit, {.placeholder = "kg, t, EUR", .width = 160});
    ui::text_input("Decimals", ui.decimals, {.kind = ui::InputKind::number, .width = 120});
  }
  constexpr std::array<std::string_view, 3> kFrequencies{"Annual", "Quarterly", "Monthly"};
  ui::text("Reported", {.style = TextStyle::label, .decorative = true});
  ui::segmented("Reported", kFrequencies, ui.frequency);
  ui::toggle("A value is required", ui.required);
}

}  // namespace

void own_field_ui(const OwnFrameworkView& view, OwnFieldUi& ui, Commands& commands) {
  const OwnFieldDetail& detail = *view.field;
  if (ui.uid != detail.field.uid.value) ui = field_form_of(detail.field);
  ui::Dialog dialog(detail.field.name, {.width = 600});
  own_field_facts_ui(detail);
  ui::space(metrics::kSpace4);
  own_field_form_ui(ui);
  ui::link("Values of this field", detail.values_href);
  if (!view.problem.empty()) ui::alert(Tone::danger, view.problem);
  dialog.actions();
  const bool can_hide = !detail.is_own;
  if (can_hide && ui::button("Hide", {.kind = ui::ButtonKind::ghost,
                                      .icon = icons::visibility_off,
                                      .disabled = view.busy,
                                      .tooltip = "Leaves it out of your copy. Its values stay."})) {
    commands.push_back(Go{view.close_path});
    commands.push_back(
        EditOwnField{view.id, Json::array({{{"code", detail.field.code}, {"hide", true}}})});
  }
  if (ui::button("Cancel") || dialog.dismissed()) commands.push_back(Go{view.close_path});
  if (ui::button(
          "Save",
          {.kind = ui::ButtonKind::primary, .disabled = !detail.can_save, .busy = view.busy})) {
    commands.push_back(EditOwnField{view.id, detail.edits});
  }
}

}  // namespace datavault
