#include "server/app/import_report.h"

#include <charconv>

namespace datavault {
namespace {

/// "row 12, column Component" taken apart; everything else stays as it is.
Json error_to_json(const Error& error) {
  Json json = {{"message", error.message}, {"where", error.where}};
  std::string_view rest = error.where;
  if (!rest.starts_with("row ")) return json;
  rest.remove_prefix(4);
  int64_t row = 0;
  const auto [end, bad] = std::from_chars(rest.data(), rest.data() + rest.size(), row);
  if (bad != std::errc()) return json;
  json["row"] = row;
  rest.remove_prefix(static_cast<size_t>(end - rest.data()));
  constexpr std::string_view kColumn = ", column ";
  json["column"] =
      rest.starts_with(kColumn) ? Json(std::string(rest.substr(kColumn.size()))) : Json(nullptr);
  return json;
}

}  // namespace

Failure import_refused(const std::string& what, const std::vector<Error>& errors) {
  Json list = Json::array();
  for (const Error& error : errors) list.push_back(error_to_json(error));
  const Error& first = errors.front();
  std::string message = what + " ";
  if (errors.size() > 1) message += std::to_string(errors.size()) + " mistakes, the first: ";
  if (!first.where.empty()) message += first.where + ": ";
  return Failure(invalid_input(message + first.message, first.where), "import_refused",
                 {{"errors", std::move(list)}});
}

Json warnings_to_json(const std::vector<ImportWarning>& warnings) {
  Json list = Json::array();
  for (const ImportWarning& warning : warnings) {
    list.push_back(
        {{"row", warning.row}, {"column", warning.column}, {"message", warning.message}});
  }
  return list;
}

}  // namespace datavault
