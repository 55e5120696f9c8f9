// What the pointer and the mirror's elements report.
#include <emscripten.h>
#include <imgui.h>

#include "web/platform/bridge.h"
#include "web/platform/mirror.h"
#include "web/platform/runtime.h"

namespace datavault::platform {

extern "C" {

EMSCRIPTEN_KEEPALIVE void ui_pointer(float x, float y, int touch) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(x, y);
}

EMSCRIPTEN_KEEPALIVE void ui_button(int button, int down) {
  ImGui::GetIO().AddMouseButtonEvent(button, down != 0);
}

EMSCRIPTEN_KEEPALIVE void ui_wheel(float x, float y) { ImGui::GetIO().AddMouseWheelEvent(x, y); }

EMSCRIPTEN_KEEPALIVE void ui_modifiers(int ctrl, int shift, int alt, int super) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, ctrl != 0);
  io.AddKeyEvent(ImGuiMod_Shift, shift != 0);
  io.AddKeyEvent(ImGuiMod_Alt, alt != 0);
  io.AddKeyEvent(ImGuiMod_Super, super != 0);
}

EMSCRIPTEN_KEEPALIVE void ui_window_focus(int focused) {
  ImGui::GetIO().AddFocusEvent(focused != 0);
}

EMSCRIPTEN_KEEPALIVE void ui_escape() { mirror().on_escape(); }
EMSCRIPTEN_KEEPALIVE void ui_mirror_click(unsigned id) { mirror().on_click(id); }
EMSCRIPTEN_KEEPALIVE void ui_mirror_submit(unsigned id) { mirror().on_submit(id); }
EMSCRIPTEN_KEEPALIVE void ui_mirror_focus(unsigned id, int visible) {
  mirror().on_focus(id, visible != 0);
}
EMSCRIPTEN_KEEPALIVE void ui_mirror_scroll(unsigned id, float x, float y) {
  mirror().on_scroll(id, x, y);
}
EMSCRIPTEN_KEEPALIVE void ui_mirror_key(unsigned id, int key) {
  mirror().on_key(id, static_cast<MirrorKey>(key));
}
EMSCRIPTEN_KEEPALIVE void ui_mirror_input(unsigned id, unsigned seq, const char* text, int length) {
  mirror().on_input(id, {std::string(from_js(text, length)), seq});
}

EMSCRIPTEN_KEEPALIVE void ui_shortcut(int shortcut) {
  post_event(ShortcutPressed{static_cast<Shortcut>(shortcut)});
}

EMSCRIPTEN_KEEPALIVE void ui_copy() { deliver_event(CopyRequested{}); }
EMSCRIPTEN_KEEPALIVE void ui_paste(const char* text, int length) {
  post_event(TextPasted{std::string(from_js(text, length))});
}

}  // extern "C"

}  // namespace datavault::platform
