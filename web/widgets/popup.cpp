#include "web/widgets/popup.h"

#include <imgui_internal.h>

#include <algorithm>

#include "web/platform/frame.h"

namespace datavault::ui {
namespace {

constexpr float kGapToAnchor = 4, kScreenMargin = 8, kPopupPadding = 6;

/// Below the anchor, or above where that has more room; always on the screen.
Box popup_box(const Box& anchor, float width, float height) {
  const float screen_w = platform::viewport_width();
  const float screen_h = platform::viewport_height();
  const float below = screen_h - anchor.bottom() - kGapToAnchor - kScreenMargin;
  const float above = anchor.y - kGapToAnchor - kScreenMargin;
  Box box{anchor.x, anchor.bottom() + kGapToAnchor, width, height};
  if (height > below && above > below) {
    box.h = std::min(height, above);
    box.y = anchor.y - kGapToAnchor - box.h;
  } else {
    box.h = std::min(height, std::max(below, 80.0f));
  }
  box.w = std::min(box.w, screen_w - 2 * kScreenMargin);
  box.x = std::clamp(box.x, kScreenMargin, screen_w - kScreenMargin - box.w);
  return box;
}

void draw_surface(const Box& box) {
  ImGui::PushClipRect({0, 0}, {platform::viewport_width(), platform::viewport_height()}, false);
  shadow(box, metrics::kRadius, 22);
  fill(box, colors().surface_raised, metrics::kRadius);
  outline(box, colors().border, metrics::kRadius);
  ImGui::PopClipRect();
}

}  // namespace

void open_popup(Id id) { ImGui::OpenPopupEx(id); }
void close_popup() { ImGui::CloseCurrentPopup(); }
bool popup_is_open(Id id) { return ImGui::IsPopupOpen(id, ImGuiPopupFlags_AnyPopupLevel); }
bool popup_is_covered() { return GImGui->OpenPopupStack.Size > GImGui->BeginPopupStack.Size; }

// What a popup remembers: a: height of its content.
Popup::Popup(platform::Role role, std::string_view name, Id id, const Box& anchor, float width,
             float max_height)
    : id_(id) {
  if (!popup_is_open(id)) return;
  const Memory& known = memory(id);
  const float height = std::min(std::max(known.a, 40.0f), max_height);
  const Box box = popup_box(anchor, width, height);
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.w, box.h});
  open_ = ImGui::BeginPopupEx(id, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                      ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                      ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
  if (!open_) return;
  if (!popup_is_covered() && platform::mirror().take_escape()) close_popup();
  draw_surface(box);
  platform::MirrorNode& node = platform::mirror().open_layer(role, id, name);
  node.x = box.x;
  node.y = box.y;
  node.w = box.w;
  node.h = box.h;
  set_flag(node, platform::mirror_flag::kTakesFocus);
  push_id(id);
  push_flow(
      Flow::column(box.x + kPopupPadding, box.y + kPopupPadding, box.w - 2 * kPopupPadding, 0));
}

Popup::~Popup() {
  if (!open_) return;
  const Flow inside = pop_flow();
  remember(memory(id_).a, inside.bottom() - inside.top() + 2 * kPopupPadding);
  pop_id();
  mirror_close();
  ImGui::EndPopup();
}

void close_orphaned_popups() {
  ImGuiContext& g = *GImGui;
  for (int i = 0; i < g.OpenPopupStack.Size; ++i) {
    const ImGuiPopupData& popup = g.OpenPopupStack[i];
    const bool drawn = popup.Window != nullptr && popup.Window->Active;
    if (drawn || popup.OpenFrameCount >= g.FrameCount - 1) continue;
    ImGui::ClosePopupToLevel(i, true);
    platform::request_relayout();
    return;
  }
}

}  // namespace datavault::ui
