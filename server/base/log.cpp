#include "server/base/log.h"

#include <algorithm>
#include <chrono>
#include <memory>

#include <spdlog/formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "server/base/clock.h"

namespace datavault {
namespace {

bool is_json = false;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// {"at", "level", "event" and its fields, or "message"}.
class JsonLines : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& to) override {
    using namespace std::chrono;
    const int64_t at = duration_cast<milliseconds>(message.time.time_since_epoch()).count();
    const std::string text(message.payload.data(), message.payload.size());
    Json line = text.starts_with('{') ? Json::parse(text, nullptr, false) : Json();
    if (!line.is_object()) line = {{"message", text}};
    line["at"] = iso_time(at);
    const auto level = spdlog::level::to_string_view(message.level);
    line["level"] = std::string(level.data(), level.size());
    const std::string out = dump(line) + "\n";
    to.append(out.data(), out.data() + out.size());
  }
  std::unique_ptr<spdlog::formatter> clone() const override {
    return std::make_unique<JsonLines>();
  }
};

/// What needs no quotes to be told from the fields after it.
bool is_plain_word(const Json& value) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '=' || c == '"' || c == 0x7f;
  });
}

spdlog::level::level_enum level_of(LogLevel level) {
  if (level == LogLevel::error) return spdlog::level::err;
  return level == LogLevel::warning ? spdlog::level::warn : spdlog::level::info;
}

}  // namespace

void log_to_standard_error(LogFormat format) {
  spdlog::drop("datavault");
  spdlog::set_default_logger(spdlog::stderr_logger_mt("datavault"));
  is_json = format == LogFormat::json;
  if (is_json) {
    spdlog::set_formatter(std::make_unique<JsonLines>());
  } else {
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
  }
}

void log_event(LogLevel level, std::string_view event, const Json& fields) {
  if (is_json) {
    Json line = fields;
    line["event"] = event;
    spdlog::log(level_of(level), "{}", dump(line));
    return;
  }
  std::string text(event);
  for (const auto& [name, value] : fields.items()) {
    if (value == "" || value.is_null()) continue;
    text += " " + name + "=" + (is_plain_word(value) ? value.get<std::string>() : dump(value));
  }
  spdlog::log(level_of(level), "{}", text);
}

}  // namespace datavault
