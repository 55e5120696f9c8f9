#pragma once

#include <string>
#include <string_view>

#include "web/widgets/core.h"

namespace datavault::ui {

/// The label above a field; nothing when hidden.
void field_label(std::string_view label, bool required, bool hidden);

/// The frame of a field.
void draw_field_frame(const Box& box, bool hovered, bool focused, bool invalid, bool disabled);

/// Help or error below a field. What screen readers hear with it is returned.
std::string_view field_message(std::string_view help, std::string_view error);

/// Width of a field: as asked, else what there is, at most a form's.
float field_width(float wanted);

/// A text that the browser edits in place, inside `box`. True when the user changed `value`.
struct EditOptions {
  platform::Role role = platform::Role::textbox;
  std::string_view name;
  std::string_view placeholder;
  std::string_view autocomplete;
  std::string_view description;
  int max_length = 0;
  bool disabled = false, required = false, invalid = false, autofocus = false, wants_keys = false;
  bool multiline = false;
  uint32_t active = 0;  // the option that the arrows are on
};
struct Edit {
  bool changed = false, submitted = false, focused = false;
};
Edit edit_text(Id id, const Box& box, std::string& value, const EditOptions& options);

}  // namespace datavault::ui
