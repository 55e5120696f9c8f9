#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/model/framework.h"

namespace datavault {

/// Lineage as a document or an admin writes it: by codes; `from` as in the latest version.
struct DraftLineage {
  LineageEntry::Kind kind = LineageEntry::Kind::renamed;
  std::vector<std::string> from;
  std::vector<std::string> to;
};

/// Something readable that was not read as the source says it.
struct ImportWarning {
  int64_t row = 0;     // 1-based line of the source's record, 0: the whole source
  std::string column;  // name of the source's column, may be empty
  std::string message;
};

/// A framework version as a source says it, before its fields have identities: uids are empty and
/// variable mappings into this framework hold the *code* of the field in place of its uid.
struct FrameworkDraft {
  std::string key;          // empty: made from the name
  std::string name;
  std::string description;
  std::string notes;
  FrameworkContent content;
  std::vector<DraftLineage> lineage;
  std::vector<ImportWarning> warnings;
};

}  // namespace datavault
