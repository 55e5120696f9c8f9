#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace datavault {

/// Decimal numbers as text. Multipliers and coefficients are stored and hashed as such, so that no
/// binary float ever decides about a digest.
///
/// Shape:  *canonical*: an optional '-', an integer part without leading zeros, and if needed '.'
/// and a
///         fraction without trailing zeros. No exponent, no '+', "0" and never "-0".
///         *accepted*: also "+3", "007", "1.50", ".5", "5.", "1e3"; no spaces, no thousands
///         separators.
/// Limits: at most 40 digits before the point and 40 after it.

inline constexpr int kMaxDecimalDigits = 40;

/// The canonical text of an accepted one.
///
/// Errors: invalid_input when the text is no number or has too many digits.
Result<std::string> normalise_decimal(std::string_view text);

/// Whether normalise_decimal accepts the text.
bool is_decimal(std::string_view text);

/// Whether the text is its own canonical form.
bool is_canonical_decimal(std::string_view text);

/// The nearest double of an accepted text; none if it is not accepted.
std::optional<double> double_from_decimal(std::string_view text);

/// The shortest decimal (at most 17 digits) that reads back as the same double, in canonical form,
/// however long that makes it (1e300 has 301 digits). The same text on every target. Shape: `value`
/// is finite.
std::string decimal_from_double(double value);

/// Rounds to `digits` places after the point (before it when negative), ties away from zero, as on
/// paper: what is rounded is the number that decimal_from_double shows, so 1.005 to two places
/// is 1.01. Shape: `value` is finite, -400 <= digits <= 400. The result is infinite when it is
/// beyond double.
double round_to_decimals(double value, int digits);

/// The length of the unsigned number at the start of the text: "12", "1.5", ".5", "5.", "1e3"; 0 if
/// none.
size_t unsigned_number_length(std::string_view text);

/// The nearest double of exactly such a number; infinite when it is beyond double.
double double_from_unsigned_number(std::string_view text);

}  // namespace datavault
