#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/store/database.h"

namespace datavault {

/// One examination of a database and what it found; no findings: all is well.
struct Examination {
  std::string name;  // "digests of copies"
  std::vector<std::string> findings;
};

/// Looks whether what is stored holds together: schema, the file itself, foreign keys, digests of
/// versions and copies, jobs against what they wrote. Changes nothing.
///
/// Errors: storage when it cannot even be read.
Result<std::vector<Examination>> examine(store::Database& database);

}  // namespace datavault
