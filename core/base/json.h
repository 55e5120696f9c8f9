#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/result.h"

// Compiled once, in json.cpp: elsewhere the compiler only inlines them (a quarter of the time that
// a file takes).
extern template class nlohmann::basic_json<>;
extern template class std::vector<nlohmann::json>;
extern template class std::map<std::string, nlohmann::json, std::less<>>;

namespace datavault {

/// The JSON value of the whole product. Objects are sorted by key; ours hold strings, integers,
/// booleans, null, arrays and objects, never binary floats.
using Json = nlohmann::json;

/// Parses one JSON text.
///
/// Errors: invalid_input with the line and column of the first mistake in `where`; also when the
///         nesting is deeper than `max_depth` or a key stands twice in one object.
Result<Json> parse_json(std::string_view text, int max_depth = 64);

/// The whole number that a value is; none for others and for those beyond int64_t.
std::optional<int64_t> integer_of(const Json& value);

/// The canonical form of RFC 8785 (JSON Canonicalization Scheme): keys sorted by UTF-16 code units,
/// numbers as ECMAScript prints them, the shortest escapes, no white space.
/// Shape: `value` holds valid UTF-8 and finite numbers (what parse_json accepts).
std::string canonical_json(const Json& value);

/// The same at the end of a text that is being put together.
void append_canonical(std::string& text, const Json& value);
/// A string there.
void append_quoted(std::string& text, std::string_view string);
/// The order of an object's keys.
bool canonical_less(std::string_view a, std::string_view b);

/// Digest over the canonical form: "sha256:<hex>".
std::string digest_of_json(const Json& value);

}  // namespace datavault
