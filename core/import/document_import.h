#pragma once

#include <string_view>

#include "core/import/draft.h"

namespace datavault {

/// The version of the document format that is read here.
inline constexpr std::string_view kDocumentSchema = "datavault.framework/1";

/// Reads one framework document.
///
/// Errors: all mistakes that it finds, at most kMaxImportErrors, each with line and column or with
/// the
///         path of the place ("fields[12] GHG-S1, unit"); unknown keys are mistakes too. What only
///         the whole content shows (codes that stand twice, unknown topics) is found by publish().
/// Source: docs/framework-document.md
DraftResult read_framework_document(std::string_view text);

}  // namespace datavault
