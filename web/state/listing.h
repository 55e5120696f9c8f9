#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web/state/remote.h"

namespace datavault {

/// A list that the server filters and gives in pieces; more of it is asked for when the user wants
/// more. One request is on its way at a time: what is typed meanwhile is asked for afterwards.
template <typename Row>
struct Listing {
  Remote<std::vector<Row>> rows;
  std::string wanted;  // the filters as a query: "role=ADMIN&search=x"
  std::string asked;   // those of the request that is on its way, or of `rows`
  std::string next;    // the cursor of what follows; empty: that is all
  int64_t total = 0;
  bool more = false;  // what is on its way follows on `rows`
};

}  // namespace datavault
