#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/framework.h"

namespace datavault {

// What a source may say, as messages list it.
inline constexpr std::string_view kValueTypeWords =
    "NUMBER, BOOLEAN, TEXT, DATE, CHOICE and MULTI_CHOICE";
inline constexpr std::string_view kAggregationWords = "NONE, SUM, AVERAGE, LAST, MIN and MAX";
inline constexpr std::string_view kFrequencyWords = "ANNUAL, QUARTERLY and MONTHLY";

/// Lineage as a document or an admin writes it: by codes; `from` as in the latest version.
struct DraftLineage {
  LineageEntry::Kind kind = LineageEntry::Kind::renamed;
  std::vector<std::string> from;
  std::vector<std::string> to;
  bool operator==(const DraftLineage&) const = default;
};

/// Something readable that was not read as the source says it.
struct ImportWarning {
  int64_t row = 0;     // 1-based line of the source's record, 0: the whole source
  std::string column;  // name of the source's column, may be empty
  std::string message;
  bool operator==(const ImportWarning&) const = default;
};

/// A framework version as a source says it, before its fields have identities: uids are empty (but
/// where a document gives them) and variable mappings hold the *code* of the field in place of its
/// uid.
struct FrameworkDraft {
  std::string key;  // empty: framework_key_of makes it from the name
  std::string name;
  std::string description;
  std::string notes;
  FrameworkContent content;
  std::set<std::string> made_codes;  // codes that were made from names: the source has none
  std::vector<DraftLineage> lineage;
  std::vector<ImportWarning> warnings;
};

/// A draft, or why there is none.
struct DraftResult {
  FrameworkDraft draft;
  std::vector<Error> errors;  // empty: the draft is good
};

/// How many mistakes of one source are listed; the first ones are.
inline constexpr size_t kMaxImportErrors = 100;

/// The draft's key, or one made from its name ("GHG Protocol (2024)" gives "ghg-protocol-2024").
std::string framework_key_of(const FrameworkDraft& draft);

/// Small letters (of any script), digits and single dashes, not at the ends; at most 200 bytes.
bool is_framework_key(std::string_view text);

}  // namespace datavault
