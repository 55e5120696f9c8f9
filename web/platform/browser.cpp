#include "web/platform/browser.h"

#include <emscripten.h>

EM_JS(void, dv_announce, (const char* text, int length, int urgent),
      { Module.host.announce(Module.host.textAt(text, length), !!urgent); });
EM_JS(void, dv_set_theme, (const char* colors, int length, int dark),
      { Module.host.environment.setTheme(Module.host.textAt(colors, length), !!dark); });

namespace datavault::platform {

void speak(std::string_view text, bool urgent) {
  dv_announce(text.data(), static_cast<int>(text.size()), urgent);
}

void set_browser_theme(std::string_view colors, bool dark) {
  dv_set_theme(colors.data(), static_cast<int>(colors.size()), dark);
}

}  // namespace datavault::platform
