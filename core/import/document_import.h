#pragma once

#include <string_view>

#include "core/import/draft.h"

namespace datavault {

/// Reads one framework document (docs/framework-document.md; "schema": "datavault.framework/1").
///
/// Errors: all mistakes that it finds, at most 100, each with line and column or with the path of the
///         place ("fields[12] GHG-S1, unit"); unknown keys are mistakes too.
struct DraftResult {
  FrameworkDraft draft;
  std::vector<Error> errors;  // empty: the draft is good
};
DraftResult read_framework_document(std::string_view text);

}  // namespace datavault
