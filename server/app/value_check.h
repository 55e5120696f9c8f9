#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/model/field.h"

namespace datavault {

/// The value as it is stored: decimals in canonical form, "true" or "false", ISO dates, option
/// codes joined by '|'.
///
/// Errors: invalid_input when the field cannot hold it, also for computed fields.
Result<std::string> checked_value(const Field& field, std::string_view text);

/// "2024", "2024-Q3" or "2024-07".
bool is_period(std::string_view text);

/// A day of the calendar as YYYY-MM-DD.
bool is_iso_date(std::string_view text);

}  // namespace datavault
