#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "server/store/database.h"

namespace datavault::store {

/// One step forward of the schema. Once released, a migration never changes.
struct Migration {
  int64_t number = 0;  // 1, 2, 3...
  std::string_view name;
  std::string_view sql;  // statements, each ended by a line that ends in ";"
  Result<void> (*then)(WriteTransaction& tx) = nullptr;  // what SQL cannot say
};

/// All that this program knows, in order.
const std::vector<Migration>& migrations();

/// Runs what is missing, all in one transaction, and checks that what ran before is what is known
/// here.
///
/// Errors: storage when the database is newer than the program or a migration differs from what
/// ran.
Result<void> migrate(Database& database, const std::vector<Migration>& known);

}  // namespace datavault::store
