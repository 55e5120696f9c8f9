#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/import/document_import.h"

namespace datavault {

/// How a CSV file's columns become fields.
struct CsvImportOptions {
  /// attribute -> source column. Attributes: code, name, description, topic, subtopic, value_type, unit,
  /// options, decimals, required, frequency, entity_aggregation, time_aggregation, references.<scheme>,
  /// translations.<language>, expression. `name` is needed.
  std::map<std::string, std::string> map;
  std::map<std::string, std::string> type_map;  // source text -> value type; "*": all others
  std::map<std::string, std::string> unit_map;  // source text -> unit; "" as target: no unit
  std::map<std::string, std::string> filter;    // column -> text that a row must hold to be read
  bool skip_bad_rows = false;                   // bad rows become warnings and are left out
};

/// Reads fields from CSV text (RFC 4180; the delimiter is found among , ; tab and |; any line ending; a
/// UTF-8 BOM is dropped; quoted newlines). Codes are made from topic and name where the source has none.
///
/// Errors: one for each bad row, with row, column and reason in `where` ("row 12, column Component");
///         a missing column or a text that is not UTF-8 is one error for the whole source.
DraftResult read_csv_framework(std::string_view text, const CsvImportOptions& options);

}  // namespace datavault
