// Where the page's program begins. The application itself is web/main.cpp.
#include <emscripten.h>
#include <imgui.h>

#include "web/platform/app_hooks.h"
#include "web/platform/font_atlas.h"
#include "web/platform/graphics.h"

EM_JS(void, dv_fail, (), {
  Module.host.fail(
      'This browser cannot show DataVault',
      'It did not give the page a WebGL 2 drawing surface. Close other tabs or switch on ' +
          'hardware acceleration in the settings, then try again.');
});
EM_JS(void, dv_prepare, (), { Module.host.prepare(); });
EM_JS(void, dv_start, (), { Module.host.start(); });

int main() {
  using namespace datavault::platform;
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  if (!graphics_start()) {
    dv_fail();
    return 1;
  }
  font_atlas_start();
  dv_prepare();
  app_start();
  dv_start();
  return 0;
}
