// The loop of the page: events in, frames out. JavaScript (shell/frame.js) owns the clock.
#include "web/platform/runtime.h"

#include <emscripten.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <utility>

#include "web/platform/app_hooks.h"
#include "web/platform/font_atlas.h"
#include "web/platform/frame.h"
#include "web/platform/graphics.h"
#include "web/platform/mirror.h"
#include "web/platform/shaped_text.h"

EM_JS(void, dv_publish, (const char* patch), { Module.host.publish(UTF8ToString(patch)); });
EM_JS(void, dv_set_cursor, (const char* name), { Module.host.setCursor(UTF8ToString(name)); });
EM_JS(void, dv_focus, (unsigned id), { Module.host.focusId(id >>> 0); });
EM_JS(void, dv_wake, (), { Module.host.wake(); });

namespace datavault::platform {
namespace {

// A layout that has not settled after this many drawings is shown as it is.
constexpr int kMaxPasses = 5;
constexpr int kNever = -1;

struct Viewport {
  float width = 0, height = 0;
  int pixel_width = 0, pixel_height = 0;
  float ratio = 1;
};

struct Loop {
  std::deque<PlatformEvent> events;
  double now_seconds = 0;
  double last_seconds = 0;
  float delta = 0;
  bool relayout = false;
  bool in_frame = false;
  int next_ms = kNever;
  ImGuiMouseCursor cursor = ImGuiMouseCursor_COUNT;
  ImGuiID active = 0;
};

Loop g_loop;

void deliver_all_events() {
  // An event's handler may post more, without end in the worst case: those wait for the next pass.
  for (size_t left = g_loop.events.size(); left > 0; --left) {
    const PlatformEvent event = std::move(g_loop.events.front());
    g_loop.events.pop_front();
    app_event(event);
  }
}

/// Something was pressed or typed, so what is drawn first is the state before the reaction to it.
bool reacted_to_input() {
  const ImGuiIO& io = ImGui::GetIO();
  return std::any_of(std::begin(io.MouseClicked), std::end(io.MouseClicked),
                     [](bool on) { return on; }) ||
         std::any_of(std::begin(io.MouseReleased), std::end(io.MouseReleased),
                     [](bool on) { return on; });
}

void one_pass(float delta) {
  const bool had_events = mirror().has_events();
  g_loop.relayout = false;
  g_loop.next_ms = kNever;
  deliver_all_events();
  font_atlas_update();
  ImGui::GetIO().DeltaTime = std::max(delta, 1e-5f);
  graphics_new_frame();
  ImGui::NewFrame();
  mirror().begin();
  g_loop.delta = delta;
  g_loop.in_frame = true;
  app_frame();
  g_loop.in_frame = false;
  ImGui::Render();
  mirror().forget_events();
  if (had_events || reacted_to_input()) g_loop.relayout = true;
}

bool needs_another_pass() {
  return g_loop.relayout || !g_loop.events.empty() || GImGui->InputEventsQueue.Size > 0 ||
         font_atlas_outdated();
}

void set_viewport(const Viewport& view) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = ImVec2(std::max(view.width, 1.0f), std::max(view.height, 1.0f));
  io.DisplayFramebufferScale = ImVec2(static_cast<float>(view.pixel_width) / io.DisplaySize.x,
                                      static_cast<float>(view.pixel_height) / io.DisplaySize.y);
  font_atlas_set_ratio(view.ratio);
}

void send_cursor() {
  static constexpr const char* kNames[] = {"default",     "text",      "move",
                                           "ns-resize",   "ew-resize", "nesw-resize",
                                           "nwse-resize", "pointer",   "not-allowed"};
  const ImGuiMouseCursor cursor = ImGui::GetMouseCursor();
  if (cursor == g_loop.cursor) return;
  g_loop.cursor = cursor;
  dv_set_cursor(cursor >= 0 && cursor < ImGuiMouseCursor_COUNT ? kNames[cursor] : "none");
}

/// The pressed widget's element gets the browser's focus, so that Tab goes on from there.
void send_focus() {
  const ImGuiID active = GImGui->ActiveId;
  if (active != g_loop.active && active != 0) dv_focus(active);
  g_loop.active = active;
}

int run(double now_ms, const Viewport& view) {
  g_loop.now_seconds = now_ms / 1000;
  const double passed = g_loop.now_seconds - g_loop.last_seconds;
  g_loop.delta = static_cast<float>(std::clamp(passed, 0.0, 0.1));
  g_loop.last_seconds = std::max(g_loop.last_seconds, g_loop.now_seconds);
  set_viewport(view);

  int wanted = kNever;
  for (int pass = 0; pass < kMaxPasses; ++pass) {
    one_pass(pass == 0 ? g_loop.delta : 0);
    if (!needs_another_pass()) break;
  }
  wanted = g_loop.next_ms;
  if (needs_another_pass()) wanted = 0;

  if (const auto patch = mirror().finish()) dv_publish(patch->c_str());
  send_cursor();
  send_focus();
  return wanted;
}

}  // namespace

void post_event(PlatformEvent event) { g_loop.events.push_back(std::move(event)); }

void deliver_event(const PlatformEvent& event) { app_event(event); }

void request_frame_in(int ms) {
  ms = std::max(ms, 0);
  g_loop.next_ms = g_loop.next_ms == kNever ? ms : std::min(g_loop.next_ms, ms);
  if (!g_loop.in_frame) dv_wake();
}

void request_relayout() { g_loop.relayout = true; }

double frame_seconds() { return g_loop.now_seconds; }
float frame_delta_seconds() { return g_loop.delta; }
float viewport_width() { return ImGui::GetIO().DisplaySize.x; }
float viewport_height() { return ImGui::GetIO().DisplaySize.y; }

extern "C" {

/// Draws. Returns the milliseconds until the next wanted frame; -1 for never.
EMSCRIPTEN_KEEPALIVE int ui_frame(double now_ms, float width, float height, int pixel_width,
                                  int pixel_height, float ratio) {
  const int next = run(now_ms, {width, height, pixel_width, pixel_height, ratio});
  graphics_paint(pixel_width, pixel_height);
  shaped_text_end_frame();
  return next;
}

/// The same without drawing; for handlers that need the result of an input at once.
EMSCRIPTEN_KEEPALIVE int ui_logic(double now_ms, float width, float height, int pixel_width,
                                  int pixel_height, float ratio) {
  return run(now_ms, {width, height, pixel_width, pixel_height, ratio});
}

}  // extern "C"

}  // namespace datavault::platform
