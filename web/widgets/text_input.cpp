#include "web/widgets/text_input.h"

#include <algorithm>

#include "generated/icons.h"
#include "web/widgets/button.h"
#include "web/widgets/core.h"
#include "web/widgets/field.h"
#include "web/widgets/layout.h"

namespace datavault::ui {
namespace {

constexpr float kIconRoom = 26, kButtonRoom = 36;

platform::Role role_of(InputKind kind, bool revealed) {
  switch (kind) {
    case InputKind::text:
      return platform::Role::textbox;
    case InputKind::password:
      return revealed ? platform::Role::textbox : platform::Role::password;
    case InputKind::email:
      return platform::Role::email;
    case InputKind::search:
      return platform::Role::searchbox;
    case InputKind::number:
      return platform::Role::number;
    case InputKind::date_time:
      return platform::Role::date_time;
    case InputKind::multiline:
      return platform::Role::textarea;
  }
  return platform::Role::textbox;
}

/// A small icon at the right end inside a field.
bool inner_button(Id id, const Box& field, const char* glyph, std::string_view name) {
  const Box box{field.right() - kButtonRoom + 3, field.center_y() - 14, 28, 28};
  const Press press = press_area(id, box);
  if (press.hovered) fill(box, colors().surface_hover, metrics::kRadiusSmall);
  if (press.focused) focus_ring(box.inset(2), metrics::kRadiusSmall);
  draw_icon(glyph, box.center_x(), box.center_y(), 18, colors().text_muted);
  mirror_leaf(platform::Role::button, id, name, box);
  return press.pressed;
}

EditOptions edit_options(std::string_view label, const TextInputOptions& options, bool revealed) {
  EditOptions edit;
  edit.role = role_of(options.kind, revealed);
  edit.name = visible_label(label);
  edit.placeholder = options.placeholder;
  edit.autocomplete = options.autocomplete;
  edit.description = options.error.empty() ? options.help : options.error;
  edit.max_length = options.max_length;
  edit.disabled = options.disabled;
  edit.required = options.required;
  edit.invalid = !options.error.empty();
  edit.autofocus = options.autofocus;
  edit.multiline = options.kind == InputKind::multiline;
  return edit;
}

float input_height(const TextInputOptions& options) {
  if (options.kind != InputKind::multiline) return control_height();
  return static_cast<float>(options.rows) * text_metrics(TextStyle::body).line_height + 16;
}

/// The button at the end of the field; true when it emptied it.
bool end_button(Id id, const Box& box, std::string& value, const TextInputOptions& options) {
  if (options.kind == InputKind::password) {
    Memory& known = memory(id_within(id, "reveal"));
    const bool shown = known.a > 0;
    if (inner_button(id_within(id, "reveal"), box,
                     shown ? icons::visibility_off : icons::visibility,
                     shown ? "Hide password" : "Show password")) {
      known.a = shown ? 0.0f : 1.0f;
    }
  } else if (options.kind == InputKind::search && !value.empty()) {
    if (inner_button(id_within(id, "clear"), box, icons::close, "Clear search")) {
      value.clear();
      return true;
    }
  }
  return false;
}

}  // namespace

TextInputResult text_input(std::string_view label, std::string& value,
                           const TextInputOptions& options) {
  const float width = field_width(options.width);
  const Box at = flow().peek(width);
  push_flow(Flow::column(at.x, at.y, width, 0));
  field_label(label, options.required, options.hide_label);
  const Box box = place(width, input_height(options));
  const Id id = id_of(label);

  // The end button comes first: it lies on the field and takes the pointer there.
  const bool has_end =
      options.kind == InputKind::password || (options.kind == InputKind::search && !value.empty());
  const bool revealed = memory(id_within(id, "reveal")).a > 0;
  const bool hovered = ImGui::IsMouseHoveringRect({box.x, box.y}, {box.right(), box.bottom()});
  const bool focused = platform::mirror().focused() == id;
  draw_field_frame(box, hovered, focused, !options.error.empty(), options.disabled);
  const bool emptied = end_button(id, box, value, options);
  const Press press = press_area(id, box, {.enabled = !options.disabled});
  if (press.hovered && !options.disabled) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);

  Box inner = box;
  if (options.icon != nullptr) {
    draw_icon(options.icon, box.x + 20, box.center_y(), 18, colors().text_muted);
    inner.x += kIconRoom;
    inner.w -= kIconRoom;
  }
  if (has_end) inner.w -= kButtonRoom - 8;
  const Edit edit = edit_text(id, inner, value, edit_options(label, options, revealed));
  field_message(options.help, options.error);

  const Flow column = pop_flow();
  place(width, column.bottom() - column.top());
  return {edit.changed || emptied, edit.submitted, edit.focused};
}

TextInputResult search_box(std::string_view label, std::string& value, std::string_view placeholder,
                           float width) {
  TextInputOptions options;
  options.kind = InputKind::search;
  options.placeholder = placeholder;
  options.icon = icons::search;
  options.hide_label = true;
  options.width = width;
  return text_input(label, value, options);
}

}  // namespace datavault::ui
