#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace datavault::store {

/// Where the next page begins: behind the row with this sort value and identity.
struct PageMark {
  std::string value;
  int64_t id = 0;
};

/// What one page of a list is to hold. Sort and filter names are the wire's; each list says which
/// it knows.
struct PageRequest {
  int64_t limit = 1000;
  std::string sort;  // empty: the list's own order
  bool descending = false;
  std::optional<PageMark> after;
  std::string search;                          // in any letter case
  std::map<std::string, std::string> filters;  // name -> text that the column must hold
};

template <typename Row>
struct Page {
  std::vector<Row> rows;
  std::optional<PageMark> next;  // none: this is the last page
  int64_t total = 0;             // rows that fit the request, on all pages
};

}  // namespace datavault::store
