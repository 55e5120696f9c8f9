#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/edit/edits.h"
#include "core/model/adoption.h"
#include "core/model/framework.h"

namespace datavault {

/// Edits that were made in the page and not sent yet. Core applies them as the server will, so what
/// the server would refuse is refused here. Undo and redo move along the list of edits.
///
/// Laws: overlay and content are those of `stored` with the first `done` edits; undo after an edit
///       that was accepted gives what was there before it.
struct EditDraft {
  std::shared_ptr<const FrameworkContent> base;  // null: the framework is the tenant's own
  Overlay stored;                                // what the server has over the base
  std::vector<Json> edits;                       // in the shapes of core/edit/edits.h
  size_t done = 0;                               // so many count; those behind can be done again
  Overlay overlay;
  FrameworkContent content;
  std::string problem;    // why the last edit was refused
  uint64_t accepted = 0;  // grows with every edit that was not

  bool dirty() const { return done > 0; }
  bool can_redo() const { return done < edits.size(); }
  std::vector<Json> counted() const {
    return {edits.begin(), edits.begin() + static_cast<std::ptrdiff_t>(done)};
  }
};

/// Without edits.
EditDraft new_draft(std::shared_ptr<const FrameworkContent> base, Overlay stored);

/// Adds one edit, in place of those that could be done again; or says in `problem` why not.
void add_edit(EditDraft& draft, Json edit, const FindForeignField& find_foreign);
void undo_edit(EditDraft& draft, const FindForeignField& find_foreign);
void redo_edit(EditDraft& draft, const FindForeignField& find_foreign);

/// Puts the edits that count onto something newer. Returns those that do not fit it, which are
/// left out.
std::vector<Json> move_draft(EditDraft& draft, std::shared_ptr<const FrameworkContent> base,
                             Overlay stored, const FindForeignField& find_foreign);

}  // namespace datavault
