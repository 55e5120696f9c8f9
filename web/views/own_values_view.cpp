#include "web/views/own_values_view.h"

#include <map>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/units/unit.h"
#include "web/platform/intl.h"

namespace datavault {
namespace {

const OwnCopy* copy_of_filter(const AppState& state) {
  const auto it = state.own.copies.find(state.route.query_integer("framework_id"));
  return it == state.own.copies.end() || !it->second.has_value ? nullptr : it->second.value.get();
}

std::string entity_name(const AppState& state, EntityId id) {
  for (const OwnEntity& entity : state.own.entities.value) {
    if (entity.id == id) return entity.name;
  }
  return "Entity " + std::to_string(id.value);
}

Label value_status(const std::string& status) {
  if (status == "APPROVED") return {"Approved", {}, Tone::success};
  if (status == "SUBMITTED") return {"Submitted", {}, Tone::accent};
  return status == "DRAFT" ? Label{"Draft", {}, Tone::neutral} : Label{status, {}, Tone::neutral};
}

const std::vector<Field>& fields_of(const OwnCopy* copy) {
  static const std::vector<Field> kNone;
  return copy == nullptr ? kNone : copy->content.fields;
}

using FieldTitles = std::map<std::string, std::string>;  // name by uid

FieldTitles field_titles(const AppState& state) {
  FieldTitles titles;
  for (const auto& [id, copy] : state.own.copies) {
    for (const Field& field : fields_of(copy.value.get())) titles[field.uid.value] = field.name;
  }
  return titles;
}

/// Grouped where it is a number.
std::string shown_value(const OwnValue& value) {
  std::string text = is_decimal(value.value) ? platform::format_decimal(value.value) : value.value;
  return value.unit.empty() ? text : text + " " + display_unit(value.unit);
}

OwnValueRow value_row(const AppState& state, const OwnValue& value, const FieldTitles& titles) {
  OwnValueRow row;
  row.code = value.field_code.empty() ? value.field_uid : value.field_code;
  const auto title = titles.find(value.field_uid);
  row.field = title == titles.end() ? row.code : title->second;
  if (value.is_archived) row.code += " · not in use any more";
  row.entity = entity_name(state, value.entity);
  row.period = value.period;
  row.value = shown_value(value);
  const Label status = value_status(value.status);
  row.status = status.name;
  row.tone = status.tone;
  row.by = value.entered_by;
  row.at = ago_text(value.entered_at);
  return row;
}

std::string period_help(Frequency frequency) {
  switch (frequency) {
    case Frequency::annual:
      return "A year: 2024";
    case Frequency::quarterly:
      return "A quarter: 2024-Q3";
    case Frequency::monthly:
      break;
  }
  return "A month: 2024-07";
}

OwnValueField value_field(const Field& field) {
  OwnValueField entry{field.code,
                      field.name,
                      field.unit.value_or(""),
                      period_help(field.frequency),
                      {},
                      field.value_type == ValueType::multi_choice};
  if (field.value_type == ValueType::boolean) entry.choices = {{"Yes", "true"}, {"No", "false"}};
  if (field.value_type == ValueType::choice) {
    for (const Option& option : field.options) entry.choices.push_back({option.label, option.code});
  }
  return entry;
}

Json value_of(const OwnValueField& field, const OwnValuesUi& ui) {
  if (field.is_list) return Json(split_trimmed(ui.value, ","));
  if (field.choices.empty()) return ui.value;
  return ui.choice < 0 ? Json("") : Json(field.choices[static_cast<size_t>(ui.choice)].value);
}

void add_entry(const AppState& state, const OwnCopy* copy, const OwnValuesUi& ui,
               OwnValuesView& view) {
  view.is_entering = state.own.is_editing && copy != nullptr;
  view.busy = state.own.task.sending();
  view.problem = state.own.task.failure.message;
  if (copy == nullptr) {
    view.why_not = "Choose a framework first.";
    return;
  }
  for (const Field& field : copy->content.fields) {
    if (!field.computed) view.fields.push_back(value_field(field));
  }
  const bool has_choice = ui.field >= 0 && ui.field < static_cast<int>(view.fields.size()) &&
                          ui.entity >= 0 && ui.entity < static_cast<int>(view.entities.size());
  if (!has_choice) return;
  const OwnValueField& field = view.fields[static_cast<size_t>(ui.field)];
  view.can_save =
      !ui.period.empty() && (field.choices.empty() ? !ui.value.empty() : ui.choice >= 0);
  view.body = {{"framework_id", copy->summary.id.value},
               {"code", field.code},
               {"entity_id", view.entities[static_cast<size_t>(ui.entity)].id.value},
               {"period", ui.period},
               {"value", value_of(field, ui)}};
  if (!ui.unit.empty()) view.body["unit"] = ui.unit;
}

void add_value_filters(const AppState& state, const OwnCopy* copy, OwnValuesView& view) {
  const Route& route = state.route;
  std::vector<FilterChoice> frameworks{{"All frameworks", ""}};
  for (const OwnFramework& framework : state.own.frameworks.value) {
    frameworks.push_back({framework.name, std::to_string(framework.id.value)});
  }
  view.framework = filter_view(route, "framework_id", std::move(frameworks));
  std::vector<FilterChoice> entities{{"All entities", ""}};
  for (const OwnEntity& entity : state.own.entities.value) {
    entities.push_back({entity.name, std::to_string(entity.id.value)});
  }
  view.entities = state.own.entities.value;
  view.entity = filter_view(route, "entity_id", std::move(entities));
  std::vector<FilterChoice> fields{{"All fields", ""}};
  for (const Field& field : fields_of(copy)) {
    fields.push_back({field.name, field.code});
  }
  view.field = filter_view(route, "field_code", std::move(fields));
  view.period = route.query_text("period");
  view.is_filtered = !route.query.empty();
}

}  // namespace

OwnValuesView build_own_values_view(const AppState& state, const OwnValuesUi& ui) {
  const Listing<OwnValue>& list = state.own.values;
  const OwnCopy* copy = copy_of_filter(state);
  OwnValuesView view;
  view.load = load_view(list.rows);
  add_value_filters(state, copy, view);
  const FieldTitles titles = field_titles(state);
  for (const OwnValue& value : list.rows.value)
    view.rows.push_back(value_row(state, value, titles));
  view.has_more = !list.next.empty();
  view.loads_more = list.more && list.rows.loading();
  view.shown = platform::format_count(static_cast<int64_t>(view.rows.size())) + " of " +
               counted(list.total, "value");
  add_entry(state, copy, ui, view);
  return view;
}

}  // namespace datavault
