#include "web/views/own_framework_view.h"

#include <charconv>

#include "core/units/unit.h"
#include "web/views/answer_words.h"
#include "web/views/incoming_view.h"
#include "web/views/own_view.h"

namespace datavault {
namespace {

const Field* field_with(const OwnCopy& copy, const FieldUid& uid) {
  for (const Field& field : copy.content.fields) {
    if (field.uid == uid) return &field;
  }
  return nullptr;
}

std::string attribute_names(const FieldEdits& edits) {
  std::string names;
  for (const auto& [attribute, edit] : edits) {
    names += (names.empty() ? "" : ", ") + std::string(name_of(attribute));
  }
  return names;
}

/// The last edit of a field says who and when.
Stamp last_stamp(const FieldEdits& edits) {
  Stamp last;
  for (const auto& [attribute, edit] : edits) {
    if (edit.stamp.at >= last.at) last = edit.stamp;
  }
  return last;
}

Json reset_of(const std::string& code, const FieldEdits& edits) {
  Json attributes = Json::array();
  for (const auto& [attribute, edit] : edits) attributes.push_back(to_text(attribute));
  return Json::array({{{"code", code}, {"reset", std::move(attributes)}}});
}

OwnChangeRow change_row(const Field& field, std::string what, const Stamp& stamp) {
  return {field.code, field.name, std::move(what), stamp.by, date_text(stamp.at), {}, {}};
}

void add_changes(const OwnCopy& copy, OwnFrameworkView& view) {
  for (const auto& [uid, edits] : copy.changes.edits) {
    const Field* field = field_with(copy, uid);
    if (field == nullptr) continue;
    OwnChangeRow row = change_row(*field, attribute_names(edits), last_stamp(edits));
    row.undo = "Undo";
    row.edits = reset_of(field->code, edits);
    view.changes.push_back(std::move(row));
  }
  for (const auto& [uid, added] : copy.changes.added) {
    view.changes.push_back(change_row(added.field, "Own field", added.stamp));
  }
  for (const auto& [uid, move] : copy.changes.moved) {
    if (const Field* field = field_with(copy, uid)) {
      view.changes.push_back(change_row(*field, "Moved", move.stamp));
    }
  }
  for (const OwnCopy::Hidden& hidden : copy.hidden) {
    const auto stamp = copy.changes.hidden.find(hidden.uid);
    Field field;
    field.code = hidden.code;
    field.name = hidden.name;
    OwnChangeRow row =
        change_row(field, "Hidden", stamp == copy.changes.hidden.end() ? Stamp{} : stamp->second);
    row.undo = "Show again";
    row.edits = Json::array({{{"code", hidden.code}, {"hide", false}}});
    view.changes.push_back(std::move(row));
  }
}

OwnFieldRow field_row(const Field& field, const OwnCopy& copy) {
  return {field.uid.value,
          field.code,
          field.name,
          std::string(name_of(field.value_type)),
          field.unit ? display_unit(*field.unit) : "",
          field.computed.has_value(),
          copy.changes.edits.contains(field.uid),
          copy.changes.added.contains(field.uid)};
}

std::optional<int64_t> whole_number(const std::string& text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Only what differs is set: an edit equal to what is there would still be one.
Json set_of(const Field& field, const OwnFieldUi& ui) {
  const OwnFieldUi before = field_form_of(field);
  Json set = Json::object();
  if (ui.name != before.name) set["name"] = ui.name;
  if (ui.description != before.description) set["description"] = ui.description;
  if (ui.unit != before.unit) set["unit"] = ui.unit.empty() ? Json(nullptr) : Json(ui.unit);
  if (ui.decimals != before.decimals) {
    const auto decimals = whole_number(ui.decimals);
    set["decimals"] = decimals ? Json(*decimals) : Json(nullptr);
  }
  if (ui.required != before.required) set["required"] = ui.required;
  if (ui.frequency != before.frequency) {
    set["frequency"] = to_text(static_cast<Frequency>(ui.frequency));
  }
  return set;
}

std::string topic_name(const OwnCopy& copy, const std::string& code) {
  for (const Topic& topic : copy.content.topics) {
    if (topic.code == code) return topic.name;
  }
  return {};
}

void add_field(const AppState& state, const OwnCopy& copy, const OwnFrameworkUi& ui,
               OwnFrameworkView& view) {
  const FieldUid uid{state.route.query_text("field")};
  const Field* field = uid.empty() ? nullptr : field_with(copy, uid);
  if (field == nullptr) return;
  OwnFieldDetail detail;
  detail.field = *field;
  detail.type = name_of(field->value_type);
  detail.topic = topic_name(copy, field->topic);
  detail.is_own = copy.changes.added.contains(uid);
  if (const auto edits = copy.changes.edits.find(uid); edits != copy.changes.edits.end()) {
    const Stamp stamp = last_stamp(edits->second);
    detail.changed =
        attribute_names(edits->second) + ": changed by " + stamp.by + ", " + date_text(stamp.at);
  }
  if (ui.field.uid == uid.value) {
    Json set = set_of(*field, ui.field);
    detail.can_save = !set.empty() && !ui.field.name.empty();
    detail.edits = Json::array({{{"code", field->code}, {"set", std::move(set)}}});
  }
  Route values;
  values.page = Page::own_values;
  values.query = {{"framework_id", std::to_string(state.route.id)}, {"field_code", field->code}};
  detail.values_href = href(path_of(values));
  view.field = std::move(detail);
}

}  // namespace

OwnFieldUi field_form_of(const Field& field) {
  return {field.uid.value,
          field.name,
          field.description,
          field.unit.value_or(""),
          field.decimals ? std::to_string(*field.decimals) : "",
          field.required,
          static_cast<int>(field.frequency)};
}

OwnFrameworkView build_own_framework_view(const AppState& state, const OwnFrameworkUi& ui) {
  OwnFrameworkView view;
  view.id = state.route.id;
  view.close_path = own_framework_path(view.id);
  const auto remote = state.own.copies.find(view.id);
  if (remote == state.own.copies.end()) {
    view.load.waiting = true;
    return view;
  }
  view.load = load_view(remote->second);
  if (!view.load.ready()) return view;
  const OwnCopy& copy = *remote->second.value;
  view.name = copy.summary.name;
  view.description = copy.description;
  view.standing = standing_of(copy.summary);
  if (copy.summary.base_version != 0) {
    view.version = "Version " + std::to_string(copy.summary.base_version);
  }
  view.field_count = static_cast<int64_t>(copy.content.fields.size());
  view.is_filtered = !ui.search.empty();
  for (const Field& field : copy.content.fields) {
    if (matches(field.code + " " + field.name, ui.search)) {
      view.fields.push_back(field_row(field, copy));
    }
  }
  add_changes(copy, view);
  view.incoming = build_incoming_view(state, view.id);
  add_field(state, copy, ui, view);
  view.busy = state.own.task.sending();
  const Failure& failure = state.own.task.failure;
  view.problem = failure.message;
  return view;
}

}  // namespace datavault
