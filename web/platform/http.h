#pragma once

#include "web/platform/events.h"

namespace datavault::platform {

/// Starts a request; exactly one HttpReply with the returned id follows as an event.
RequestId http_send(const HttpRequest& request);

/// Gives a request up; its HttpReply (aborted) still comes. Unknown ids are ignored.
void http_abort(RequestId request);

}  // namespace datavault::platform
