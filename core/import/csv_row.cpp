#include "core/import/csv_row.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/text.h"
#include "core/import/strict_object.h"
#include "core/units/unit.h"

namespace datavault {
namespace {

std::string to_upper_ascii(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

std::string row_of(int64_t line) { return "row " + std::to_string(line); }

std::map<std::string, std::string> with_trimmed_keys(
    const std::map<std::string, std::string>& map) {
  std::map<std::string, std::string> trimmed;
  for (const auto& [key, value] : map) trimmed.emplace(trim(key), trim(value));
  return trimmed;
}

/// "A | B|C", one a line, or "A; B" where neither bar nor line end separates.
std::vector<std::string> split_options(const std::string& cell) {
  const bool has_bars_or_lines = cell.find_first_of("|\r\n") != std::string::npos;
  return split_trimmed(cell, has_bars_or_lines ? "|\r\n" : ";");
}

template <size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, const std::string& text) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

void ImportWarnings::add(int64_t row, const std::string& column, const std::string& message) {
  const auto [count, is_new] = counts_.try_emplace({column, message}, Count{warnings_.size(), 1});
  if (is_new) {
    warnings_.push_back({row, column, message});
  } else {
    ++count->second.rows;
  }
}

std::vector<ImportWarning> ImportWarnings::take() {
  for (const auto& [key, count] : counts_) {
    if (count.rows < 2) continue;
    const int64_t more = count.rows - 1;
    warnings_[count.index].message +=
        " (Also in " + std::to_string(more) + (more == 1 ? " later row.)" : " later rows.)");
  }
  std::stable_sort(warnings_.begin(), warnings_.end(),
                   [](const auto& a, const auto& b) { return a.row < b.row; });
  counts_.clear();
  return std::move(warnings_);
}

void check_type_map(const std::map<std::string, std::string>& type_map,
                    std::vector<Error>& errors) {
  for (const auto& [source, target] : type_map) {
    if (value_type_from_text(to_upper_ascii(std::string(trim(target))))) continue;
    add_import_error(errors, "\"" + target + "\" is none of " + std::string(kValueTypeWords) + ".",
                     "type_map, " + source);
  }
}

CsvRowReader::CsvRowReader(const CsvRecord& header, const CsvImportOptions& options,
                           CsvColumns columns, ImportWarnings& warnings)
    : header_(header),
      columns_(std::move(columns)),
      types_(with_trimmed_keys(options.type_map)),
      units_(with_trimmed_keys(options.unit_map)),
      warnings_(warnings) {}

bool CsvRowReader::is_wanted(const CsvRecord& record) const {
  const bool is_blank = std::all_of(record.cells.begin(), record.cells.end(),
                                    [](const std::string& text) { return trim(text).empty(); });
  if (is_blank) return false;
  return std::all_of(columns_.filter.begin(), columns_.filter.end(), [&](const auto& condition) {
    const auto& [column, text] = condition;
    return column.index < record.cells.size() ? trim(record.cells[column.index]) == text
                                              : text.empty();
  });
}

CsvRow CsvRowReader::read(const CsvRecord& record, std::vector<Error>& errors) {
  record_ = &record;
  errors_ = &errors;
  CsvRow row;
  row.line = record.line;
  check_width(header_);
  read_identity(row);
  read_type(row.field);
  read_unit(row.field);
  read_options(row.field);
  read_decimals(row.field);
  read_required(row.field);
  read_defaults(row.field);
  read_texts(row.field);
  return row;
}

void CsvRowReader::check_width(const CsvRecord& header) {
  const size_t width = header.cells.size();
  const auto& cells = record_->cells;
  const bool has_more = cells.size() > width &&
                        std::any_of(cells.begin() + static_cast<std::ptrdiff_t>(width), cells.end(),
                                    [](const auto& text) { return !trim(text).empty(); });
  const std::string counts = "This row has " + std::to_string(cells.size()) +
                             " cells, the header " + std::to_string(width) + ".";
  if (has_more) {
    // Cells may have moved to the right, so that none of them can be trusted.
    add_import_error(*errors_, counts + " Are quotes missing around a cell with a delimiter?",
                     row_of(record_->line));
  } else if (cells.size() < width) {
    warnings_.add(record_->line, "", counts + " The missing ones are read as empty.");
  }
}

void CsvRowReader::read_identity(CsvRow& row) {
  row.field.name = cell("name");
  if (row.field.name.empty()) fail("name", "The name is empty.");
  row.topic = cell("topic");
  row.subtopic = cell("subtopic");
  const auto codes = split_trimmed(cell("code"), "|;\r\n");
  if (codes.empty()) return;
  row.field.code = codes.front();
  std::string others;
  for (size_t i = 1; i < codes.size(); ++i) others += (i > 1 ? "|" : "") + codes[i];
  if (!others.empty()) row.field.references["other_codes"] = others;
}

void CsvRowReader::read_type(Field& field) {
  const auto others = types_.find("*");
  if (!columns_.find("value_type")) {
    const std::string name = others == types_.end() ? "TEXT" : to_upper_ascii(others->second);
    field.value_type = value_type_from_text(name).value_or(ValueType::text);
    return;
  }
  const std::string text = cell("value_type");
  auto mapped = types_.find(text);
  if (mapped == types_.end()) mapped = others;
  const auto type =
      value_type_from_text(to_upper_ascii(mapped == types_.end() ? text : mapped->second));
  if (type) {
    field.value_type = *type;
  } else if (text.empty()) {
    fail("value_type", "The type is empty, and the type map has no \"*\" for such rows.");
  } else {
    fail("value_type", "The type \"" + text +
                           "\" is not known. Add it to the type map, or \"*\" "
                           "for all others; value types are " +
                           std::string(kValueTypeWords) + ".");
  }
}

void CsvRowReader::read_unit(Field& field) {
  const std::string text = cell("unit");
  const auto mapped = units_.find(text);
  const std::string unit = mapped == units_.end() ? text : mapped->second;
  if (unit.empty()) return;
  field.unit = unit;
  // Who maps a unit says what it is; nothing is left to warn of.
  if (mapped == units_.end() && classify_unit(unit) == UnitKind::label)
    warn("unit",
         "The unit \"" + unit + "\" is not known; it is kept as a label that never converts.");
}

void CsvRowReader::read_options(Field& field) {
  // Sources also put value ranges and hints into this column for types that take no options.
  if (field.value_type != ValueType::choice && field.value_type != ValueType::multi_choice) return;
  std::set<std::string> codes, labels;
  for (const std::string& label : split_options(cell("options"))) {
    if (!labels.insert(label).second) {
      warn("options", "The option \"" + label + "\" stands twice; it is read once.");
      continue;
    }
    const std::string slug = slug_of(label);
    field.options.push_back({take_unique_code(codes, slug.empty() ? "option" : slug), label});
  }
}

void CsvRowReader::read_decimals(Field& field) {
  const std::string text = cell("decimals");
  if (text.empty()) return;
  const bool is_number = text.size() <= 2 && std::all_of(text.begin(), text.end(), [](char c) {
                           return c >= '0' && c <= '9';
                         });
  const int64_t decimals = is_number ? std::stoi(text) : -1;
  if (decimals < 0 || decimals > 15) {
    fail("decimals", "\"" + text + "\" is no whole number from 0 to 15.");
  } else {
    field.decimals = decimals;
  }
}

void CsvRowReader::read_required(Field& field) {
  static constexpr std::array<std::string_view, 7> kYes{"yes", "true",     "1",        "y",
                                                        "x",   "required", "mandatory"};
  static constexpr std::array<std::string_view, 6> kNo{"", "no", "false", "0", "n", "optional"};
  const std::string text = to_lower_ascii(cell("required"));
  field.required = is_one_of(kYes, text);
  if (!field.required && !is_one_of(kNo, text))
    warn("required", "\"" + cell("required") + "\" is neither yes nor no; it is read as no.");
}

void CsvRowReader::read_defaults(Field& field) {
  const auto read = [&](std::string_view attribute, auto parse, auto& target,
                        std::string_view names) {
    const std::string text = cell(attribute);
    if (text.empty()) return;
    if (const auto value = parse(to_upper_ascii(text))) {
      target = *value;
    } else {
      fail(attribute, "\"" + text + "\" is none of " + std::string(names) + ".");
    }
  };
  read("entity_aggregation", aggregation_from_text, field.entity_aggregation, kAggregationWords);
  read("time_aggregation", aggregation_from_text, field.time_aggregation, kAggregationWords);
  read("frequency", frequency_from_text, field.frequency, "ANNUAL, QUARTERLY and MONTHLY");
}

void CsvRowReader::read_texts(Field& field) {
  field.description = cell("description");
  for (const auto& [attribute, column] : columns_.by_attribute) {
    std::string text = cell(column);
    if (text.empty()) continue;
    const size_t dot = attribute.find('.');
    if (attribute.starts_with("references.")) {
      field.references[attribute.substr(dot + 1)] = std::move(text);
    } else if (attribute.starts_with("translations.")) {
      field.translations[attribute.substr(dot + 1)] = std::move(text);
    } else if (attribute == "expression") {
      field.computed.emplace().expression = std::move(text);
    }
  }
}

std::string CsvRowReader::cell(std::string_view attribute) const {
  const CsvColumn* column = columns_.find(attribute);
  return column ? cell(*column) : std::string();
}

std::string CsvRowReader::cell(const CsvColumn& column) const {
  return column.index < record_->cells.size() ? std::string(trim(record_->cells[column.index]))
                                              : std::string();
}

std::string CsvRowReader::column_name(std::string_view attribute) const {
  const CsvColumn* column = columns_.find(attribute);
  return column ? column->name : std::string(attribute);
}

void CsvRowReader::fail(std::string_view attribute, std::string message) {
  add_import_error(*errors_, std::move(message),
                   row_of(record_->line) + ", column " + column_name(attribute));
}

void CsvRowReader::warn(std::string_view attribute, const std::string& message) {
  warnings_.add(record_->line, column_name(attribute), message);
}

}  // namespace datavault
