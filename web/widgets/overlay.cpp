// What lies over the page without being part of it: toasts, tooltips, announcements.
#include "web/widgets/overlay.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <string>

#include "generated/icons.h"
#include "web/platform/browser.h"
#include "web/platform/environment.h"
#include "web/platform/frame.h"
#include "web/widgets/core.h"
#include "web/widgets/feedback.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"
#include "web/widgets/tone_icon.h"

namespace datavault::ui {
namespace {

constexpr double kToastSeconds = 6;
constexpr size_t kMaxToasts = 4;
constexpr float kToastWidth = 380, kToastMargin = 16;
constexpr double kHoverDelaySeconds = 0.35;
constexpr float kTooltipWidth = 280, kTooltipPadding = 10;

struct Toast {
  int number;
  Tone tone;
  std::string message;
  double until = 0;  // 0: not shown yet
};

struct Overlay {
  std::deque<Toast> toasts;
  int last_toast = 0;
  Id hovered = 0;  // what the pointer rests on
  double hovered_at = 0;
  bool seen = false;  // in this frame
};

Overlay g_overlay;

/// The widget made last has been hovered for a moment, or has the keyboard's focus.
bool wants_detail() {
  const LastItem& item = last_item();
  if (item.focused) return true;
  if (!item.hovered) return false;
  g_overlay.seen = true;
  const double now = platform::frame_seconds();
  if (g_overlay.hovered != item.id) {
    g_overlay.hovered = item.id;
    g_overlay.hovered_at = now;
  }
  const double left = g_overlay.hovered_at + kHoverDelaySeconds - now;
  if (left <= 0.01) return true;
  platform::request_frame_in(static_cast<int>(left * 1000) + 1);
  return false;
}

Box detail_box(const Box& anchor, float width, float height) {
  constexpr float kGap = 8, kMargin = 8;
  Box box{anchor.center_x() - width / 2, anchor.bottom() + kGap, width, height};
  if (box.bottom() > platform::viewport_height() - kMargin && anchor.y > height + 2 * kGap) {
    box.y = anchor.y - kGap - height;
  }
  box.x =
      std::clamp(box.x, kMargin, std::max(platform::viewport_width() - kMargin - width, kMargin));
  box.x = std::floor(box.x);
  box.y = std::floor(box.y);
  return box;
}

void draw_detail_surface(const Box& box) {
  ImGui::PushClipRect({0, 0}, {platform::viewport_width(), platform::viewport_height()}, false);
  shadow(box, metrics::kRadius, 18);
  fill(box, colors().surface_raised, metrics::kRadius);
  outline(box, colors().border, metrics::kRadius);
  ImGui::PopClipRect();
}

constexpr ImGuiWindowFlags kDetailFlags = ImGuiWindowFlags_Tooltip | ImGuiWindowFlags_NoInputs |
                                          ImGuiWindowFlags_NoDecoration |
                                          ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                                          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;

void begin_detail(const char* name, const Box& box) {
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.w, box.h});
  ImGui::Begin(name, nullptr, kDetailFlags);
  draw_detail_surface(box);
}

/// One toast; returns false when it is over.
bool draw_toast(Toast& item, float bottom, float* height) {
  const Palette& p = colors();
  const double now = platform::frame_seconds();
  if (item.until == 0) item.until = now + kToastSeconds;
  if (now >= item.until) return false;
  platform::request_frame_in(static_cast<int>((item.until - now) * 1000) + 1);

  const float width = std::min(kToastWidth, platform::viewport_width() - 2 * kToastMargin);
  const float text_width = width - 92;
  const TextSize size = wrapped_size(item.message, TextStyle::body, text_width);
  *height = std::max(size.h, 22.0f) + 26;
  const Id id = id_within(id_of("toast"), item.number);
  const Id motion = id_within(id, "motion");
  if (memory(motion).a == 0) {
    memory(motion).a = 1;
    animate(motion, 0);
  }
  const float in = animate(motion, 1, 0.2f);
  const Box box{platform::viewport_width() - kToastMargin - width, bottom - *height + (1 - in) * 16,
                width, *height};
  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.w, box.h});
  const std::string name = "toast" + std::to_string(item.number);
  ImGui::Begin(name.c_str(), nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing |
                   ImGuiWindowFlags_NoBringToFrontOnFocus);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  draw_detail_surface(box);
  const ToneColors& tone = p.tone(item.tone);
  fill({box.x + 1, box.y + 10, 3, box.h - 20}, tone.solid, 1.5f);
  draw_icon(icon_of(item.tone), box.x + 26, box.y + 24, 20, tone.text);
  draw_wrapped(canvas(), item.message, TextStyle::body, box.x + 46, box.y + 13, text_width,
               packed(p.text));
  const Box close{box.right() - 40, box.y + 8, 32, 32};
  const Press press = press_area(id, close);
  if (press.hovered) fill(close.inset(2), p.surface_hover, metrics::kRadiusSmall);
  if (press.focused) focus_ring(close.inset(4), metrics::kRadiusSmall);
  draw_icon(icons::close, close.center_x(), close.center_y(), 18, p.text_muted);
  mirror_leaf(platform::Role::text, id_within(id, "text"), item.message,
              {box.x + 46, box.y + 13, text_width, size.h});
  mirror_leaf(platform::Role::button, id, "Dismiss", close);
  ImGui::End();
  return !press.pressed;
}

}  // namespace

void toast(Tone tone, std::string_view message) {
  g_overlay.toasts.push_back({++g_overlay.last_toast, tone, std::string(message)});
  if (g_overlay.toasts.size() > kMaxToasts) g_overlay.toasts.pop_front();
  platform::speak(message, tone == Tone::danger);
  platform::request_frame_in(0);
}

void announce(std::string_view message) { platform::speak(message); }

void tooltip(std::string_view content) {
  const LastItem item = last_item();
  if (platform::MirrorNode* node = platform::mirror().find(item.id)) {
    if (node->description.empty() && node->name != content) node->description = content;
  }
  if (!wants_detail()) return;
  const TextSize size = wrapped_size(content, TextStyle::small, kTooltipWidth);
  const Box box = detail_box(item.box, size.w + 2 * kTooltipPadding, size.h + 12);
  begin_detail("##tooltip", box);
  draw_wrapped(canvas(), content, TextStyle::small, box.x + kTooltipPadding, box.y + 6, size.w + 1,
               packed(colors().text));
  ImGui::End();
}

HoverDetail::HoverDetail(float width) {
  const LastItem item = last_item();
  if (!wants_detail()) return;
  id_ = id_within(item.id, "detail");
  const float height = std::max(memory(id_).a, 20.0f);
  width = std::min(width, platform::viewport_width() - 16);
  const Box box = detail_box(item.box, width, height);
  begin_detail("##hover detail", box);
  platform::MirrorNode& node = platform::mirror().open_layer(platform::Role::tooltip, id_, {});
  node.x = box.x;
  node.y = box.y;
  node.w = box.w;
  node.h = box.h;
  push_id(id_);
  push_flow(Flow::column(box.x + 14, box.y + 12, width - 28, 6));
  open_ = true;
}

HoverDetail::~HoverDetail() {
  if (!open_) return;
  const Flow inside = pop_flow();
  remember(memory(id_).a, inside.bottom() - inside.top() + 24);
  pop_id();
  mirror_close();
  ImGui::End();
}

void draw_toasts() {
  if (g_overlay.toasts.empty()) return;
  platform::MirrorNode& node =
      platform::mirror().open_layer(platform::Role::region, id_of("toasts"), "Notifications");
  node.w = platform::viewport_width();
  node.h = platform::viewport_height();
  float bottom = platform::viewport_height() - kToastMargin;
  for (size_t i = g_overlay.toasts.size(); i-- > 0;) {
    float height = 0;
    const bool stays = draw_toast(g_overlay.toasts[i], bottom, &height);
    if (stays) {
      bottom -= height + 10;
    } else {
      g_overlay.toasts.erase(g_overlay.toasts.begin() + static_cast<std::ptrdiff_t>(i));
      platform::request_relayout();
    }
  }
  mirror_close();
}

void end_overlay_frame() {
  if (!g_overlay.seen) g_overlay.hovered = 0;
  g_overlay.seen = false;
}

}  // namespace datavault::ui
