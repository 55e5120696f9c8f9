#pragma once

#include <string_view>

#include "web/platform/events.h"

namespace datavault::platform {

/// Opens the stream of server-sent events (WHATWG HTML, "Server-sent events") at a path of the own
/// server, instead of one that is open; StreamOpened, StreamEvent and StreamLost tell what comes.
///
/// Shape: `names` are the events to be told of, with spaces in between.
void stream_open(std::string_view path, std::string_view names);

/// Nothing is told any more.
void stream_close();

}  // namespace datavault::platform
