#pragma once

#include <string_view>

#include "core/base/json.h"

namespace datavault {

enum class LogLevel { info, warning, error };

/// Text for people ("<time> info http: ..."), or one JSON object a line for programs.
enum class LogFormat { text, json };

/// Everything that is logged from now on goes to standard error in this form.
void log_to_standard_error(LogFormat format);

/// Logs something that has parts: `fields` is an object.
void log_event(LogLevel level, std::string_view event, const Json& fields);

}  // namespace datavault
