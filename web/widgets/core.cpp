#include "web/widgets/core.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <vector>

#include "web/platform/environment.h"
#include "web/platform/frame.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/preferences.h"

namespace datavault::ui {
namespace {

constexpr float kPi = 3.14159265f;
constexpr float kMeasureTolerance = 0.5f;

struct Context {
  std::vector<Flow> flows;
  std::unordered_map<Id, Memory> memories;
  std::unordered_map<Id, float> animations;
  std::unordered_map<Id, int> places;
  int places_frame = -1;
  LastItem last;
};

Context g_context;

ImGuiWindow* window() { return ImGui::GetCurrentWindow(); }

ImVec2 top_left(const Box& box) { return {box.x, box.y}; }
ImVec2 bottom_right(const Box& box) { return {box.right(), box.bottom()}; }

constexpr int kCornerPoints = 9;

/// The vertices around a box with rounded corners: kCornerPoints for each corner.
void write_outline(ImDrawList* list, const Box& box, float radius, ImU32 color) {
  const float lefts[] = {box.x + radius, box.right() - radius};
  const float tops[] = {box.y + radius, box.bottom() - radius};
  for (int corner = 0; corner < 4; ++corner) {
    // From the top left one clockwise.
    const ImVec2 middle(lefts[corner == 1 || corner == 2], tops[corner >= 2]);
    for (int point = 0; point < kCornerPoints; ++point) {
      const float turn = static_cast<float>(point) / (kCornerPoints - 1);
      const float angle = (static_cast<float>(corner) + turn + 2) * kPi / 2;
      const ImVec2 at(middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle));
      list->PrimWriteVtx(at, list->_Data->TexUvWhitePixel, color);
    }
  }
}

void reach(const Box& box) {
  ImGuiWindow* win = window();
  win->DC.CursorMaxPos.x = std::max(win->DC.CursorMaxPos.x, box.right());
  win->DC.CursorMaxPos.y = std::max(win->DC.CursorMaxPos.y, box.bottom());
  win->DC.IsSetPos = false;
}

}  // namespace

std::string_view visible_label(std::string_view label) { return label.substr(0, label.find("##")); }

Id id_of(std::string_view label) {
  return window()->GetID(label.data(), label.data() + label.size());
}
Id id_within(Id id, std::string_view part) { return ImHashStr(part.data(), part.size(), id); }
Id id_within(Id id, int part) { return ImHashData(&part, sizeof part, id); }
void push_id(Id id) { ImGui::PushOverrideID(id); }
void pop_id() { ImGui::PopID(); }

Flow& flow() { return g_context.flows.back(); }
void push_flow(const Flow& inner) { g_context.flows.push_back(inner); }
Flow pop_flow() {
  const Flow ended = g_context.flows.back();
  g_context.flows.pop_back();
  return ended;
}

Box place(float w, float h) {
  const Box box = flow().place(w, h);
  reach(box);
  return box;
}

Id next_place_id() {
  if (g_context.places_frame != ImGui::GetFrameCount()) {
    g_context.places_frame = ImGui::GetFrameCount();
    g_context.places.clear();
  }
  const Id scope = window()->IDStack.back();
  return id_within(scope, g_context.places[scope]++);
}

Memory& memory(Id id) { return g_context.memories[id]; }

void remember(float& slot, float measured) {
  if (std::abs(slot - measured) < kMeasureTolerance) return;
  slot = measured;
  platform::request_relayout();
}

Press press_area(Id id, const Box& box, PressOptions options) {
  const ImRect rect(top_left(box), bottom_right(box));
  Press press;
  press.focused = platform::mirror().focus_visible(id);
  const bool clicked = platform::mirror().take_click(id);
  if (options.overlapped) ImGui::SetNextItemAllowOverlap();
  if (ImGui::ItemAdd(rect, id)) {
    if (options.enabled) {
      const ImGuiButtonFlags flags = options.overlapped ? ImGuiButtonFlags_AllowOverlap : 0;
      press.pressed = ImGui::ButtonBehavior(rect, id, &press.hovered, &press.held, flags);
      if (press.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    } else {
      press.hovered = ImGui::ItemHoverable(rect, id, 0);
      if (press.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_NotAllowed);
    }
  }
  press.pressed = options.enabled && (press.pressed || clicked);
  g_context.last = {id, box, press.hovered, press.focused};
  return press;
}

bool is_visible(const Box& box) {
  return window()->ClipRect.Overlaps(ImRect(top_left(box), bottom_right(box)));
}

float control_height() {
  if (platform::environment().coarse_pointer) return metrics::kControlHeightTouch;
  return density() == Density::compact ? metrics::kControlHeightCompact : metrics::kControlHeight;
}

float small_control_height(float natural) {
  return platform::environment().coarse_pointer ? metrics::kControlHeightTouch : natural;
}

LastItem& last_item() { return g_context.last; }

platform::MirrorNode& mirror_leaf(platform::Role role, Id id, std::string_view name,
                                  const Box& box) {
  platform::MirrorNode& node = platform::mirror().add(role, id, name);
  node.x = box.x;
  node.y = box.y;
  node.w = box.w;
  node.h = box.h;
  return node;
}

platform::MirrorNode& mirror_open(platform::Role role, Id id, std::string_view name,
                                  const Box& box) {
  platform::MirrorNode& node = platform::mirror().open(role, id, name);
  node.x = box.x;
  node.y = box.y;
  node.w = box.w;
  node.h = box.h;
  return node;
}

void mirror_close() { platform::mirror().close(); }

bool wants_motion() {
  const MotionChoice choice = motion_choice();
  if (choice == MotionChoice::system) return !platform::environment().reduced_motion;
  return choice == MotionChoice::full;
}

float animate(Id id, float target, float seconds) {
  const auto [entry, fresh] = g_context.animations.try_emplace(id, target);
  float& value = entry->second;
  if (fresh || value == target) return value;
  if (!wants_motion()) return value = target;
  // Exponential approach: a change of target in between leaves no kink.
  const float share = 1 - std::exp(-platform::frame_delta_seconds() * 3 / seconds);
  value += (target - value) * share;
  if (std::abs(target - value) < 0.004f) value = target;
  if (value != target) platform::request_frame_in(0);
  return value;
}

ImDrawList* canvas() { return window()->DrawList; }

ImU32 packed(Color color, float alpha) {
  const auto a = static_cast<uint8_t>(
      std::lround(static_cast<float>(color.a) * std::clamp(alpha, 0.0f, 1.0f)));
  return IM_COL32(color.r, color.g, color.b, a);
}

Color mix(Color from, Color to, float amount) {
  const auto channel = [&](uint8_t a, uint8_t b) {
    return static_cast<uint8_t>(
        std::lround(static_cast<float>(a) + static_cast<float>(b - a) * amount));
  };
  return {channel(from.r, to.r), channel(from.g, to.g), channel(from.b, to.b),
          channel(from.a, to.a)};
}

void fill(const Box& box, Color color, float radius) {
  if (box.w == box.h && 2 * radius >= box.w) {  // small circles come out rounder as such
    canvas()->AddCircleFilled({box.center_x(), box.center_y()}, box.w / 2, packed(color));
    return;
  }
  canvas()->AddRectFilled(top_left(box), bottom_right(box), packed(color), radius);
}

void outline(const Box& box, Color color, float radius, float thickness) {
  // ImGui centres the line on the edge: half a pixel inside it stays sharp.
  const Box line = box.inset(thickness / 2);
  canvas()->AddRect(top_left(line), bottom_right(line), packed(color), radius, 0, thickness);
}

void shadow(const Box& box, float radius, float depth) {
  // Outlines that grow faster and faster, the last one clear: dark at the edge, with a long soft
  // end. Only what is between them is drawn, since the box hides the rest.
  constexpr int kOutlines = 9;
  constexpr int kPoints = 4 * kCornerPoints;
  ImDrawList* list = canvas();
  list->PrimReserve((kOutlines - 1) * kPoints * 6, kOutlines * kPoints);
  for (int i = 0; i < kOutlines; ++i) {
    const float share = static_cast<float>(i) / (kOutlines - 1);
    const float spread = depth * share * share;
    Box outline = box.inset(-spread);
    outline.y += spread * 0.4f;
    write_outline(list, outline, radius + spread, packed(colors().shadow, 1.2f * (1 - share)));
  }
  const auto first = static_cast<ImDrawIdx>(list->_VtxCurrentIdx - kOutlines * kPoints);
  for (int i = 0; i + 1 < kOutlines; ++i) {
    for (int point = 0; point < kPoints; ++point) {
      const int inner = i * kPoints + point;
      const int next = i * kPoints + (point + 1) % kPoints;
      for (const int vertex :
           {inner, next, next + kPoints, inner, next + kPoints, inner + kPoints}) {
        list->PrimWriteIdx(static_cast<ImDrawIdx>(first + vertex));
      }
    }
  }
}

void focus_ring(const Box& box, float radius) {
  outline(box.inset(-3), colors().focus, radius + 3, 2);
}

void draw_icon(const char* glyph, float center_x, float center_y, float size, Color color) {
  draw_icon_glyph(canvas(), glyph, center_x, center_y, size, packed(color));
}

void draw_spinner(float center_x, float center_y, float radius, Color color) {
  constexpr float kTurnsPerSecond = 0.9f;
  constexpr int kFrameMs = 16;
  const auto turn =
      wants_motion()
          ? static_cast<float>(std::fmod(platform::frame_seconds() * kTurnsPerSecond, 1.0))
          : 0.15f;
  const float start = turn * 2 * kPi;
  ImDrawList* list = canvas();
  list->AddCircle({center_x, center_y}, radius, packed(color, 0.2f), 0, 2);
  list->PathArcTo({center_x, center_y}, radius, start, start + kPi * 0.6f, 16);
  list->PathStroke(packed(color), 0, 2);
  const Box box{center_x - radius, center_y - radius, 2 * radius, 2 * radius};
  if (wants_motion() && is_visible(box)) platform::request_frame_in(kFrameMs);
}

}  // namespace datavault::ui
