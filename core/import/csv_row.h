#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/import/csv_columns.h"

namespace datavault {

/// A row as it was read; its code and topic are made when all rows are there.
struct CsvRow {
  int64_t line = 0;
  Field field;        // without uid; code empty where the source has none; variables not mapped yet
  std::string topic;  // names, trimmed
  std::string subtopic;
};

/// Warnings of one source; those that say the same about the same column are counted, not repeated.
class ImportWarnings {
 public:
  void add(int64_t row, const std::string& column, const std::string& message);
  /// In order of rows.
  std::vector<ImportWarning> take();

 private:
  struct Count {
    size_t index;
    int64_t rows;
  };
  std::vector<ImportWarning> warnings_;
  std::map<std::pair<std::string, std::string>, Count> counts_;
};

/// Turns the cells of rows into fields.
class CsvRowReader {
 public:
  CsvRowReader(const CsvRecord& header, const CsvImportOptions& options, CsvColumns columns,
               ImportWarnings& warnings);

  /// False for rows that the filter leaves out and for those without anything in them.
  bool is_wanted(const CsvRecord& record) const;

  /// All that is wrong with the row goes to `errors`.
  CsvRow read(const CsvRecord& record, std::vector<Error>& errors);

 private:
  void read_identity(CsvRow& row);
  void read_type(Field& field);
  void read_unit(Field& field);
  void read_options(Field& field);
  void read_decimals(Field& field);
  void read_required(Field& field);
  void read_defaults(Field& field);
  void read_texts(Field& field);
  void check_width(const CsvRecord& header);

  std::string cell(std::string_view attribute) const;
  std::string cell(const CsvColumn& column) const;
  void fail(std::string_view attribute, std::string message);
  void warn(std::string_view attribute, const std::string& message);
  std::string column_name(std::string_view attribute) const;

  const CsvRecord& header_;
  CsvColumns columns_;
  std::map<std::string, std::string> types_, units_;  // the maps, keys trimmed
  ImportWarnings& warnings_;
  const CsvRecord* record_ = nullptr;  // the row that is being read
  std::vector<Error>* errors_ = nullptr;
};

/// Errors of a type map whose targets are no value types.
void check_type_map(const std::map<std::string, std::string>& type_map, std::vector<Error>& errors);

}  // namespace datavault
