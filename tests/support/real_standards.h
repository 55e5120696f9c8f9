#pragma once

#include <string>
#include <vector>

#include "core/import/import_request.h"

namespace datavault::test {

/// How the published files of the shared data sets are imported; content and codes are not mapped
/// yet.

/// Dataland's frameworks, matched by name.
ImportRequest dataland_request();
/// Its 15 versions of SFDR: names of files in dataland/sfdr, without ".csv".
extern const std::vector<std::string> kSfdr;

/// EFRAG's VSME taxonomy, and what 2025 renamed.
ImportRequest vsme_request();
std::vector<DraftLineage> vsme_renames();

/// The distinct versions of both; empty where the data sets are not there.
std::vector<FrameworkVersion> sfdr_versions();
std::vector<FrameworkVersion> vsme_versions();

}  // namespace datavault::test
