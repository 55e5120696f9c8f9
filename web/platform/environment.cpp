#include "web/platform/environment.h"

#include <emscripten.h>

#include "web/platform/bridge.h"
#include "web/platform/runtime.h"

EM_JS(double, dv_now, (), { return Date.now(); });
EM_JS(char*, dv_random_id, (),
      { return Module.host.giveText(Module.host.environment.randomId()); });

EM_JS(char*, dv_page_origin, (), { return Module.host.giveText(location.origin); });

namespace datavault::platform {
namespace {

Environment g_environment;

}  // namespace

const Environment& environment() { return g_environment; }

int64_t now_unix_ms() { return static_cast<int64_t>(dv_now()); }

std::string page_origin() { return take_js_text(dv_page_origin()); }

std::string random_id() { return take_js_text(dv_random_id()); }

extern "C" {

EMSCRIPTEN_KEEPALIVE void ui_environment(int dark, int contrast, int reduced_motion, int coarse,
                                         const char* locale, int locale_length) {
  g_environment.dark = dark != 0;
  g_environment.high_contrast = contrast != 0;
  g_environment.reduced_motion = reduced_motion != 0;
  g_environment.coarse_pointer = coarse != 0;
  g_environment.locale = from_js(locale, locale_length);
  post_event(EnvironmentChanged{});
}

EMSCRIPTEN_KEEPALIVE void ui_online(int online) {
  if (g_environment.online == (online != 0)) return;
  g_environment.online = online != 0;
  post_event(OnlineChanged{g_environment.online});
}

EMSCRIPTEN_KEEPALIVE void ui_visible(int visible) {
  g_environment.visible = visible != 0;
  post_event(VisibilityChanged{g_environment.visible});
}

}  // extern "C"

}  // namespace datavault::platform
