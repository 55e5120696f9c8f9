#include "core/import/csv_columns.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/import/strict_object.h"

namespace datavault {
namespace {

constexpr std::array<std::string_view, 14> kPlainAttributes{
    "code",      "name",      "description", "topic",    "subtopic",           "value_type",
    "unit",      "options",   "decimals",    "required", "entity_aggregation", "time_aggregation",
    "frequency", "expression"};
constexpr std::string_view kReferences = "references.";
constexpr std::string_view kTranslations = "translations.";

bool is_attribute(std::string_view name) {
  const auto begins_with = [&](std::string_view prefix) {
    return name.starts_with(prefix) && name.size() > prefix.size();
  };
  return begins_with(kReferences) || begins_with(kTranslations) ||
         std::find(kPlainAttributes.begin(), kPlainAttributes.end(), name) !=
             kPlainAttributes.end();
}

std::string known_attributes() {
  std::string list;
  for (const std::string_view name : kPlainAttributes) list.append(name).append(", ");
  return list + "references.<scheme> and translations.<language>";
}

class Finder {
 public:
  Finder(const CsvRecord& header, std::vector<Error>& errors) : header_(header), errors_(errors) {}

  void map_named(const std::map<std::string, std::string>& map) {
    for (const auto& [attribute, column] : map) {
      const std::string name = attribute == "type" ? "value_type" : attribute;
      if (!is_attribute(name)) {
        add_import_error(errors_,
                         "\"" + attribute + "\" is nothing that a field has. There are " +
                             known_attributes() + ".",
                         "map");
      } else if (auto found = find(column, "map, " + attribute)) {
        columns.by_attribute.insert_or_assign(name, *found);
      }
    }
  }

  void map_by_header() {
    for (size_t i = 0; i < header_.cells.size(); ++i) {
      const std::string column(trim(header_.cells[i]));
      std::string name = to_lower_ascii(column);
      std::replace(name.begin(), name.end(), ' ', '_');
      if (name == "type") name = "value_type";
      if (is_attribute(name)) columns.by_attribute.try_emplace(name, CsvColumn{i, column});
    }
  }

  void choose(const std::map<std::string, std::string>& filter) {
    for (const auto& [column, text] : filter)
      if (auto found = find(column, "filter")) columns.filter.emplace_back(*found, trim(text));
  }

  CsvColumns columns;

 private:
  std::optional<CsvColumn> find(const std::string& column, const std::string& where) {
    const auto is_it = [&](const std::string& cell) { return trim(cell) == trim(column); };
    const auto count = std::count_if(header_.cells.begin(), header_.cells.end(), is_it);
    const auto at = column_of(header_, column);
    if (count == 1 && at) return CsvColumn{*at, std::string(trim(column))};
    const std::string problem =
        count == 0 ? "There is no column \"" : "There are several columns \"";
    add_import_error(errors_, problem + column + "\". The columns are: " + all_columns() + ".",
                     where);
    return std::nullopt;
  }

  std::string all_columns() const {
    std::string list;
    for (const std::string& cell : header_.cells) {
      if (!list.empty()) list += ", ";
      list += trim(cell);
      if (list.size() > 1000) return list + ", ...";
    }
    return list;
  }

  const CsvRecord& header_;
  std::vector<Error>& errors_;
};

}  // namespace

const CsvColumn* CsvColumns::find(std::string_view attribute) const {
  const auto found = by_attribute.find(attribute);
  return found == by_attribute.end() ? nullptr : &found->second;
}

CsvColumns find_csv_columns(const CsvRecord& header, const CsvImportOptions& options,
                            std::vector<Error>& errors) {
  Finder finder(header, errors);
  const size_t errors_before = errors.size();
  if (options.map.empty()) {
    finder.map_by_header();
  } else {
    finder.map_named(options.map);
  }
  finder.choose(options.filter);
  if (errors.size() == errors_before && !finder.columns.find("name")) {
    add_import_error(errors, "No column is given for the name of the fields.", "map, name");
  }
  return std::move(finder.columns);
}

}  // namespace datavault
