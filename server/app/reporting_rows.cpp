#include "server/app/reporting_rows.h"

#include <algorithm>
#include <charconv>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/codec/csv.h"

namespace datavault {
namespace {

constexpr size_t kMostRows = 200000;

bool is_known(const std::vector<std::string_view>& known, std::string_view key) {
  return std::find(known.begin(), known.end(), key) != known.end();
}

Result<std::string> cell_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return std::string(value.get<bool>() ? "true" : "false");
  if (value.is_number_float()) return decimal_from_double(value.get<double>());
  if (value.is_number()) return value.dump();
  if (value.is_null()) return std::string();
  std::string joined;
  for (const Json& item : value.is_array() ? value : Json::array()) {
    if (!item.is_string()) return invalid_input("A list holds texts here.");
    joined += (joined.empty() ? "" : "|") + item.get<std::string>();
  }
  if (value.is_array()) return joined;
  return invalid_input("A text, a number or true and false are expected here.");
}

Result<RequestRow> row_from_json(const Json& json, std::string where,
                                 const std::vector<std::string_view>& known) {
  RequestRow row{std::move(where), {}};
  if (!json.is_object()) return invalid_input("An object is expected here.", row.where);
  for (const auto& [key, value] : json.items()) {
    if (!is_known(known, key)) return invalid_input("There is no key \"" + key + "\".", row.where);
    auto text = cell_text(value);
    if (!text) return within(row.where + ", " + key, text.error());
    if (!text->empty()) row.cells[key] = *std::move(text);
  }
  return row;
}

}  // namespace

const std::string& RequestRow::text(const std::string& key) const {
  static const std::string kNothing;
  const auto found = cells.find(key);
  return found == cells.end() ? kNothing : found->second;
}

std::optional<std::string> RequestRow::optional(const std::string& key) const {
  const auto found = cells.find(key);
  return found == cells.end() ? std::nullopt : std::optional(found->second);
}

Result<std::vector<RequestRow>> rows_from_json(const Json& json, const std::string& key,
                                               const std::vector<std::string_view>& known) {
  const bool is_wrapped = json.is_object() && json.contains(key) && json[key].is_array();
  const Json& list = is_wrapped ? json[key] : json;
  std::vector<RequestRow> rows;
  if (!list.is_array()) {
    auto row = row_from_json(list, key + "[0]", known);
    if (!row) return row.error();
    return std::vector<RequestRow>{*std::move(row)};
  }
  if (list.size() > kMostRows) {
    return invalid_input("At most " + std::to_string(kMostRows) + " rows go into one request.");
  }
  for (const Json& item : list) {
    auto row = row_from_json(item, key + "[" + std::to_string(rows.size()) + "]", known);
    if (!row) return row.error();
    rows.push_back(*std::move(row));
  }
  if (rows.empty()) return invalid_input("There is no row in this request.", key);
  return rows;
}

Result<std::vector<RequestRow>> rows_from_csv(std::string_view text,
                                              const std::vector<std::string_view>& known) {
  auto csv = read_csv(text);
  if (!csv) return csv.error();
  if (csv->records.size() < 2) return invalid_input("The file has no row below its header.");
  if (csv->records.size() > kMostRows) {
    return invalid_input("At most " + std::to_string(kMostRows) + " rows go into one request.");
  }
  const std::vector<std::string> header = csv->records.front().cells;
  for (const std::string& column : header) {
    if (!is_known(known, trim(column))) {
      return invalid_input("There is no column \"" + column + "\" in these rows.", "row 1");
    }
  }
  std::vector<RequestRow> rows;
  for (size_t i = 1; i < csv->records.size(); ++i) {
    const CsvRecord& record = csv->records[i];
    RequestRow row{"row " + std::to_string(record.line), {}};
    if (record.cells.size() != header.size()) {
      return invalid_input("This row has " + std::to_string(record.cells.size()) +
                               " cells, the header has " + std::to_string(header.size()) + ".",
                           row.where);
    }
    for (size_t cell = 0; cell < header.size(); ++cell) {
      const std::string value(trim(record.cells[cell]));
      if (!value.empty()) row.cells[std::string(trim(header[cell]))] = value;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<int64_t> id_from_text(const std::string& text, const std::string& where) {
  int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error == std::errc() && end == text.data() + text.size() && id > 0) return id;
  return invalid_input("A whole number above zero is expected here.", where);
}

}  // namespace datavault
