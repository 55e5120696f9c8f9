#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace datavault::ui {

/// How widgets find their place. Everything flows from top to bottom over the available width, with
/// a gap between; Row, Grid and Indent change that for the widgets made while they live.

/// Width in CSS pixels for the next widget.
float available_width();

/// The page is a phone's: under metrics::kNarrowWidth.
bool is_narrow();

/// Empty height below the last widget, instead of the usual gap.
void space(float height);

/// A hairline over the available width.
void divider();

/// Keeps apart the identities of widgets with the same label: one per item of a loop.
class IdScope {
 public:
  explicit IdScope(std::string_view id);
  explicit IdScope(int id);
  ~IdScope();
  IdScope(const IdScope&) = delete;
  IdScope& operator=(const IdScope&) = delete;
};

enum class Align { start, center, end };

struct RowOptions {
  float gap = 8;
  Align align = Align::start;  // of the widgets together, over the available width
  bool wrap = true;            // what does not fit goes to the next line
  float height = 0;            // widgets are centred in it; 0: a control's height
};

/// Widgets side by side.
class Row {
 public:
  explicit Row(RowOptions options = {});
  ~Row();
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;

  /// The widgets from here on stand at the right end of the row.
  void push_right();

 private:
  uint32_t id_;
  float right_part_ = -1;
};

/// Widgets one above the other with a gap of its own.
class Stack {
 public:
  explicit Stack(float gap);
  ~Stack();
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;
};

struct GridOptions {
  float min_width = 280;  // of a column: as many columns as fit
  int max_columns = 12;
  float gap = 16;
};

/// Columns of equal width, filled row by row; on a phone usually one. Call next() before each item.
class Grid {
 public:
  explicit Grid(std::string_view id, GridOptions options = {});
  ~Grid();
  Grid(const Grid&) = delete;
  Grid& operator=(const Grid&) = delete;

  void next();
  /// The height of the tallest item in the present row as drawn last, for cards of equal height.
  float row_height() const;

 private:
  void end_cell();
  void end_row();

  uint32_t id_;
  float left_, top_, column_width_, gap_;
  int columns_;
  int column_ = 0, row_ = 0;
  float tallest_ = 0, natural_ = 0;
  bool in_cell_ = false;
};

/// A main column and a narrower one beside it; below each other where there is no room for both:
///   ui::Split split("overview", 340); ...; split.next(); ...;
class Split {
 public:
  /// `side` is the width of the second part; the first gets the rest.
  Split(std::string_view id, float side, float gap = 24);
  ~Split();
  Split(const Split&) = delete;
  Split& operator=(const Split&) = delete;
  void next();

 private:
  uint32_t id_;
  float left_, top_, width_, side_, gap_;
  float bottom_ = 0;
  bool stacked_;
};

/// How many columns of at least `min_width` fit, at least one.
int grid_columns(float width, float min_width, float gap, int max_columns);

/// Limits the width: of forms and texts; centred if asked for.
class MaxWidth {
 public:
  explicit MaxWidth(float width, bool centered = false);
  ~MaxWidth();
  MaxWidth(const MaxWidth&) = delete;
  MaxWidth& operator=(const MaxWidth&) = delete;
};

/// A region that scrolls by itself, `height` high at most; reachable and named for screen readers.
class ScrollArea {
 public:
  ScrollArea(std::string_view name, float height);
  ~ScrollArea();
  ScrollArea(const ScrollArea&) = delete;
  ScrollArea& operator=(const ScrollArea&) = delete;

 private:
  std::unique_ptr<class ScrollRegion> region_;
};

/// Gathers what belongs together for a screen reader: a landmark, a list, a form.
enum class GroupRole { group, region, list, list_item, form, radio_group, navigation, article };
class Group {
 public:
  explicit Group(GroupRole role, std::string_view name = {});
  ~Group();
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

 private:
  uint32_t id_;
};

}  // namespace datavault::ui
