#pragma once

#include <string_view>

namespace datavault::ui {

struct DialogOptions {
  float width = 480;
  bool dismissible = true;  // Escape and the close button ask to close
};

/// A modal window, open for as long as it is made in every frame:
///   if (state.asks) { ui::Dialog dialog("Delete it?"); ...; if (dialog.dismissed()) state.asks = false; }
/// Keeps the keyboard focus inside and gives it back to where it was.
class Dialog {
 public:
  explicit Dialog(std::string_view title, const DialogOptions& options = {});
  ~Dialog();
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;

  bool dismissed() const { return dismissed_; }
  /// Starts the row of buttons at the bottom right; make the buttons after it, the main one last.
  void actions();

 private:
  void* state_;
  bool dismissed_ = false;
};

}  // namespace datavault::ui
