#pragma once

#include "core/base/json.h"
#include "core/import/draft.h"

namespace datavault::test {

/// The document (docs/framework-document.md) that says what a draft does.
///
/// Laws: reading it gives the draft again, without warnings and without what codes were made of.
Json document_of(const FrameworkDraft& draft);

/// Requires that law.
void require_same_as_document(const FrameworkDraft& draft);

}  // namespace datavault::test
