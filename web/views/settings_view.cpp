#include "web/views/settings_view.h"

#include "web/platform/intl.h"

namespace datavault {

std::vector<FormatSample> format_samples(int64_t now_ms) {
  constexpr int64_t kThreeMinutes = 3 * 60 * 1000;
  return {{"Number", platform::format_decimal("1234567.89")},
          {"Share", platform::format_percent(0.256)},
          {"Date", platform::format_date(now_ms)},
          {"Date and time", platform::format_date(now_ms, platform::DateStyle::date_time)},
          {"A while ago", platform::format_relative(now_ms - kThreeMinutes)}};
}

}  // namespace datavault
