#pragma once

#include <vector>

#include "core/merge/conflict.h"
#include "core/merge/lineage.h"
#include "core/merge/version_changes.h"
#include "core/model/adoption.h"

namespace datavault {

/// What happens to changes of the tenant that clash with nothing.
enum class Unasked { keep, drop };

/// A tenant's changes on a new master, and the questions that came up.
struct MergeResult {
  Overlay overlay;  // not settled yet; where a question is open it keeps the tenant's side
  std::vector<Conflict> conflicts;  // tenant, id and cluster not set yet
};

/// Carries a tenant's changes from the version they were made on to a new master, three-way for
/// each field and attribute: unchanged by the tenant -> master's; unchanged by the master -> the
/// tenant's; both the same -> converged; both differ -> a conflict. Edits of a field that the
/// lineage gives one successor go to that. Own fields that equal a newcomer of the same code become
/// the master's (recorded in `joined`).
///
/// Shape: without a base, for a framework that the tenant wrote itself, fields meet by code.
///        The overlay is in normal form on the base.
///        With Unasked::drop only what is in conflict is carried, and own fields; where the master
///        wins it wins whole, also over elements that only the tenant changed.
/// Laws:  merge(b, b, o).overlay == o; merge(b, m, {}).overlay == {}; both without conflicts
///        (after settle() in merge/overlay_steps.h).
/// Source: docs/merge.md
MergeResult merge_overlay(const VersionChanges& changes, const Overlay& overlay,
                          const Lineage& lineage = {}, Unasked unasked = Unasked::keep);

/// ADD_ADD for every code that a tenant's copy on the master would show twice.
std::vector<Conflict> find_code_clashes(const VersionView& master, const Overlay& overlay);

/// Answers a conflict of merge_overlay or find_code_clashes on the overlay of its merge.
///
/// Shape:  `value` for Take::value: EDIT_EDIT takes the attribute's value; EDIT_REMOVE attributes
///         to set on the field that is kept, or the code of a successor that takes the edits over;
///         REMOVE_EDIT attributes to set on the field that is shown again; ADD_ADD another code for
///         the tenant's field, or attributes to keep as edits on the joined one.
/// Errors: invalid_input for a value that does not fit; the overlay is unchanged then.
Result<void> answer_merge_conflict(const VersionView* base, const VersionView& master,
                                   const Conflict& conflict, Take take, const Json& value,
                                   Overlay& overlay);

}  // namespace datavault
