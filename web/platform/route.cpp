#include "web/platform/route.h"

#include <emscripten.h>

#include "web/platform/bridge.h"
#include "web/platform/frame.h"
#include "web/platform/runtime.h"

EM_JS(void, dv_navigate, (const char* path, int length, int replace),
      { Module.host.route.navigate(Module.host.textAt(path, length), !!replace); });
EM_JS(void, dv_set_title, (const char* title, int length),
      { Module.host.route.setTitle(Module.host.textAt(title, length)); });
EM_JS(void, dv_open_tab, (const char* url, int length),
      { Module.host.route.openTab(Module.host.textAt(url, length)); });

namespace datavault::platform {
namespace {

std::string g_route = "/";
std::string g_title;

void go(std::string_view path, bool replace) {
  g_route = path;
  g_title.clear();
  dv_navigate(path.data(), static_cast<int>(path.size()), replace);
  post_event(RouteChanged{g_route});
  request_frame_in(0);
}

}  // namespace

void navigate(std::string_view path) { go(path, false); }
void navigate_replace(std::string_view path) { go(path, true); }
const std::string& current_route() { return g_route; }

void set_page_title(std::string_view title) {
  if (title == g_title) return;
  g_title = title;
  dv_set_title(title.data(), static_cast<int>(title.size()));
}

void open_in_new_tab(std::string_view url) {
  dv_open_tab(url.data(), static_cast<int>(url.size()));
}

extern "C" EMSCRIPTEN_KEEPALIVE void ui_route(const char* path, int length) {
  g_route = from_js(path, length);
  g_title.clear();
  post_event(RouteChanged{g_route});
}

}  // namespace datavault::platform
