#include <algorithm>
#include <set>

#include "web/state/json_get.h"
#include "web/state/parts.h"
#include "web/state/version_document.h"

namespace datavault {
namespace {

constexpr size_t kShownMistakes = 20;

const FrameworkDetail* latest_detail(const AppState& state, int64_t framework) {
  const auto it = state.catalogue.details.find({framework, 0});
  return it == state.catalogue.details.end() || !it->second.has_value ? nullptr
                                                                      : it->second.value.get();
}

std::shared_ptr<const FrameworkContent> content_of(
    const std::shared_ptr<const FrameworkDetail>& detail) {
  return {detail, &detail->content};
}

/// The latest version of another framework, if it is here.
const FrameworkDetail* detail_by_key(const AppState& state, std::string_view key) {
  for (const FrameworkSummary& framework : state.catalogue.frameworks.value) {
    if (framework.key == key) return latest_detail(state, framework.id.value);
  }
  return nullptr;
}

ForeignCode foreign_codes(const AppState& state) {
  return [&state](std::string_view key, const FieldUid& uid) -> std::optional<std::string> {
    const FrameworkDetail* detail = detail_by_key(state, key);
    if (detail == nullptr) return std::nullopt;
    for (const Field& field : detail->content.fields) {
      if (field.uid == uid) return field.code;
    }
    return std::nullopt;
  };
}

/// Formulas may take values from other frameworks, which have to be here to be checked.
void load_foreign(Step& step, const FrameworkContent& content) {
  std::set<std::string> keys;
  for (const Field& field : content.fields) {
    if (!field.computed) continue;
    for (const auto& [name, mapping] : field.computed->variables) keys.insert(mapping.framework);
  }
  for (const FrameworkSummary& framework : step.state.catalogue.frameworks.value) {
    if (!keys.contains(framework.key) || latest_detail(step.state, framework.id.value)) continue;
    load_detail(step, framework.id.value, 0);
  }
}

VersionEditor* shown_editor(AppState& state) {
  if (state.route.page != Page::framework_edit) return nullptr;
  const auto it = state.editors.versions.find(state.route.id);
  return it == state.editors.versions.end() ? nullptr : &it->second;
}

struct Publishing {
  Json document;
  std::vector<DraftLineage> lineage;
};

Publishing publishing_of(const AppState& state, const FrameworkDetail& latest,
                         const VersionEditor& editor) {
  return {
      version_document(latest.summary, latest.content, editor.draft.content, foreign_codes(state)),
      renames_between(latest.content, editor.draft.content)};
}

std::vector<std::string> mistakes_of(const AppState& state, const FrameworkDetail& latest,
                                     const VersionEditor& editor) {
  const Publishing it = publishing_of(state, latest, editor);
  const PublishResult result =
      publish_document(it.document, latest, it.lineage, foreign_fields(state));
  std::vector<std::string> mistakes;
  for (const Error& error : result.errors) {
    if (mistakes.size() == kShownMistakes) break;
    mistakes.push_back(error.where.empty() ? error.message
                                           : error.message + " (" + error.where + ")");
  }
  if (result.publication && result.publication->unchanged) {
    mistakes.push_back("Nothing differs from the latest version.");
  }
  return mistakes;
}

Json lineage_json(const std::vector<DraftLineage>& lineage) {
  Json json = Json::array();
  for (const DraftLineage& entry : lineage) {
    json.push_back({{"kind", to_text(entry.kind)}, {"from", entry.from}, {"to", entry.to}});
  }
  return json;
}

void published(Step& step, int64_t framework, const Json& body) {
  const int64_t version = integer_at(body, "version");
  const int64_t before = step.state.editors.versions[framework].base_version;
  step.state.editors.versions.erase(framework);
  step.state.catalogue.details.erase({framework, 0});
  step.state.catalogue.frameworks.status = LoadStatus::idle;
  step.requests.push_back(
      ShowToast{ShowToast::Kind::success, "Version " + std::to_string(version) + " is published."});
  if (step.state.route.page != Page::framework_edit) return;
  step.requests.push_back(Navigate{framework_changes_path(framework, before, version), true});
}

}  // namespace

FindForeignField foreign_fields(const AppState& state) {
  return [&state](std::string_view key, std::string_view code) -> std::optional<FieldUid> {
    const FrameworkDetail* detail = detail_by_key(state, key);
    if (detail == nullptr) return std::nullopt;
    for (const Field& field : detail->content.fields) {
      if (field.code == code) return field.uid;
    }
    return std::nullopt;
  };
}

void enter_version_editor(Step& step) {
  load_frameworks(step);
  load_versions(step, step.state.route.id);
  load_detail(step, step.state.route.id, 0);
}

void version_detail_arrived(Step& step, int64_t framework) {
  AppState& state = step.state;
  if (state.route.page != Page::framework_edit || state.route.id != framework) return;
  const auto& detail = state.catalogue.details[{framework, 0}].value;
  load_foreign(step, detail->content);
  VersionEditor& editor = state.editors.versions[framework];
  if (editor.base_version == detail->version) return;
  if (!editor.draft.dirty()) {
    editor = {};
    editor.draft = new_draft(content_of(detail), {});
  } else {
    editor.unfit = move_draft(editor.draft, content_of(detail), {}, foreign_fields(state));
    editor.phase = VersionEditor::Phase::editing;
    editor.moved_to = detail->version;
    editor.failure = {};
  }
  editor.base_version = detail->version;
}

void apply(Step& step, const AskToPublish&) {
  VersionEditor* editor = shown_editor(step.state);
  if (editor == nullptr || !editor->draft.dirty()) return;
  const FrameworkDetail* latest = latest_detail(step.state, step.state.route.id);
  if (latest == nullptr) return;
  editor->mistakes = mistakes_of(step.state, *latest, *editor);
  editor->failure = {};
  editor->phase = VersionEditor::Phase::reviewing;
}

void apply(Step& step, const CancelPublish&) {
  VersionEditor* editor = shown_editor(step.state);
  if (editor != nullptr && editor->phase == VersionEditor::Phase::reviewing) {
    editor->phase = VersionEditor::Phase::editing;
  }
}

void apply(Step& step, const PublishVersion& command) {
  VersionEditor* editor = shown_editor(step.state);
  if (editor == nullptr || editor->phase != VersionEditor::Phase::reviewing) return;
  const int64_t framework = step.state.route.id;
  const FrameworkDetail* latest = latest_detail(step.state, framework);
  if (latest == nullptr || !editor->mistakes.empty()) return;
  editor->phase = VersionEditor::Phase::sending;
  Publishing it = publishing_of(step.state, *latest, *editor);
  const Json body = {{"format", "document"},
                     {"content", std::move(it.document)},
                     {"notes", command.notes},
                     {"lineage", lineage_json(it.lineage)},
                     {"base_version", editor->base_version}};
  send_post(step, {Call::publish_version, framework},
            "/superadmin/api/frameworks/" + std::to_string(framework) + "/versions", body.dump());
}

void version_published(Step& step, const Replied& command) {
  const auto it = step.state.editors.versions.find(command.tag.id);
  if (it == step.state.editors.versions.end()) return;
  VersionEditor& editor = it->second;
  Body body = body_of(command.reply);
  if (body.ok) return published(step, command.tag.id, body.json);
  editor.phase = VersionEditor::Phase::reviewing;
  editor.failure = std::move(body.failure);
  // Somebody else published: the edits go on that version as soon as it is here.
  if (editor.failure.code != "version_outdated") return;
  editor.phase = VersionEditor::Phase::editing;
  load_versions(step, command.tag.id);
  load_detail(step, command.tag.id, 0);
}

}  // namespace datavault
