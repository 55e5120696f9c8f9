#include "web/platform/installation.h"

#include <emscripten.h>

#include "web/platform/events.h"
#include "web/platform/runtime.h"

EM_JS(void, dv_update_client, (), { Module.host.installation.update(); });

namespace datavault::platform {

void update_client() { dv_update_client(); }

extern "C" {

EMSCRIPTEN_KEEPALIVE void ui_update_ready() { post_event(UpdateReady{}); }
EMSCRIPTEN_KEEPALIVE void ui_program_complete() { post_event(ProgramComplete{}); }

}  // extern "C"

}  // namespace datavault::platform
