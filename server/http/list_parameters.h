#pragma once

#include <map>
#include <string>

#include "core/base/json.h"
#include "core/base/result.h"
#include "server/store/page.h"

namespace datavault::http {

/// Reads ?limit=&cursor=&sort=name|-name&search= of a list; every other parameter is a filter.
///
/// Errors: invalid_input naming the parameter.
Result<store::PageRequest> page_request_from(const std::map<std::string, std::string>& query);

/// A page's place as the text that comes back as ?cursor=; null for the last page.
Json cursor_to_json(const std::optional<store::PageMark>& mark);

/// For lists that are paged by position. `cursor` as numbers; the limit is 1 to 1000, or
/// `fallback`.
struct OffsetPage {
  int64_t offset = 0;
  int64_t limit = 1000;
};
Result<OffsetPage> offset_page_from(const std::map<std::string, std::string>& query);

/// A whole number of the query; none when absent. Errors: invalid_input naming the parameter.
Result<std::optional<int64_t>> number_of(const std::map<std::string, std::string>& query,
                                         const std::string& name);

}  // namespace datavault::http
