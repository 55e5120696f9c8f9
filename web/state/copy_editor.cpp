#include "core/codec/overlay_json.h"
#include "core/model/resolve.h"
#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

CallTag copy_tag(Call call, const Editors::CopyKey& key) { return {call, key.first, key.second}; }

std::string copy_url(const Editors::CopyKey& key) {
  return "/superadmin/api/companies/" + std::to_string(key.first) + "/frameworks/" +
         std::to_string(key.second);
}

Editors::CopyKey shown_copy(const AppState& state) {
  return {state.route.id, state.route.framework};
}

/// The version that a copy stands on, or null while it is not here.
std::shared_ptr<const FrameworkContent> base_of(const AppState& state, const CopyDetail& copy) {
  const auto it = state.catalogue.details.find({copy.framework.value, copy.base_version});
  if (it == state.catalogue.details.end() || !it->second.has_value) return nullptr;
  return {it->second.value, &it->second.value->content};
}

void copy_arrived(Step& step, const Editors::CopyKey& key, CopyDetail copy, int64_t at_ms) {
  const int64_t base = copy.base_version;
  step.state.editors.copies[key].copy.arrive(std::move(copy), at_ms);
  if (base != 0) load_detail(step, key.second, base);
  settle_copy(step, key.second);
}

void start_copy_draft(AppState& state, CopyEditor& editor,
                      std::shared_ptr<const FrameworkContent> base) {
  const CopyDetail& copy = editor.copy.value;
  if (editor.draft.dirty()) {
    const FrameworkContent before = resolve(editor.draft.base.get(), editor.draft.stored);
    editor.unfit = move_draft(editor.draft, std::move(base), copy.overlay, foreign_fields(state));
    editor.meanwhile = differences(before, resolve(editor.draft.base.get(), editor.draft.stored));
    editor.changed_meanwhile = true;
    editor.failure = {};
  } else {
    editor.draft = new_draft(std::move(base), copy.overlay);
  }
  editor.draft_state = copy.state;
}

void copy_loaded(Step& step, const Replied& command) {
  const Editors::CopyKey key{command.tag.id, command.tag.version};
  CopyEditor& editor = step.state.editors.copies[key];
  Body body = body_of(command.reply);
  if (!body.ok) return editor.copy.fail(std::move(body.failure));
  Result<CopyDetail> copy = copy_detail_from(body.json);
  if (!copy) return editor.copy.fail(unreadable_reply(copy.error()));
  copy_arrived(step, key, *std::move(copy), command.at_ms);
}

void copy_saved(Step& step, const Replied& command) {
  const Editors::CopyKey key{command.tag.id, command.tag.version};
  CopyEditor& editor = step.state.editors.copies[key];
  editor.saving = false;
  Body body = body_of(command.reply);
  if (!body.ok) {
    editor.failure = std::move(body.failure);
    if (editor.failure.code == "state_changed") load_copy(step, key.first, key.second);
    return;
  }
  Result<CopyDetail> copy = copy_detail_from(body.json);
  if (!copy) {
    editor.failure = unreadable_reply(copy.error());
    return;
  }
  const auto count = static_cast<int64_t>(editor.draft.done);
  editor = {};
  step.requests.push_back(ShowToast{
      ShowToast::Kind::success,
      count == 1 ? "The change is saved." : std::to_string(count) + " changes are saved."});
  copy_arrived(step, key, *std::move(copy), command.at_ms);
}

}  // namespace

Result<CopyDetail> copy_detail_from(const Json& body) {
  const Json& json = member_at(body, "framework");
  if (!json.is_object()) return invalid_input("There is no copy in the answer.");
  CopyDetail copy;
  copy.framework = {integer_at(json, "framework_id")};
  copy.name = text_at(json, "name");
  copy.own = integer_at(json, "owner_company_id") != 0;
  copy.base_version = integer_at(json, "base_version");
  copy.latest_version = integer_at(json, "latest_version");
  copy.state = text_at(json, "state");
  copy.updated_at = text_at(json, "updated_at");
  auto overlay = overlay_from_json(member_at(json, "changes"));
  if (!overlay) return std::move(overlay).error();
  copy.overlay = *std::move(overlay);
  return copy;
}

void load_copy(Step& step, int64_t tenant, int64_t framework) {
  const Editors::CopyKey key{tenant, framework};
  auto& remote = step.state.editors.copies[key].copy;
  if (remote.loading()) return;
  remote.start();
  send_get(step, copy_tag(Call::copy, key), copy_url(key));
}

void enter_copy(Step& step) {
  load_frameworks(step);
  load_companies(step);
  load_copy(step, step.state.route.id, step.state.route.framework);
}

void settle_copy(Step& step, int64_t framework) {
  for (auto& [key, editor] : step.state.editors.copies) {
    if (key.second != framework || !editor.copy.has_value) continue;
    const CopyDetail& copy = editor.copy.value;
    if (editor.draft_state == copy.state || editor.saving) continue;
    auto base = base_of(step.state, copy);
    if (base == nullptr && copy.base_version != 0) continue;  // until it is here
    start_copy_draft(step.state, editor, std::move(base));
  }
}

void apply(Step& step, const SaveCopy&) {
  const Editors::CopyKey key = shown_copy(step.state);
  const auto it = step.state.editors.copies.find(key);
  if (it == step.state.editors.copies.end()) return;
  CopyEditor& editor = it->second;
  if (!editor.draft.dirty() || editor.saving) return;
  editor.saving = true;
  editor.failure = {};
  editor.changed_meanwhile = false;
  editor.unfit.clear();
  const Json body = {{"edits", editor.draft.counted()}};
  send_patch(step, copy_tag(Call::save_copy, key), copy_url(key), body.dump(),
             {{"If-Match", "\"" + editor.draft_state + "\""}});
}

void apply(Step& step, const ForgetMeanwhile&) {
  if (step.state.route.page == Page::framework_edit) {
    VersionEditor& editor = step.state.editors.versions[step.state.route.id];
    editor.moved_to = 0;
    editor.unfit.clear();
    return;
  }
  CopyEditor& editor = step.state.editors.copies[shown_copy(step.state)];
  editor.changed_meanwhile = false;
  editor.meanwhile.clear();
  editor.unfit.clear();
}

void copy_replied(Step& step, const Replied& command) {
  if (command.tag.call == Call::copy) return copy_loaded(step, command);
  copy_saved(step, command);
}

}  // namespace datavault
