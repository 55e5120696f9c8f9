#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace datavault {

/// An error in a formula that shows the place:
///
///     message: "a number, a variable or '(' is expected after '+'\nA + \n    ^"
///     where:   "formula column 5"
///
/// Shape: columns count bytes from 1; all before the first mistake of a formula is ASCII. A long
/// text is
///        cut around the place; control characters and bytes that are not UTF-8 are shown as '?'.
Error formula_error(std::string_view text, size_t offset, std::string message);

/// "formula column 5".
std::string formula_place(size_t column);

/// The valid UTF-8 character at `offset`, or one byte shown as '?'. Never splits a character.
std::string printable_character(std::string_view text, size_t offset);

}  // namespace datavault
