#include "core/import/csv_import.h"

#include "core/formula/lexer.h"
#include "core/import/csv_row.h"
#include "core/import/make_codes.h"
#include "core/import/strict_object.h"

namespace datavault {
namespace {

class Importer {
 public:
  explicit Importer(const CsvImportOptions& options) : options_(options) {}

  DraftResult read(std::string_view text) {
    read_source(text);
    if (errors_.empty() && rows_.empty()) fail_without_rows();
    DraftResult result{{}, std::move(errors_)};
    if (!result.errors.empty()) return result;
    result.draft.made_codes = make_field_codes(rows_, warnings_);
    result.draft.content.topics = make_topics(rows_);
    map_variables();
    for (CsvRow& row : rows_) result.draft.content.fields.push_back(std::move(row.field));
    result.draft.warnings = warnings_.take();
    return result;
  }

 private:
  void read_source(std::string_view text) {
    auto csv = read_csv(text);
    if (!csv) {
      errors_.push_back(std::move(csv).error());
      return;
    }
    if (csv->records.empty()) {
      add_import_error(errors_, "The file is empty.", "");
      return;
    }
    if (!check_size(*csv)) return;
    check_type_map(options_.type_map, errors_);
    const CsvRecord& header = csv->records.front();
    CsvColumns columns = find_csv_columns(header, options_, errors_);
    if (!errors_.empty()) return;
    const CsvColumn* code = columns.find("code");
    code_column_ = code ? code->name : "";
    CsvRowReader reader(header, options_, std::move(columns), warnings_);
    for (size_t i = 1; i < csv->records.size(); ++i)
      if (reader.is_wanted(csv->records[i])) read_row(reader, csv->records[i]);
  }

  /// Before anything is made of it: a file of millions of rows is no framework.
  bool check_size(const CsvText& csv) {
    constexpr size_t kMostRows = 100000;
    constexpr size_t kMostColumns = 1000;
    constexpr size_t kLongestCell = 100000;
    if (csv.records.size() > kMostRows + 1) {
      add_import_error(errors_,
                       "The file has " + std::to_string(csv.records.size() - 1) +
                           " rows; the limit is " + std::to_string(kMostRows) + ".",
                       "");
      return false;
    }
    for (const CsvRecord& record : csv.records) {
      const std::string where = "row " + std::to_string(record.line);
      if (record.cells.size() > kMostColumns) {
        add_import_error(errors_, "There are more than 1,000 cells in this row.", where);
        return false;
      }
      for (const std::string& cell : record.cells) {
        if (cell.size() <= kLongestCell) continue;
        add_import_error(errors_, "A cell holds at most 100,000 bytes.", where);
        return false;
      }
    }
    return true;
  }

  void read_row(CsvRowReader& reader, const CsvRecord& record) {
    std::vector<Error> mistakes;
    CsvRow row = reader.read(record, mistakes);
    if (mistakes.empty()) check_code(row, mistakes);
    if (mistakes.empty()) {
      rows_.push_back(std::move(row));
    } else if (options_.skip_bad_rows) {
      ++skipped_;
      for (const Error& mistake : mistakes)
        warnings_.add(record.line, column_in(mistake.where),
                      mistake.message + " The row is left out.");
    } else {
      for (Error& mistake : mistakes)
        add_import_error(errors_, std::move(mistake.message), std::move(mistake.where));
    }
  }

  void check_code(const CsvRow& row, std::vector<Error>& mistakes) {
    const std::string& code = row.field.code;
    if (code.empty()) return;
    const auto [first, is_new] = lines_of_codes_.try_emplace(code, row.line);
    if (is_new) return;
    add_import_error(mistakes,
                     "The code \"" + code + "\" stands already in row " +
                         std::to_string(first->second) +
                         ". Correct it, or take another column for the codes.",
                     "row " + std::to_string(row.line) + ", column " + code_column_);
  }

  /// "row 12, column Component" gives "Component".
  static std::string column_in(const std::string& where) {
    constexpr std::string_view kMark = ", column ";
    const size_t mark = where.find(kMark);
    return mark == std::string::npos ? "" : where.substr(mark + kMark.size());
  }

  void fail_without_rows() {
    if (skipped_ > 0) {
      add_import_error(errors_,
                       "None of the " + std::to_string(skipped_) + " rows can be read. " +
                           warnings_.take().front().message,
                       "");
    } else {
      add_import_error(errors_,
                       options_.filter.empty() ? "The file has no rows below its header."
                                               : "No row is left by the filter.",
                       "");
    }
  }

  /// In a CSV source a variable is named like the code of the field that it stands for.
  void map_variables() {
    std::set<std::string_view> codes;
    for (const CsvRow& row : rows_) codes.insert(row.field.code);
    for (CsvRow& row : rows_) {
      if (!row.field.computed) continue;
      Computation& computed = *row.field.computed;
      using Kind = FormulaToken::Kind;
      FormulaToken token = next_token(computed.expression, 0);
      while (token.kind != Kind::end) {
        const FormulaToken next = next_token(computed.expression, token.offset + token.text.size());
        if (token.kind == Kind::unknown && token.text.empty()) break;
        if (token.kind == Kind::name && next.kind != Kind::open && codes.contains(token.text))
          computed.variables[std::string(token.text)].field = FieldUid{std::string(token.text)};
        token = next;
      }
    }
  }

  const CsvImportOptions& options_;
  std::vector<Error> errors_;
  ImportWarnings warnings_;
  std::vector<CsvRow> rows_;
  std::map<std::string, int64_t> lines_of_codes_;
  std::string code_column_;
  int64_t skipped_ = 0;
};

}  // namespace

DraftResult read_csv_framework(std::string_view text, const CsvImportOptions& options) {
  return Importer(options).read(text);
}

}  // namespace datavault
