#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "web/theme/theme.h"
#include "web/widgets/layout.h"
#include "web/widgets/text.h"

namespace datavault::ui {

/// What a column becomes where rows are stacked.
enum class Stacked {
  line,       // one line: its title, then the cell
  two_lines,  // the same, for TableCell::two_lines
  paragraph,  // the same, for a text of up to three lines
  heading,    // the cell alone, two lines high
  action,     // the cell alone, high enough for a button
  beside,     // at the left of the heading, `width` wide: a checkbox
};

/// A column. Widths: `width` > 0 is fixed, else the rest is shared by `weight`.
struct Column {
  std::string_view title;
  float width = 0;
  float weight = 1;
  Align align = Align::start;
  bool sortable = false;
  float hide_below = 0;  // not shown where the table is narrower than this
  Stacked stacked = Stacked::line;
};

enum class SortOrder { none, ascending, descending };
struct TableSort {
  int column = -1;
  SortOrder order = SortOrder::none;
  bool operator==(const TableSort&) const = default;
};

struct TableOptions {
  float height = 0;  // 0: as high as its rows, scrolling with the page
  float row_height = metrics::kRowHeight;
  bool clickable_rows = false;
  bool stacks = false;  // narrower than metrics::kStackWidth each row is a card with all columns
  std::optional<int> selected_row = {};
  std::string_view empty = "Nothing here yet.";
  TableSort sort = {};
};

struct TableResult {
  std::optional<int> clicked_row;
  std::optional<TableSort> sort;  // what the user asks for by a click on a header
};

/// What a cell holds: one of these, or any widgets, which then flow in one line. A text that is
/// wider than its cell is wrapped where the row is high enough, else it ends in an ellipsis.
class TableCell {
 public:
  TableCell(float x, float y, float w, float h, Align align)
      : x_(x), y_(y), w_(w), h_(h), align_(align) {}

  void text(std::string_view content, TextColor color = TextColor::normal, bool strong = false);
  void two_lines(std::string_view first, std::string_view second);
  void badge(std::string_view label, Tone tone);
  bool button(std::string_view label);
  bool link(std::string_view label, std::string_view href);
  bool checkbox(std::string_view name, bool& value);
  /// What follows in the cell begins that much further to the right.
  void indent(float width);
  /// Opens and closes what is below the row; true when it was pressed. The text follows behind it.
  bool disclosure(std::string_view name, bool open);

 private:
  float x_, y_, w_, h_;
  Align align_;
};

using DrawCell = std::function<void(int row, int column, TableCell& cell)>;

/// A table of any number of rows: only the visible ones are drawn and mirrored (with aria-rowcount
/// and aria-rowindex), so `draw` is called for those alone.
TableResult table(std::string_view name, std::span<const Column> columns, int row_count,
                  const DrawCell& draw, const TableOptions& options = {});

}  // namespace datavault::ui
