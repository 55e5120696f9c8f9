#include "web/state/sync_options.h"

#include <chrono>
#include <cstdio>
#include <string>

namespace datavault {
namespace {

/// "2026-01-31T22:00:00Z"
std::string iso_utc(int64_t unix_ms) {
  using namespace std::chrono;
  const sys_seconds time{duration_cast<seconds>(milliseconds(unix_ms))};
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const auto of_day = (time - day).count();
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(of_day / 3600), static_cast<int>(of_day / 60 % 60),
                static_cast<int>(of_day % 60));
  return text;
}

}  // namespace

Json sync_options_to_json(const SyncOptions& options) {
  Json json = Json::object();
  if (options.not_before_ms) json["not_before"] = iso_utc(*options.not_before_ms);
  if (options.priority != 0) json["priority"] = options.priority;
  if (!options.percentages.empty()) {
    json["waves"] = {{"percentages", options.percentages},
                     {"max_failure_rate", static_cast<double>(options.most_failures) / 100}};
  }
  return json;
}

}  // namespace datavault
