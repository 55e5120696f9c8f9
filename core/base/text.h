#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace datavault {

/// Where the first byte stands that is no part of valid UTF-8 (RFC 3629: no surrogates, no overlong
/// forms), or nothing when all of the text is valid.
std::optional<size_t> first_invalid_utf8(std::string_view text);
inline bool is_valid_utf8(std::string_view text) { return !first_invalid_utf8(text); }

/// A place in a text as people count it: both from 1, columns in characters. CR LF, LF and CR end
/// lines.
struct TextPlace {
  int64_t line = 1;
  int64_t column = 1;
};
TextPlace place_of(std::string_view text, size_t byte);
/// "line 3, column 17"
std::string to_text(const TextPlace& place);

/// The parts one after the other, put together in one go.
std::string concat(std::initializer_list<std::string_view> parts);

/// The text without white space at both ends: ASCII's, NBSP and Unicode's other spaces, byte order
/// marks and zero-width spaces (spreadsheets leave them in cells that look empty).
std::string_view trim(std::string_view text);

/// ASCII letters made small; everything else as it is.
std::string to_lower_ascii(std::string_view text);

/// The trimmed parts of `text` between any of the ASCII `separators`; empty parts are left out.
std::vector<std::string> split_trimmed(std::string_view text, std::string_view separators);

/// A readable code of a name: "Scope 1 GHG emissions (CO₂)" gives "scope-1-ghg-emissions-co2".
///
/// Shape:  small ASCII letters, digits and single dashes, Latin accents folded; letters of other
///         scripts stay. One that is longer than `max_bytes` is cut and ends in a digest of all of
///         it, so that long names that begin alike stay apart. Empty when the name has no letter or
///         digit.
std::string slug_of(std::string_view name, size_t max_bytes = 80);

/// `code`, or where it is taken, `code` with the first of "-2", "-3"... that is free; it is taken
/// then.
std::string take_unique_code(std::set<std::string>& taken, const std::string& code);

}  // namespace datavault
