#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace datavault::cli {

/// Reads "code=Data point,name=Title" (also spread over several arguments). A part between commas
/// that has no "=" belongs to the text before it, so that names may hold commas.
///
/// Errors: invalid_input when the first part has no "=".
enum class SplitAt { first_equals, last_equals };
Result<std::map<std::string, std::string>> read_pairs(const std::vector<std::string>& arguments,
                                                      SplitAt split);

}  // namespace datavault::cli
