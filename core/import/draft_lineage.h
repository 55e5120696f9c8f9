#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/import/draft.h"

namespace datavault {

/// Reads [{"kind": "RENAMED", "from": code or [codes], "to": code or [codes]}], as it stands in
/// documents and in import requests. Mistakes are added to `errors`, named "lineage[0], kind".
std::vector<DraftLineage> draft_lineage_from_json(const Json& json, std::vector<Error>& errors);

}  // namespace datavault
