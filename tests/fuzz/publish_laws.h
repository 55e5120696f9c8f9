#pragma once

#include <string_view>

#include "core/import/publish.h"

namespace datavault::test {

/// Publishes a draft after `latest` (null: as the first version) and requires what holds of every
/// publication: it is valid, publishing the draft again changes nothing, and what is stored and
/// sent of it is the same when it is read.
void require_publication(const FrameworkDraft& draft, const FrameworkVersion* latest,
                         MatchBy match_by);

}  // namespace datavault::test
