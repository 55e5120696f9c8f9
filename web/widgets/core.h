#pragma once

#include <imgui.h>

#include <cstdint>
#include <string_view>

#include "web/platform/mirror.h"
#include "web/theme/theme.h"
#include "web/widgets/flow.h"

namespace datavault::ui {

/// What all widgets are made of; not for views.

using Id = ImGuiID;

/// The label up to "##", which only tells widgets apart.
std::string_view visible_label(std::string_view label);
/// The identity of a widget with that label, here.
Id id_of(std::string_view label);
/// Another identity that belongs to a widget.
Id id_within(Id id, std::string_view part);
Id id_within(Id id, int part);
void push_id(Id id);
void pop_id();

// ---- place ----

/// The flow that widgets are placed in now.
Flow& flow();
void push_flow(const Flow& inner);
/// Ends the innermost flow and returns it.
Flow pop_flow();
/// The next free box of the flow; also tells ImGui how far the content reaches.
Box place(float w, float h);
/// A number of this place in the interface, the same in every frame: for things without a label.
Id next_place_id();

/// What a widget remembers from frame to frame.
struct Memory {
  float a = 0, b = 0, c = 0, d = 0;
};
Memory& memory(Id id);
/// Stores a measure; asks for another drawing when it differs from the one remembered.
void remember(float& slot, float measured);

// ---- input ----

struct Press {
  bool hovered = false;
  bool held = false;
  bool pressed = false;
  bool focused = false;  // by keyboard: draw the ring
};
struct PressOptions {
  bool enabled = true;
  bool overlapped = false;  // other widgets lie on it and take their clicks
};
/// Makes the box clickable, by pointer, keyboard and screen reader (through the mirror's node
/// `id`).
Press press_area(Id id, const Box& box, PressOptions options = {});
/// Something of the box is on screen.
bool is_visible(const Box& box);
float control_height();
/// The same for what is smaller than usual: `natural` where a pointer is precise.
float small_control_height(float natural);

/// The widget made last, for tooltips.
struct LastItem {
  Id id = 0;
  Box box;
  bool hovered = false;
  bool focused = false;
};
LastItem& last_item();

// ---- mirror ----

platform::MirrorNode& mirror_leaf(platform::Role role, Id id, std::string_view name,
                                  const Box& box);
/// A container whose box is known; close with mirror_close().
platform::MirrorNode& mirror_open(platform::Role role, Id id, std::string_view name,
                                  const Box& box);
void mirror_close();
inline void set_flag(platform::MirrorNode& node, uint32_t flag, bool on = true) {
  if (on) node.flags |= flag;
}

// ---- movement ----

/// Moves towards the target from frame to frame; at once where the user wants no motion.
float animate(Id id, float target, float seconds = 0.12f);
bool wants_motion();

// ---- drawing ----

ImDrawList* canvas();
ImU32 packed(Color color, float alpha = 1);
Color mix(Color from, Color to, float amount);
void fill(const Box& box, Color color, float radius = 0);
void outline(const Box& box, Color color, float radius, float thickness = 1);
void shadow(const Box& box, float radius, float depth);
void focus_ring(const Box& box, float radius);
void draw_icon(const char* glyph, float center_x, float center_y, float size, Color color);
void draw_spinner(float center_x, float center_y, float radius, Color color);

}  // namespace datavault::ui
