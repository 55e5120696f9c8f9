#pragma once

#include <string>
#include <string_view>

namespace datavault::store {

/// The text in lower case for searching: ASCII, Latin with marks, Greek and Cyrillic; other scripts
/// have no case or stay as they are. The engines' LOWER differ outside ASCII, so it is done here.
std::string fold_case(std::string_view utf8);

/// For LIKE with ESCAPE '\'.
std::string escape_like(std::string_view text);

}  // namespace datavault::store
