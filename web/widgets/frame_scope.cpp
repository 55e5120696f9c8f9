#include "web/widgets/frame_scope.h"

#include <cstdio>
#include <string>

#include "web/platform/browser.h"
#include "web/platform/environment.h"
#include "web/platform/frame.h"
#include "web/platform/graphics.h"
#include "web/platform/storage.h"
#include "web/widgets/core.h"
#include "web/widgets/overlay.h"
#include "web/widgets/popup.h"

namespace datavault::ui {
namespace {

constexpr std::string_view kThemeKey = "theme";

struct Themes {
  bool loaded = false;
  bool applied = false;
  ThemeChoice choice = ThemeChoice::system;
};
Themes g_themes;

std::string css_entry(const char* name, Color color) {
  char text[40];
  std::snprintf(text, sizeof text, "%s:#%02x%02x%02x;", name, color.r, color.g, color.b);
  return text;
}

void apply_theme(ThemeKind kind) {
  set_current_theme(kind);
  const Palette& p = colors();
  platform::graphics_set_background(static_cast<float>(p.page.r) / 255,
                                    static_cast<float>(p.page.g) / 255,
                                    static_cast<float>(p.page.b) / 255);
  const std::string css = css_entry("page", p.page) + css_entry("surface", p.surface) +
                          css_entry("border", p.border) + css_entry("text", p.text) +
                          css_entry("muted", p.text_muted) + css_entry("accent", p.focus) +
                          css_entry("selection", p.accent.border);
  platform::set_browser_theme(css, kind != ThemeKind::light);
}

void update_theme() {
  const ThemeChoice choice = theme_choice();
  const auto& system = platform::environment();
  const ThemeKind kind = resolve_theme(choice, system.dark, system.high_contrast);
  if (g_themes.applied && kind == current_theme()) return;
  g_themes.applied = true;
  apply_theme(kind);
}

/// Widgets place themselves: ImGui's own spacing would only be in the way.
void plain_style() {
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = style.ItemSpacing = style.FramePadding = {0, 0};
  style.WindowBorderSize = style.PopupBorderSize = style.ChildBorderSize = 0;
  style.WindowMinSize = {1, 1};
  style.AntiAliasedLinesUseTex = true;
  style.CircleTessellationMaxError = 0.15f;
  style.CurveTessellationTol = 0.8f;
}

}  // namespace

ThemeChoice theme_choice() {
  if (!g_themes.loaded) {
    g_themes.loaded = true;
    g_themes.choice = theme_choice_from(platform::preference(kThemeKey));
  }
  return g_themes.choice;
}

void set_theme_choice(ThemeChoice choice) {
  g_themes.loaded = true;
  g_themes.choice = choice;
  platform::set_preference(kThemeKey,
                           choice == ThemeChoice::system ? std::string_view() : name_of(choice));
  platform::request_relayout();
}

FrameScope::FrameScope() {
  plain_style();
  update_theme();
  const float width = platform::viewport_width(), height = platform::viewport_height();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width, height});
  ImGui::Begin("##page", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoScrollWithMouse);
  push_flow(Flow::column(0, 0, width, 0));
}

FrameScope::~FrameScope() {
  pop_flow();
  draw_toasts();
  ImGui::End();
  close_orphaned_popups();
  end_overlay_frame();
}

}  // namespace datavault::ui
