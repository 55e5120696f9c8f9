#pragma once

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/import/draft.h"
#include "server/app/failure.h"

namespace datavault {

/// A failure with code `import_refused`; its details list every mistake as {message, where} and,
/// where the place is in a table, {row, column}. `what` begins its sentence. Shape: there is at
/// least one error.
Failure import_refused(const std::string& what, const std::vector<Error>& errors);

/// [{row, column, message}]
Json warnings_to_json(const std::vector<ImportWarning>& warnings);

}  // namespace datavault
