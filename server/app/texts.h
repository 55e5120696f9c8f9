#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace datavault {

/// A name as people gave it: trimmed, not empty, at most 300 bytes, without control characters.
///
/// Errors: invalid_input, with `what` as the place.
Result<std::string> checked_name(std::string_view text, std::string_view what);

/// Small ASCII letters, digits and dashes, at most 100 bytes.
Result<std::string> checked_slug(std::string_view text, std::string_view what);

/// Any text that may be stored: no NUL, at most `most_bytes`. An empty one is fine.
Result<std::string> checked_text(std::string_view text, std::string_view what,
                                 size_t most_bytes = 2000);

/// A slug for a name in any script; "company" where nothing of it is ASCII.
std::string ascii_slug(std::string_view name);

}  // namespace datavault
