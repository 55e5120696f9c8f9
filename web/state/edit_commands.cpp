#include "web/state/parts.h"

namespace datavault {
namespace {

EditDraft* shown_draft(AppState& state) {
  if (state.route.page == Page::framework_edit) {
    const auto it = state.editors.versions.find(state.route.id);
    return it == state.editors.versions.end() ? nullptr : &it->second.draft;
  }
  if (state.route.page != Page::tenant_copy) return nullptr;
  const auto it = state.editors.copies.find({state.route.id, state.route.framework});
  // What is being sent stays as it is.
  return it == state.editors.copies.end() || it->second.saving ? nullptr : &it->second.draft;
}

}  // namespace

void apply(Step& step, const EditField& command) {
  EditDraft* draft = shown_draft(step.state);
  if (draft == nullptr) return;
  add_edit(*draft, command.edit, foreign_fields(step.state));
  if (!draft->problem.empty()) step.requests.push_back(Announce{draft->problem});
}

void apply(Step& step, const UndoEdit&) {
  EditDraft* draft = shown_draft(step.state);
  if (draft == nullptr || !draft->dirty()) return;
  undo_edit(*draft, foreign_fields(step.state));
  step.requests.push_back(Announce{"The last edit is undone."});
}

void apply(Step& step, const RedoEdit&) {
  EditDraft* draft = shown_draft(step.state);
  if (draft == nullptr || !draft->can_redo()) return;
  redo_edit(*draft, foreign_fields(step.state));
  step.requests.push_back(Announce{"The edit is done again."});
}

void apply(Step& step, const DiscardEdits&) {
  EditDraft* draft = shown_draft(step.state);
  if (draft == nullptr) return;
  const uint64_t accepted = draft->accepted;
  *draft = new_draft(draft->base, draft->stored);
  draft->accepted = accepted;
}

void apply(Step& step, const ForgetEditProblem&) {
  if (EditDraft* draft = shown_draft(step.state)) draft->problem.clear();
}

}  // namespace datavault
