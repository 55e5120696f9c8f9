#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace datavault {

/// One record. `line` is the line of the text on which it begins, from 1: what people call the row.
struct CsvRecord {
  int64_t line = 0;
  std::vector<std::string> cells;
};

/// All records of a text, the header's among them.
struct CsvText {
  char delimiter = ',';
  std::vector<CsvRecord> records;
};

/// Reads CSV text: RFC 4180 and what is found in the wild.
///
/// Shape:  the delimiter is , ; tab or | as the first records use it (or as a first line "sep=;"
/// says,
///         or as given). Records end with CR LF, LF or CR; a quoted cell may hold those, delimiters
///         and doubled quotes. A quote within an unquoted cell is text, so is what follows a
///         closing quote. A byte order mark and lines with nothing on them are dropped. Records
///         keep the number of cells that they have. Cells are not trimmed.
/// Errors: invalid_input naming the row for a quote that is never closed and for text that is not
/// UTF-8 (or
///         holds NUL characters, as UTF-16 does).
Result<CsvText> read_csv(std::string_view text, std::optional<char> delimiter = std::nullopt);

/// Index of the column whose trimmed name is `name`, trimmed too.
std::optional<size_t> column_of(const CsvRecord& header, std::string_view name);

/// Appends one record and CR LF. Cells are quoted where they need it.
void append_csv(std::string& out, const std::vector<std::string>& cells, char delimiter = ',');

/// All rows as one text; reading it gives the same rows (but for those without a cell or with one
/// empty cell, which a reader cannot tell from an empty line: such a cell is written with quotes).
std::string csv_write(const std::vector<std::vector<std::string>>& rows, char delimiter = ',');

}  // namespace datavault
