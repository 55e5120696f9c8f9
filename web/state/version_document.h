#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/import/draft.h"
#include "core/import/publish.h"
#include "web/state/wire.h"

namespace datavault {

/// The code of a field of another framework.
using ForeignCode =
    std::function<std::optional<std::string>(std::string_view framework_key, const FieldUid& uid)>;

/// The document (docs/framework-document.md) that publishes `content` as the version after `base`:
/// fields of the base keep their uid.
Json version_document(const FrameworkSummary& framework, const FrameworkContent& base,
                      const FrameworkContent& content, const ForeignCode& code_of);

/// Fields that have another code than in the base.
std::vector<DraftLineage> renames_between(const FrameworkContent& base,
                                          const FrameworkContent& content);

/// What core makes of the document: the same that the server will.
PublishResult publish_document(const Json& document, const FrameworkDetail& latest,
                               const std::vector<DraftLineage>& lineage,
                               const FindForeignField& find_foreign);

}  // namespace datavault
