#include "web/platform/timers.h"

#include <emscripten.h>

#include "web/platform/runtime.h"

EM_JS(void, dv_timer_start, (unsigned id, unsigned ms), { Module.host.timers.start(id, ms); });
EM_JS(void, dv_timer_stop, (unsigned id), { Module.host.timers.stop(id); });

namespace datavault::platform {

TimerId timer_start(uint32_t after_ms) {
  static uint32_t last = 0;
  const TimerId id{++last};
  dv_timer_start(id.value, after_ms);
  return id;
}

void timer_stop(TimerId timer) { dv_timer_stop(timer.value); }

extern "C" EMSCRIPTEN_KEEPALIVE void ui_timer(unsigned id) { post_event(TimerFired{TimerId{id}}); }

}  // namespace datavault::platform
