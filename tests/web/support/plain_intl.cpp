// Stands in for the browser's Intl in native tests: English, no time zone.
#include "web/platform/intl.h"

namespace datavault::platform {

std::string format_count(int64_t value) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<size_t>(at), ",");
  }
  return value < 0 ? "-" + digits : digits;
}

std::string format_decimal(std::string_view decimal, int) { return std::string(decimal); }
std::string format_percent(double fraction) {
  return std::to_string(static_cast<int>(fraction * 100 + 0.5)) + "%";
}
std::string format_date(int64_t unix_ms, DateStyle) { return "@" + std::to_string(unix_ms); }
std::optional<int64_t> unix_ms_of_local(std::string_view) { return std::nullopt; }
std::string format_relative(int64_t unix_ms) { return "since @" + std::to_string(unix_ms); }
std::string format_duration(int64_t ms) { return std::to_string(ms / 1000) + " s"; }
std::string format_bytes(int64_t bytes) { return std::to_string(bytes) + " B"; }

}  // namespace datavault::platform
