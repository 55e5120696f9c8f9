#pragma once

#include <set>

#include "core/merge/conflict.h"
#include "core/plan/copy.h"

namespace datavault {

/// Answers a conflict of data_conflicts.h or formula_conflicts.h on a planned overlay.
///
/// Shape:  `value` for Take::value: a formula, or {"expression", "multiplier"?, "variables"?};
///         for REMOVED_WITH_DATA the code of the successor that the values go to.
///         `accepted` receives the fields whose references to other frameworks are settled by it.
/// Errors: invalid_input for a value that does not fit; the overlay is unchanged then.
Result<void> answer_consequence(const Conflict& conflict, Take take, const Json& value,
                                const Copy& now, const VersionView& master, Overlay& planned,
                                std::set<FieldUid>& accepted);

}  // namespace datavault
