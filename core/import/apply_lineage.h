#pragma once

#include <string_view>
#include <vector>

#include "core/import/match_fields.h"

namespace datavault {

/// What lineage says about a draft, in indices of fields until their uids are known.
struct AppliedLineage {
  struct Entry {
    LineageEntry::Kind kind;
    std::vector<size_t> from;  // in the latest version
    std::vector<size_t> to;    // in the draft
  };
  std::vector<Entry> entries;
  FieldMatches renames;
  ForbiddenMatches forbidden;  // what was split, merged or superseded is none of what came of it
};

/// Finds the fields that lineage speaks of.
///
/// Rules:  an entry that the latest version's own lineage records is not applied again. It is one
/// of the
///         same kind to the same fields, if the codes that it comes from are gone or are there for
///         other reasons: their fields stand on either side of the recorded entry, were renamed to
///         these codes, or are new in the latest version (`latest_scope` minted their uids).
/// Errors: codes that the latest version (from) or the draft (to) lacks, a field that is renamed
/// twice;
///         each into `errors`, named "lineage[1], from". The index counts `lineage`.
AppliedLineage apply_lineage(const std::vector<DraftLineage>& lineage,
                             const FrameworkContent& draft, const FrameworkVersion& latest,
                             std::string_view latest_scope, std::vector<Error>& errors);

}  // namespace datavault
