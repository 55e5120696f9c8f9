#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace datavault {

/// What the browser makes of numbers and dates, shown on the settings page.
struct FormatSample {
  std::string name, sample;
};
std::vector<FormatSample> format_samples(int64_t now_ms);

}  // namespace datavault
