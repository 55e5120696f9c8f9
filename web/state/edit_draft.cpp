#include "web/state/edit_draft.h"

#include "core/model/resolve.h"

namespace datavault {
namespace {

/// Who and when are the server's to say.
EditContext local_context(const FindForeignField& find_foreign) {
  return {{}, "draft", find_foreign};
}

Result<Overlay> overlay_with(const EditDraft& draft, const std::vector<Json>& edits,
                             const FindForeignField& find_foreign) {
  if (edits.empty()) return draft.stored;
  return apply_edits(draft.base.get(), draft.stored, Json(edits), local_context(find_foreign));
}

void take(EditDraft& draft, Overlay overlay) {
  draft.overlay = std::move(overlay);
  draft.content = resolve(draft.base.get(), draft.overlay);
  draft.problem.clear();
}

/// "edits[2], field X, attribute unit: ..." without what only the wire knows.
std::string problem_of(const Error& error) {
  std::string where = error.where;
  if (where.starts_with("edits[")) {
    const size_t comma = where.find(", ");
    where = comma == std::string::npos ? std::string() : where.substr(comma + 2);
  }
  return where.empty() ? error.message : error.message + " (" + where + ")";
}

void move_to_done(EditDraft& draft, size_t done, const FindForeignField& find_foreign) {
  const size_t before = draft.done;
  draft.done = done;
  Result<Overlay> overlay = overlay_with(draft, draft.counted(), find_foreign);
  if (overlay) return take(draft, *std::move(overlay));
  draft.done = before;
  draft.problem = problem_of(overlay.error());
}

}  // namespace

EditDraft new_draft(std::shared_ptr<const FrameworkContent> base, Overlay stored) {
  EditDraft draft;
  draft.base = std::move(base);
  draft.stored = std::move(stored);
  take(draft, draft.stored);
  return draft;
}

void add_edit(EditDraft& draft, Json edit, const FindForeignField& find_foreign) {
  std::vector<Json> edits = draft.counted();
  edits.push_back(std::move(edit));
  Result<Overlay> overlay = overlay_with(draft, edits, find_foreign);
  if (!overlay) {
    draft.problem = problem_of(overlay.error());
    return;
  }
  draft.edits = std::move(edits);
  draft.done = draft.edits.size();
  ++draft.accepted;
  take(draft, *std::move(overlay));
}

void undo_edit(EditDraft& draft, const FindForeignField& find_foreign) {
  if (draft.done > 0) move_to_done(draft, draft.done - 1, find_foreign);
}

void redo_edit(EditDraft& draft, const FindForeignField& find_foreign) {
  if (draft.can_redo()) move_to_done(draft, draft.done + 1, find_foreign);
}

std::vector<Json> move_draft(EditDraft& draft, std::shared_ptr<const FrameworkContent> base,
                             Overlay stored, const FindForeignField& find_foreign) {
  const std::vector<Json> edits = draft.counted();
  const uint64_t accepted = draft.accepted;
  draft = new_draft(std::move(base), std::move(stored));
  draft.accepted = accepted;
  std::vector<Json> unfit;
  for (const Json& edit : edits) {
    add_edit(draft, edit, find_foreign);
    if (!draft.problem.empty()) unfit.push_back(edit);
    draft.problem.clear();
  }
  return unfit;
}

}  // namespace datavault
