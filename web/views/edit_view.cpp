#include "web/views/edit_view.h"

#include "core/model/field_index.h"

namespace datavault {
namespace {

/// "E1-6: Name, Unit", for an edit that could not be kept.
std::string edit_text(const Json& edit) {
  const auto code = [](const Json& json) {
    return json.contains("code") && json["code"].is_string() ? json["code"].get<std::string>() : "";
  };
  if (edit.contains("add")) return "New field " + code(edit["add"]);
  std::string text = code(edit);
  if (edit.contains("hide")) return text + ": removed or put back";
  if (edit.contains("move_after")) return text + ": moved";
  if (!edit.contains("set")) return text;
  std::string names;
  for (const auto& [name, value] : edit["set"].items()) {
    const auto attribute = attribute_from_text(name);
    names += (names.empty() ? "" : ", ") +
             (attribute ? std::string(name_of(*attribute)) : std::string(name));
  }
  return text + ": " + names;
}

std::vector<std::string> edit_texts(const std::vector<Json>& edits) {
  std::vector<std::string> texts;
  for (const Json& edit : edits) texts.push_back(edit_text(edit));
  return texts;
}

Label copy_standing(const CopyDetail& copy) {
  if (copy.base_version == 0) return {"Own framework", "The tenant wrote it itself.", Tone::accent};
  if (copy.base_version < copy.latest_version) return label_of(TenantState::behind);
  return label_of(TenantState::current);
}

std::string copy_subtitle(const CopyDetail& copy) {
  if (copy.base_version == 0) return "The tenant wrote this framework itself.";
  std::string text = "Based on version " + std::to_string(copy.base_version);
  if (copy.base_version < copy.latest_version) {
    text += "; the latest is " + std::to_string(copy.latest_version);
  }
  return text + ".";
}

const CopyEditor* copy_editor(const AppState& state) {
  const auto it = state.editors.copies.find({state.route.id, state.route.framework});
  return it == state.editors.copies.end() ? nullptr : &it->second;
}

/// The copy is here, but not the version that it stands on.
LoadView copy_load(const AppState& state, const CopyEditor& editor) {
  LoadView load = load_view(editor.copy);
  if (!load.has_value || !editor.draft_state.empty()) return load;
  load.has_value = false;
  load.waiting = true;
  const auto it =
      state.catalogue.details.find({state.route.framework, editor.copy.value.base_version});
  if (it == state.catalogue.details.end() || !it->second.failed()) return load;
  load.waiting = false;
  load.problem = it->second.failure.message;
  return load;
}

}  // namespace

EditView build_edit_view(const EditDraft& draft, OverlayOf whose, const EditUi& ui) {
  EditView view;
  view.whose = whose;
  view.tree = build_field_tree(draft.content, ui.tree, overlay_marks(draft.overlay, whose));
  view.lines = overlay_lines(draft.base.get(), draft.overlay, draft.content, whose);
  view.line_count = static_cast<int64_t>(view.lines.size());
  std::erase_if(view.lines, [&](const OverlayLine& line) {
    return !matches(line.code + " " + line.name + " " + line.attribute + " " + line.base + " " +
                        line.value + " " + std::string(line.label.name),
                    ui.search);
  });
  view.can_undo = draft.dirty();
  view.can_redo = draft.can_redo();
  view.edits = static_cast<int64_t>(draft.done);
  view.problem = draft.problem;
  view.accepted = draft.accepted;
  view.content = &draft.content;
  view.base = draft.base.get();
  for (const Topic& topic : draft.content.topics) view.topics.push_back(topic.name);
  return view;
}

Json remove_edit(const EditView& view, const std::string& uid) {
  const Field* field = FieldIndex(*view.content).find({uid});
  const std::string code = field ? field->code : "";
  const bool own = view.base == nullptr || FieldIndex(*view.base).find({uid}) == nullptr;
  if (own) return {{"code", code}, {"remove", true}};
  return {{"code", code}, {"hide", true}};
}

FrameworkEditView build_framework_edit_view(const AppState& state, const FrameworkEditUi& ui) {
  FrameworkEditView view;
  view.framework = {state.route.id};
  if (const auto* summary = find_framework(state, view.framework)) view.name = summary->name;
  view.title = "Edit " + (view.name.empty() ? std::string("framework") : view.name);
  const auto detail = state.catalogue.details.find({state.route.id, 0});
  const auto it = state.editors.versions.find(state.route.id);
  if (it == state.editors.versions.end() || it->second.base_version == 0) {
    view.load.waiting = true;
    if (detail != state.catalogue.details.end()) view.load = load_view(detail->second);
    view.load.has_value = false;
    return view;
  }
  const VersionEditor& editor = it->second;
  view.load.has_value = true;
  view.base_version = editor.base_version;
  view.subtitle = "Version " + std::to_string(editor.base_version + 1) +
                  " in the making, from version " + std::to_string(editor.base_version) + ".";
  view.edit = build_edit_view(editor.draft, OverlayOf::version, ui.edit);
  view.sending = view.edit.busy = editor.phase == VersionEditor::Phase::sending;
  view.reviewing = view.sending || editor.phase == VersionEditor::Phase::reviewing;
  if (editor.moved_to > 0) {
    view.moved_to = "Version " + std::to_string(editor.moved_to) +
                    " was published in the meantime. Your edits are on it now.";
  }
  view.unfit = edit_texts(editor.unfit);
  view.mistakes = editor.mistakes;
  view.failure = editor.failure.message;
  if (!view.reviewing || editor.draft.base == nullptr) return view;
  view.changes = difference_lines(*editor.draft.base, editor.draft.content);
  view.counts = count_differences(view.changes);
  return view;
}

CopyView build_copy_view(const AppState& state, const CopyUi& ui) {
  CopyView view;
  view.tenant = {state.route.id};
  view.framework = {state.route.framework};
  if (const Tenant* tenant = find_tenant(state, view.tenant)) view.tenant_name = tenant->name;
  if (const auto* summary = find_framework(state, view.framework)) view.name = summary->name;
  const CopyEditor* editor = copy_editor(state);
  if (editor == nullptr) {
    view.load.waiting = true;
    return view;
  }
  view.load = copy_load(state, *editor);
  if (!view.load.has_value) return view;
  const CopyDetail& copy = editor->copy.value;
  view.name = copy.name;
  view.subtitle = copy_subtitle(copy);
  view.standing = copy_standing(copy);
  view.edit = build_edit_view(editor->draft, OverlayOf::tenant, ui.edit);
  view.edit.busy = editor->saving;
  view.changed_meanwhile = editor->changed_meanwhile;
  view.unfit = edit_texts(editor->unfit);
  view.failure = editor->failure.code == "state_changed" ? "" : editor->failure.message;
  for (const FieldDifference& difference : editor->meanwhile) {
    if (difference.values.empty()) {
      const bool added = difference.kind == FieldDifference::Kind::added;
      view.meanwhile.push_back({added ? DifferenceKind::added : DifferenceKind::removed,
                                difference.uid.value, difference.code, difference.name, "Field", "",
                                ""});
    }
    for (const auto& value : difference.values) {
      view.meanwhile.push_back({DifferenceKind::changed, difference.uid.value, difference.code,
                                difference.name, std::string(name_of(value.attribute)),
                                value_text(value.before), value_text(value.after)});
    }
  }
  return view;
}

}  // namespace datavault
