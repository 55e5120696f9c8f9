#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "server/app/failure.h"

namespace datavault {

/// Rows as a request gives them, before anything is looked up: one object, a list of them,
/// {"<key>": [...]}, or CSV with the names of the keys as its header. Every cell is text, numbers
/// in their shortest decimal form.
struct RequestRow {
  std::string where;                         // "values[3]" or "row 12"
  std::map<std::string, std::string> cells;  // absent, null and empty cells are left out

  const std::string& text(const std::string& key) const;  // empty: none
  std::optional<std::string> optional(const std::string& key) const;
};

/// Errors: invalid_input naming the place; also for keys that are not in `known`.
Result<std::vector<RequestRow>> rows_from_json(const Json& json, const std::string& key,
                                               const std::vector<std::string_view>& known);
Result<std::vector<RequestRow>> rows_from_csv(std::string_view text,
                                              const std::vector<std::string_view>& known);

/// A whole positive number. Errors: invalid_input with `where`.
Result<int64_t> id_from_text(const std::string& text, const std::string& where);

}  // namespace datavault
