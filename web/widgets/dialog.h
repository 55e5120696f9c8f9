#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace datavault::ui {

struct DialogOptions {
  float width = 480;
  bool dismissible = true;  // Escape and the close button ask to close
};

/// A modal window, open for as long as it is made in every frame:
///   if (state.asks) { ui::Dialog dialog("Delete it?"); ...; if (dialog.dismissed()) state.asks =
///   false; }
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
  void draw_title(std::string_view title, bool dismissible);

  uint32_t id_;
  std::array<float, 4> close_box_ = {};
  bool shown_ = false;
  bool dismissed_ = false;
  std::unique_ptr<class ScrollRegion> region_;
  std::unique_ptr<class Row> actions_;
};

}  // namespace datavault::ui
