#pragma once

#include <optional>
#include <vector>

#include "core/import/draft.h"

namespace datavault {

enum class MatchBy { code, name };

struct PublishOptions {
  MatchBy match_by = MatchBy::code;
  std::vector<DraftLineage> lineage;  // added to the draft's own; comes before matching
};

/// A draft as the next version after `latest` (null: the first).
struct Publication {
  FrameworkVersion version;
  bool unchanged = false;  // the content equals the latest's: nothing is to be stored
  std::vector<ImportWarning> warnings;
};

/// Gives every field its identity and makes the next version.
///
/// Rules:  lineage first, then matching against the latest version by code, or by trimmed name (a name
///         that stands twice matches by code, then not at all); what matches keeps its uid, what does not gets a new
///         one. When matched by name and the draft made its codes itself, the latest version's code stays.
///         Lineage that the latest version already records is not applied again.
/// Errors: all mistakes of the content (model/validate.h), its formulas and its lineage.
/// Source: docs/framework-document.md, "Identity".
struct PublishResult {
  std::optional<Publication> publication;
  std::vector<Error> errors;
};
PublishResult publish(const FrameworkDraft& draft, std::string_view framework_key,
                      const FrameworkVersion* latest, const PublishOptions& options);

}  // namespace datavault
