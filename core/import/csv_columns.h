#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/codec/csv.h"
#include "core/import/csv_import.h"

namespace datavault {

struct CsvColumn {
  size_t index = 0;
  std::string name;  // as the header has it, trimmed
};

/// The columns of one source that are read, by attribute, and those that rows are chosen by.
struct CsvColumns {
  std::map<std::string, CsvColumn, std::less<>> by_attribute;
  std::vector<std::pair<CsvColumn, std::string>> filter;

  const CsvColumn* find(std::string_view attribute) const;
};

/// Errors: an attribute that there is none of, a column that the header lacks or has twice, no
/// column for
///         the name; each added to `errors`.
CsvColumns find_csv_columns(const CsvRecord& header, const CsvImportOptions& options,
                            std::vector<Error>& errors);

}  // namespace datavault
