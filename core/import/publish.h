#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "core/edit/edits.h"
#include "core/import/draft.h"

namespace datavault {

enum class MatchBy { code, name };

struct PublishOptions {
  MatchBy match_by = MatchBy::code;
  std::vector<DraftLineage> lineage;  // added to the draft's own; comes before matching
  FindForeignField find_foreign;      // fields of other frameworks that formulas take values from
};

/// A draft as the next version after `latest` (null: the first).
struct Publication {
  FrameworkVersion version;             // the latest itself where nothing changed
  bool unchanged = false;               // the content equals the latest's: nothing is to be stored
  std::vector<ImportWarning> warnings;  // the draft's first
};

struct PublishResult {
  std::optional<Publication> publication;
  std::vector<Error> errors;  // at most kMaxImportErrors
};

/// Gives every field its identity and makes the next version.
///
/// Rules:  a uid that the draft gives is kept. Then comes lineage, then matching (match_fields.h);
/// what
///         matches keeps its uid, what does not gets a new one, minted from "<framework key>
///         v<number>" and its code. When matched by name and the draft made the code itself, the
///         latest version's code stays. Lineage that the latest version already records is not
///         applied again; a first version has none.
/// Errors: all mistakes of lineage (codes that do not exist), of variables (fields that do not
/// exist), of
///         the content (model/validate.h) and of its formulas.
/// Laws:   publishing the same draft after its own publication is `unchanged`; after a first
///         version, unless lineage that it left out says otherwise.
/// Source: docs/framework-document.md, "Identity".
PublishResult publish(const FrameworkDraft& draft, std::string_view framework_key,
                      const FrameworkVersion* latest, const PublishOptions& options);

}  // namespace datavault
