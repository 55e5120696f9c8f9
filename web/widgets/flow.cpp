#include "web/widgets/flow.h"

#include <algorithm>

namespace datavault::ui {
namespace {

// Sums of widths that should fill a line exactly come out a little over.
constexpr float kTolerance = 0.5f;

}  // namespace

Flow Flow::column(float left, float top, float width, float gap) {
  Flow flow;
  flow.left_ = flow.x_ = flow.used_right_ = left;
  flow.top_ = flow.y_ = flow.bottom_ = flow.line_bottom_ = top;
  flow.width_ = width;
  flow.gap_ = gap;
  return flow;
}

Flow Flow::row(float left, float top, float width, float gap, float line_height, bool wrap) {
  Flow flow = column(left, top, width, gap);
  flow.is_row_ = true;
  flow.line_height_ = line_height;
  flow.wrap_ = wrap;
  return flow;
}

float Flow::take_gap() {
  const float gap = next_gap_ >= 0 ? next_gap_ : gap_;
  next_gap_ = -1;
  return gap;
}

Box Flow::place(float w, float h) {
  Box box{left_, y_, w, h};
  if (!is_row_) {
    const float gap = take_gap();
    box.y = empty_ ? top_ : bottom_ + gap;
    bottom_ = box.bottom();
  } else {
    const float gap = take_gap();
    box.x = line_empty_ ? x_ : x_ + gap;
    if (wrap_ && !line_empty_ && box.right() > left_ + width_ + kTolerance) {
      y_ = line_bottom_ + gap_;
      box.x = left_;
      broken_ = true;
    }
    box.y = y_ + std::max(0.0f, (line_height_ - h) / 2);
    x_ = box.right();
    line_empty_ = false;
    line_bottom_ = std::max({line_bottom_, y_ + line_height_, box.bottom()});
    bottom_ = line_bottom_;
  }
  empty_ = false;
  used_right_ = std::max(used_right_, box.right());
  tallest_ = std::max(tallest_, h);
  return box;
}

Box Flow::peek(float w) const {
  // As high as the line, or it would be centred there with a height that is not known yet.
  Flow copy = *this;
  Box box = copy.place(w, line_height_);
  box.h = 0;
  return box;
}

float Flow::width_left() const {
  if (!is_row_) return width_;
  const float used = line_empty_ ? x_ - left_ : x_ - left_ + (next_gap_ >= 0 ? next_gap_ : gap_);
  return std::max(width_ - used, 0.0f);
}

float Flow::line_room() const { return is_row_ && wrap_ ? width_ : width_left(); }

void Flow::move_to(float x) {
  if (x <= x_) return;
  x_ = x;
  next_gap_ = 0;
}

}  // namespace datavault::ui
