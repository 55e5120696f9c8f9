#pragma once

#include <map>
#include <set>
#include <vector>

#include "core/import/publish.h"

namespace datavault {

/// Which field of the latest version each field of a draft is: index in the draft -> index there.
using FieldMatches = std::map<size_t, size_t>;

/// Draft field and latest field that must not be taken for the same (lineage says what became of
/// it).
using ForbiddenMatches = std::set<std::pair<size_t, size_t>>;

/// Adds what matches by code or by trimmed name to `matches`; each field is in one match at most.
///
/// Rules:  by name: a name that stands once on both sides matches. One that stands several times
/// matches by
///         a code that the source gives, else by its topics' names, else by a code that was made,
///         else not at all.
void match_fields(const FrameworkDraft& draft, const FrameworkContent& latest, MatchBy match_by,
                  const ForbiddenMatches& forbidden, FieldMatches& matches);

}  // namespace datavault
