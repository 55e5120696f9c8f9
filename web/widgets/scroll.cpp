#include "web/widgets/scroll.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "web/platform/environment.h"
#include "web/platform/frame.h"

namespace datavault::ui {
namespace {

constexpr float kBarWidth = 6, kBarMargin = 3, kMinThumb = 32;
// The browser scrolls by fractions of pixels, ImGui by whole ones.
constexpr float kScrollTolerance = 1;

/// What the region remembers: Memory is a, b: scroll of the element; c: number of orders.
struct ScrollState {
  Memory& scroll;
  Memory& size;  // a: content height; b: wish to scroll to the top
};

ScrollState state_of(Id id) {
  Memory& size = memory(id_within(id, "size"));
  return {memory(id), size};
}

void begin_window(Id id, const Box& box) {
  ScrollState state = state_of(id);
  if (const auto scroll = platform::mirror().take_scroll(id)) {
    state.scroll.a = scroll->x;
    state.scroll.b = scroll->y;
    ImGui::SetNextWindowScroll({std::round(scroll->x), std::round(scroll->y)});
  }
  if (state.size.b != 0) {
    state.size.b = 0;
    ImGui::SetNextWindowScroll({0, 0});
  }
  ImGui::SetCursorScreenPos({box.x, box.y});
  ImGui::BeginChild(id, {box.w, box.h}, ImGuiChildFlags_None,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                        ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav);
}

/// Where the element is somewhere else, it is told to follow.
void write_scroll(platform::MirrorNode& node, Memory& known) {
  const ImVec2 scroll = ImGui::GetCurrentWindow()->Scroll;
  if (std::abs(scroll.x - known.a) > kScrollTolerance ||
      std::abs(scroll.y - known.b) > kScrollTolerance) {
    known.a = scroll.x;
    known.b = scroll.y;
    known.c += 1;
  }
  node.offset_x = scroll.x;
  node.offset_y = scroll.y;
  node.scroll_x = known.c > 0 ? known.a : 0;
  node.scroll_y = known.c > 0 ? known.b : 0;
  node.scroll_order = static_cast<uint32_t>(known.c);
}

struct Bar {
  Box track, thumb;
  float range = 0;  // of the thumb's travel
};

Bar bar_of(const Box& box, float content, float scroll) {
  Bar bar;
  bar.track = {box.right() - kBarWidth - kBarMargin, box.y + kBarMargin, kBarWidth,
               box.h - 2 * kBarMargin};
  const float thumb = std::clamp(bar.track.h * box.h / content, kMinThumb, bar.track.h);
  bar.range = bar.track.h - thumb;
  const float share = std::clamp(scroll / std::max(content - box.h, 1.0f), 0.0f, 1.0f);
  bar.thumb = {bar.track.x, bar.track.y + bar.range * share, kBarWidth, thumb};
  return bar;
}

/// The bar takes the pointer before what it lies over does, and is drawn after it.
void handle_bar(Id id, const Box& box, float content) {
  if (content <= box.h + 1 || platform::environment().coarse_pointer) return;
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  const Bar bar = bar_of(box, content, window->Scroll.y);
  const Id bar_id = id_within(id, "bar");
  const ImRect rect(bar.track.x - kBarMargin, bar.thumb.y, box.right(), bar.thumb.bottom());
  bool hovered = false, held = false;
  if (!ImGui::ItemAdd(rect, bar_id)) return;
  ImGui::ButtonBehavior(rect, bar_id, &hovered, &held);
  if (held && bar.range > 0) {
    const float moved = ImGui::GetIO().MouseDelta.y * (content - box.h) / bar.range;
    if (moved != 0) {
      Memory& drag = memory(bar_id);
      if (ImGui::GetActiveID() == bar_id && GImGui->ActiveIdIsJustActivated) drag.a = 0;
      drag.a += moved;
      const float whole = std::trunc(drag.a);
      drag.a -= whole;
      ImGui::SetScrollY(window, window->Scroll.y + whole);
      platform::request_relayout();
    }
  }
  memory(bar_id).b = held ? 2.0f : hovered ? 1.0f : 0.0f;
}

void draw_bar(Id id, const Box& box, float content) {
  // Fingers scroll the page itself; a bar would only lie over it.
  if (content <= box.h + 1 || platform::environment().coarse_pointer) return;
  const Bar bar = bar_of(box, content, ImGui::GetCurrentWindow()->Scroll.y);
  const float state = memory(id_within(id, "bar")).b;
  const float alpha = state >= 2 ? 0.75f : state >= 1 ? 0.6f : 0.3f;
  const Color color = colors().text_muted;
  fill(bar.thumb, color.with_alpha(static_cast<uint8_t>(alpha * 255)), kBarWidth / 2);
}

}  // namespace

ScrollRegion::ScrollRegion(platform::Role role, std::string_view name, Id id, const Box& box,
                           Padding padding, float gap, float max_width)
    : id_(id), box_(box), padding_(padding) {
  begin_window(id, box);
  push_id(id);
  platform::MirrorNode& node = mirror_open(role, id, name, box);
  node_ = node.id;
  ScrollState state = state_of(id);
  write_scroll(node, state.scroll);
  handle_bar(id, box, state.size.a);

  const ImVec2 origin = ImGui::GetCurrentWindow()->DC.CursorStartPos;
  float left = origin.x + padding.left;
  float width = box.w - padding.left - padding.right;
  if (max_width > 0 && width > max_width) {
    left = std::floor(left + (width - max_width) / 2);
    width = max_width;
  }
  push_flow(Flow::column(left, origin.y + padding.top, width, gap));
}

ScrollRegion::~ScrollRegion() {
  const Flow inside = pop_flow();
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  const float content = std::ceil(inside.bottom() - window->DC.CursorStartPos.y + padding_.bottom);
  window->DC.CursorMaxPos = {window->DC.CursorStartPos.x + box_.w,
                             window->DC.CursorStartPos.y + content};
  remember(state_of(id_).size.a, content);
  draw_bar(id_, box_, content);
  if (platform::MirrorNode* node = platform::mirror().find(node_)) {
    node->content_w = 1;
    node->content_h = content;
  }
  mirror_close();
  pop_id();
  ImGui::EndChild();
}

float scroll_content_height(Id id) { return state_of(id).size.a; }

void scroll_to_top(Id id) { state_of(id).size.b = 1; }

}  // namespace datavault::ui
