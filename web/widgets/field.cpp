#include "web/widgets/field.h"

#include <imgui_internal.h>

#include <algorithm>

#include "generated/icons.h"
#include "web/platform/frame.h"
#include "web/platform/intl.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"
#include "web/widgets/text.h"

namespace datavault::ui {
namespace {

constexpr float kFieldPadding = 12;  // shell/app.css has the same
constexpr float kMultilineTop = 8;
constexpr std::string_view kBullet = "\xE2\x80\xA2";

/// Something of a higher layer (a menu, a toast) lies over the box: the element below must not take
/// the pointer.
bool is_covered(const Box& box) {
  const ImGuiWindow* own = ImGui::GetCurrentWindow()->RootWindow;
  const ImGuiContext& g = *GImGui;
  bool above = false;
  for (const ImGuiWindow* window : g.Windows) {
    if (window == own) {
      above = true;
      continue;
    }
    if (!above || !window->WasActive || window->RootWindow != window) continue;
    if (window->Flags & (ImGuiWindowFlags_NoMouseInputs | ImGuiWindowFlags_Tooltip)) continue;
    if (box.overlaps({window->Pos.x, window->Pos.y, window->Size.x, window->Size.y})) return true;
  }
  return false;
}

std::string bullets(std::string_view text) {
  const auto count = std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  });
  std::string result;
  for (std::ptrdiff_t i = 0; i < count; ++i) result += kBullet;
  return result;
}

/// While it is not being edited.
std::string as_shown(std::string_view value, platform::Role role) {
  if (role == platform::Role::password) return bullets(value);
  if (role == platform::Role::date_time) {
    const auto time = platform::unix_ms_of_local(value);
    if (time) return platform::format_date(*time, platform::DateStyle::date_time);
  }
  return std::string(value);
}

void draw_value(const Box& box, std::string_view value, const EditOptions& options) {
  const Palette& p = colors();
  const bool empty = value.empty();
  const std::string written = as_shown(value, options.role);
  const std::string_view shown = empty ? options.placeholder : std::string_view(written);
  const Color color = options.disabled ? p.text_disabled : empty ? p.text_muted : p.text;
  const float line = text_metrics(TextStyle::body).line_height;
  const float width = box.w - 2 * kFieldPadding;
  ImGui::PushClipRect({box.x, box.y}, {box.right(), box.bottom()}, true);
  if (options.multiline) {
    draw_wrapped(canvas(), shown, TextStyle::body, box.x + kFieldPadding, box.y + kMultilineTop,
                 width, packed(color));
  } else {
    draw_line(canvas(), shown, TextStyle::body, box.x + kFieldPadding, box.center_y() - line / 2,
              packed(color), width);
  }
  ImGui::PopClipRect();
}

}  // namespace

void field_label(std::string_view label, bool required, bool hidden) {
  if (hidden) return;
  const std::string_view shown = visible_label(label);
  const TextMetrics metrics = text_metrics(TextStyle::label);
  const Box box = place(available_width(), metrics.line_height);
  draw_line(canvas(), shown, TextStyle::label, box.x, box.y, packed(colors().text), box.w);
  if (required) {
    draw_line(canvas(), "*", TextStyle::label, box.x + line_width(shown, TextStyle::label) + 4,
              box.y, packed(colors().danger.text));
  }
  space(6);
}

void draw_field_frame(const Box& box, bool hovered, bool focused, bool invalid, bool disabled) {
  const Palette& p = colors();
  fill(box, disabled ? p.surface_sunken : p.surface, metrics::kRadius);
  const Color edge = invalid    ? p.danger.solid
                     : focused  ? p.focus
                     : disabled ? p.border
                     : hovered  ? p.text_muted
                                : p.border_strong;
  if (focused) {
    outline(box.inset(-3), (invalid ? p.danger.solid : p.focus).with_alpha(56),
            metrics::kRadius + 3, 3);
    outline(box, edge, metrics::kRadius, 1.5f);
  } else {
    outline(box, edge, metrics::kRadius);
  }
}

std::string_view field_message(std::string_view help, std::string_view error) {
  const std::string_view message = error.empty() ? help : error;
  if (message.empty()) return message;
  space(6);
  if (error.empty()) {
    text(message, {.style = TextStyle::small, .color = TextColor::muted, .decorative = true});
  } else {
    const Palette& p = colors();
    const Box at = flow().peek();
    draw_icon(icons::error, at.x + 8, at.y + 9, 16, p.danger.text);
    const float height = wrapped_size(message, TextStyle::small, at.w - 22).h;
    draw_wrapped(canvas(), message, TextStyle::small, at.x + 22, at.y, at.w - 22,
                 packed(p.danger.text));
    const Box box = place(at.w, height);
    mirror_leaf(platform::Role::alert, id_within(id_of(error), "error"), error, box);
  }
  return message;
}

float field_width(float wanted) {
  const float room = flow().line_room();
  return std::min(wanted > 0 ? wanted : metrics::kFormWidth, room);
}

Edit edit_text(Id id, const Box& box, std::string& value, const EditOptions& options) {
  using namespace platform::mirror_flag;
  Edit edit;
  Memory& known = memory(id);  // a: number of the last input
  auto& the_mirror = platform::mirror();
  if (auto input = the_mirror.take_input(id)) {
    known.a = static_cast<float>(input->seq);
    if (!options.disabled && input->value != value) {
      value = std::move(input->value);
      edit.changed = true;
    }
  }
  edit.submitted = the_mirror.take_submit(id) && !options.disabled;
  edit.focused = the_mirror.focused() == id && id != 0;
  if (!edit.focused) draw_value(box, value, options);

  platform::MirrorNode& node = mirror_leaf(options.role, id, options.name, box);
  node.value = value;
  node.seq = static_cast<uint32_t>(known.a);
  node.hint = options.placeholder;
  node.extra = options.autocomplete;
  node.description = options.description;
  node.level = options.max_length;
  node.active = options.active;
  set_flag(node, kDisabled, options.disabled);
  set_flag(node, kRequired, options.required);
  set_flag(node, kInvalid, options.invalid);
  set_flag(node, kAutofocus, options.autofocus);
  set_flag(node, kWantsKeys, options.wants_keys);
  set_flag(node, kCovered, is_covered(box));
  return edit;
}

}  // namespace datavault::ui
