#include "web/platform/intl.h"

#include <emscripten.h>

#include <charconv>
#include <cstdio>
#include <unordered_map>

#include "web/platform/bridge.h"

EM_JS(char*, dv_format, (int kind, const char* text, int length, int option), {
  const host = Module.host;
  return host.giveText(host.intl.format(kind, host.textAt(text, length), option));
});

namespace datavault::platform {
namespace {

// As shell/intl.js format() counts them.
enum class Kind { count, decimal, percent, date, relative, duration, bytes, local_time };
constexpr size_t kMaxKept = 4096;

std::string format(Kind kind, std::string_view text, int option) {
  return take_js_text(
      dv_format(static_cast<int>(kind), text.data(), static_cast<int>(text.size()), option));
}

std::string format_kept(Kind kind, std::string_view text, int option = 0) {
  static std::unordered_map<std::string, std::string> kept;
  std::string key(1, static_cast<char>('a' + static_cast<int>(kind)));
  key += static_cast<char>('b' + option);  // options reach from -1 to 20
  key += text;
  if (kept.size() > kMaxKept) kept.clear();
  const auto [entry, added] = kept.try_emplace(std::move(key));
  if (added) entry->second = format(kind, text, option);
  return entry->second;
}

}  // namespace

std::string format_count(int64_t value) { return format_kept(Kind::count, std::to_string(value)); }

std::string format_decimal(std::string_view decimal, int max_decimals) {
  return format_kept(Kind::decimal, decimal, max_decimals < 0 ? -1 : max_decimals);
}

std::string format_percent(double fraction) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4f", fraction);
  return format_kept(Kind::percent, text);
}

std::string format_date(int64_t unix_ms, DateStyle style) {
  return format_kept(Kind::date, std::to_string(unix_ms), static_cast<int>(style));
}

std::optional<int64_t> unix_ms_of_local(std::string_view local_time) {
  if (local_time.empty()) return std::nullopt;
  const std::string text = format_kept(Kind::local_time, local_time);
  int64_t ms = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(ms)
                                                                  : std::nullopt;
}

// Not kept: the answer depends on the time of asking.
std::string format_relative(int64_t unix_ms) {
  return format(Kind::relative, std::to_string(unix_ms), 0);
}

std::string format_duration(int64_t ms) { return format_kept(Kind::duration, std::to_string(ms)); }

std::string format_bytes(int64_t bytes) { return format_kept(Kind::bytes, std::to_string(bytes)); }

}  // namespace datavault::platform
