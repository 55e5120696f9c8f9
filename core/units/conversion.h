#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace datavault {

/// Whether numbers in one unit can be told in the other, for all numbers of usual size.
///
/// Shape: any code or label converts to itself. Labels and levels ("[pH]", "B[SPL]") to nothing
/// else,
///        currencies never to another currency, substances never to another substance or to none
///        ("t{CO2e}" to "t" takes a factor). A counted thing converts to a plain number and back,
///        not to another thing: "{headcount}" to "1", not to "{FTE}".
/// Source: docs/units.md
bool is_convertible(std::string_view from, std::string_view to);

/// Why is_convertible says no, as a sentence; empty when it says yes.
std::string why_not_convertible(std::string_view from, std::string_view to);

struct ConvertedNumber {
  std::string number;  // a canonical decimal (base/decimal.h)
  bool exact = true;   // nothing was rounded
  bool operator==(const ConvertedNumber&) const = default;
};

/// How many digits a number that has to be rounded keeps where no decimals are given (as in
/// decimal128).
inline constexpr int kConvertedDigits = 34;

/// The number in the other unit, computed with whole numbers, never with binary fractions. Where it
/// has to be rounded, ties go to the even digit: to `decimals` places after the point if given,
/// else to kConvertedDigits digits in all.
///
/// Shape:  `decimals` counts as a limit for equal units, too: "1.25" to one decimal is "1.2". Two
///         units of the same size without `decimals` leave the number as it is.
/// Errors: invalid_input when the number is no decimal, the units do not convert, or the result is
///         too large or too small for a decimal; `decimals` below 0.
Result<ConvertedNumber> convert_number(std::string_view decimal, std::string_view from,
                                       std::string_view to,
                                       std::optional<int64_t> decimals = std::nullopt);

}  // namespace datavault
