#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/import/draft.h"

namespace datavault {

/// How a CSV file's columns become fields.
struct CsvImportOptions {
  /// attribute -> source column. Attributes: code, name, description, topic, subtopic, value_type
  /// (or type), unit, options, decimals, required, frequency, entity_aggregation, time_aggregation,
  /// references.<scheme>, translations.<language>, expression. `name` is needed. An empty map takes
  /// the columns that are named like attributes.
  std::map<std::string, std::string> map;
  std::map<std::string, std::string> type_map;  // source text -> value type; "*": all others
  std::map<std::string, std::string> unit_map;  // source text -> unit; "" as target: no unit
  std::map<std::string, std::string> filter;    // column -> text that a row must hold to be read
  bool skip_bad_rows = false;                   // bad rows become warnings and are left out
};

/// Reads fields from CSV text (codec/csv.h). Codes are made from name and topic where the source
/// has none.
///
/// Shape:  rows are named by the 1-based line on which they begin; warnings about the same text in
/// the
///         same column are one, at its first row.
/// Errors: those of each bad row, with row, column and reason in `where` ("row 12, column
/// Component");
///         a missing column, a text that is not CSV or one without a row to read is an error for
///         the whole source, whatever `skip_bad_rows` says. At most kMaxImportErrors.
/// Source: docs/csv-import.md
DraftResult read_csv_framework(std::string_view text, const CsvImportOptions& options);

}  // namespace datavault
