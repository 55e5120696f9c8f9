#pragma once

namespace datavault::ui {

/// A rectangle in CSS pixels of the page.
struct Box {
  float x = 0, y = 0, w = 0, h = 0;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  float center_x() const { return x + w / 2; }
  float center_y() const { return y + h / 2; }
  bool contains(float px, float py) const {
    return px >= x && px < right() && py >= y && py < bottom();
  }
  bool overlaps(const Box& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
  /// Smaller by that much on every side.
  Box inset(float by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
  bool operator==(const Box&) const = default;
};

/// Places boxes one after the other: from top to bottom, or side by side with line breaks.
///
/// Shape: boxes never leave [left, left + width) unless they are wider than that themselves.
class Flow {
 public:
  static Flow column(float left, float top, float width, float gap);
  /// `line_height` is what boxes are centred in; `wrap` lets them go to further lines.
  static Flow row(float left, float top, float width, float gap, float line_height, bool wrap);

  Box place(float w, float h);
  /// Where the next box would begin and how wide it may be; its height is 0. Of boxes that need a
  /// certain width, which decides whether a row breaks before them.
  Box peek() const { return peek(width_left()); }
  Box peek(float w) const;
  /// What the next box may be wide at most.
  float width_left() const;
  /// The same for a box that a row may break before: then a whole line.
  float line_room() const;
  /// Instead of the usual gap before the next box.
  void set_next_gap(float gap) { next_gap_ = gap; }
  /// In a row: the next box begins at `x` if that is not taken yet.
  void move_to(float x);

  /// Height that a box was given beyond its own need, so that a grid's rows can shrink again.
  void add_slack(float height) { slack_ += height; }
  float slack() const { return slack_; }

  float left() const { return left_; }
  float top() const { return top_; }
  float width() const { return width_; }
  bool is_row() const { return is_row_; }
  /// Bottom and right end of what was placed.
  float bottom() const { return bottom_; }
  float right() const { return used_right_; }
  /// The tallest box so far.
  float tallest() const { return tallest_; }
  bool empty() const { return empty_; }
  /// A row that has more than one line.
  bool broken() const { return broken_; }

 private:
  float take_gap();

  float left_ = 0, top_ = 0, width_ = 0;
  float gap_ = 0, next_gap_ = -1;
  float x_ = 0, y_ = 0;
  float bottom_ = 0, used_right_ = 0, tallest_ = 0;
  float line_height_ = 0, line_bottom_ = 0, slack_ = 0;
  bool is_row_ = false, wrap_ = false, empty_ = true, line_empty_ = true, broken_ = false;
};

}  // namespace datavault::ui
