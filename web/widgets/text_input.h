#pragma once

#include <string>
#include <string_view>

namespace datavault::ui {

enum class InputKind { text, password, email, search, number, date_time, multiline };

struct TextInputOptions {
  InputKind kind = InputKind::text;
  std::string_view placeholder = {};
  std::string_view help = {};          // below the field
  std::string_view error = {};         // below the field, instead of `help`; marks it invalid
  std::string_view autocomplete = {};  // "username", "current-password", "off"
  const char* icon = nullptr;
  bool required = false;
  bool disabled = false;
  bool hide_label = false;  // only screen readers get it
  bool autofocus = false;   // gets the focus when it first appears
  int max_length = 0;       // characters; 0: no limit
  int rows = 4;             // multiline
  float width = 0;          // 0: the available width, in a form metrics::kFormWidth
};

struct TextInputResult {
  bool changed = false;
  bool submitted = false;  // Enter
  bool focused = false;
  explicit operator bool() const { return changed; }
};

/// A field for text; of a date_time it is "2026-01-31T22:00" by the user's clock. Editing is the
/// browser's own: input methods, spelling, password managers, undo, clipboard and phone keyboards
/// work. `value` is UTF-8 and is changed as the user types.
TextInputResult text_input(std::string_view label, std::string& value,
                           const TextInputOptions& options = {});

/// A search field with a magnifier and a button to clear it; role searchbox.
TextInputResult search_box(std::string_view label, std::string& value,
                           std::string_view placeholder = {}, float width = 0);

}  // namespace datavault::ui
