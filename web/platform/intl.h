#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace datavault::platform {

/// Text as the browser's `Intl` writes it in the user's language. Answers are kept, so calling
/// these in every frame is cheap.

/// 12345 -> "12,345".
std::string format_count(int64_t value);

/// A decimal string ("1234.50") with grouping; all its digits are kept unless `max_decimals` >= 0.
std::string format_decimal(std::string_view decimal, int max_decimals = -1);

/// 0.256 -> "26%".
std::string format_percent(double fraction);

enum class DateStyle { date, date_time, time };
std::string format_date(int64_t unix_ms, DateStyle style = DateStyle::date);

/// The moment at which the user's clock shows "2026-01-31T22:00"; none when that is no time.
std::optional<int64_t> unix_ms_of_local(std::string_view local_time);

/// "3 minutes ago", "in 2 days"; relative to now_unix_ms().
std::string format_relative(int64_t unix_ms);

/// 1500 -> "1.5 s"; 90000 -> "1 min 30 s".
std::string format_duration(int64_t ms);

/// 1536 -> "1.5 kB".
std::string format_bytes(int64_t bytes);

}  // namespace datavault::platform
