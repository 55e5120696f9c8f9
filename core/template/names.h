#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace datavault {

/// A text for people that may come from anywhere: valid UTF-8 of at most `most_bytes`, without
/// control characters, characters that turn the direction of a line around, and markup ("<"
/// directly before a letter, "/", "!" or "?"). An empty one is fine.
///
/// Errors: invalid_input with a sentence and no place.
Result<void> check_plain_text(std::string_view text, size_t most_bytes = 300);
/// The same, and not blank.
Result<void> check_plain_name(std::string_view text, size_t most_bytes = 300);

/// Small letters, digits and single dashes, of any script, at most 100 bytes: keys of templates and
/// entities.
bool is_setup_key(std::string_view text);

/// What templates may be for, as tenants' pages show it: "Manufacturing", "Real estate"...
const std::vector<std::string_view>& template_industries();
/// The industry in any letter case, with spaces, dashes or underscores; empty stays empty.
///
/// Errors: invalid_input.
Result<std::string> industry_from_text(std::string_view text);

}  // namespace datavault
