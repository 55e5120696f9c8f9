#include "web/widgets/table.h"

#include <imgui_internal.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "generated/icons.h"
#include "web/widgets/button.h"
#include "web/widgets/choice_marks.h"
#include "web/widgets/core.h"
#include "web/widgets/feedback.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/preferences.h"
#include "web/widgets/scroll.h"
#include "web/widgets/table_layout.h"
#include "web/widgets/text_color.h"

namespace datavault::ui {
namespace {

constexpr float kHeaderHeight = 40, kCellPadding = 16, kStackedPadding = 6;
constexpr int kRowsBeyond = 3;

StackedLine stacked_line(const Column& column) {
  constexpr float kLine = 30, kTwoLines = 46, kParagraph = 72, kBeside = 52;
  switch (column.stacked) {
    case Stacked::line:
      return {kLine, 0, !column.title.empty()};
    case Stacked::two_lines:
      return {kTwoLines, 0, !column.title.empty()};
    case Stacked::paragraph:
      return {kParagraph, 0, !column.title.empty()};
    case Stacked::heading:
      return {kTwoLines, 0, false};
    case Stacked::action:
      return {control_height() + 8, 0, false};
    case Stacked::beside:
      return {0, kBeside, false};
  }
  return {};
}

const char* sort_word(SortOrder order) {
  return order == SortOrder::ascending    ? "ascending"
         : order == SortOrder::descending ? "descending"
                                          : "";
}

float aligned(Align align, const Box& box, float width) {
  const float room = std::max(box.w - 2 * kCellPadding - width, 0.0f);
  const float shift = align == Align::end ? room : align == Align::center ? room / 2 : 0;
  return box.x + kCellPadding + shift;
}

/// One table being drawn.
class Drawing {
 public:
  Drawing(std::string_view name, std::span<const Column> columns, int rows, const DrawCell& draw,
          const TableOptions& options)
      : name_(name),
        columns_(columns),
        rows_(rows),
        draw_(draw),
        options_(options),
        id_(id_of(name)) {}

  TableResult run() {
    const float less = density() == Density::compact ? metrics::kCompactRowLess : 0;
    row_height_ = std::max(options_.row_height - less, control_height());
    const Box at = flow().peek();
    stacked_ = options_.stacks && at.w < metrics::kStackWidth;
    if (stacked_) stack(at.w);
    const float head = stacked_ ? 0 : kHeaderHeight;
    const float body = rows_ > 0 ? row_height_ * static_cast<float>(rows_) : 72;
    const float natural = head + body;
    const float height = options_.height > 0 ? std::min(options_.height, natural) : natural;
    const Box box = place(at.w, height);
    columns_at_ = place_columns(wishes(), box.w);
    fill(box, colors().surface, metrics::kRadiusLarge);
    push_id(id_);
    platform::MirrorNode& node = mirror_open(platform::Role::table, id_, visible_label(name_), box);
    node.count = rows_ + 1;
    node.columns = static_cast<int>(columns_.size());
    header({box.x, box.y, box.w, head});
    const Box rows{box.x, box.y + head, box.w, box.h - head};
    if (options_.height > 0 && natural > options_.height)
      scrolling_body(rows);
    else
      body_rows(rows);
    mirror_close();
    pop_id();
    outline(box, colors().border, metrics::kRadiusLarge);
    return result_;
  }

 private:
  std::vector<ColumnWish> wishes() const {
    std::vector<ColumnWish> wishes;
    for (const Column& column : columns_) {
      wishes.push_back({column.width, column.weight, column.hide_below});
    }
    return wishes;
  }

  void stack(float width) {
    std::vector<StackedLine> lines;
    for (const Column& column : columns_) lines.push_back(stacked_line(column));
    StackedRow row = stack_cells(lines, width, kStackedPadding);
    row_height_ = row.height;
    stacked_cells_ = std::move(row.cells);
  }

  bool is_shown(size_t column) const { return stacked_ || columns_at_[column].w > 0; }

  Box cell_box(const Box& row, size_t column) const {
    if (stacked_) {
      const StackedPlace& place = stacked_cells_[column];
      return {row.x + place.x, row.y + place.y, place.w, place.h};
    }
    return {row.x + columns_at_[column].x, row.y, columns_at_[column].w, row.h};
  }

  /// Of stacked rows only the mirror has a header.
  void header(const Box& box) {
    if (!stacked_) header_ground(box);
    mirror_open(platform::Role::row, id_within(id_, "header"), {}, box).index = 1;
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (stacked_)
        mirror_header(static_cast<int>(i), {box.x + stacked_cells_[i].x, box.y, 1, box.h});
      else if (is_shown(i))
        header_cell(cell_box(box, i), static_cast<int>(i));
    }
    mirror_close();
  }

  void header_ground(const Box& box) {
    canvas()->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()},
                            packed(colors().surface_sunken), metrics::kRadiusLarge,
                            ImDrawFlags_RoundCornersTop);
    fill({box.x, box.bottom() - 1, box.w, 1}, colors().border);
  }

  platform::MirrorNode& mirror_header(int index, const Box& box) {
    // A column of buttons may have no title, and then has no header either.
    const std::string_view title = columns_[static_cast<size_t>(index)].title;
    return mirror_leaf(title.empty() ? platform::Role::cell : platform::Role::column_header,
                       id_within(id_within(id_, "column"), index), title, box);
  }

  void header_cell(const Box& box, int index) {
    const Column& column = columns_[static_cast<size_t>(index)];
    const bool sorted = options_.sort.column == index && options_.sort.order != SortOrder::none;
    const Id id = id_within(id_within(id_, "column"), index);
    Press press;
    if (column.sortable) press = press_area(id, box);
    const float icon = column.sortable ? 18.0f : 0.0f;
    const float text =
        std::min(line_width(column.title, TextStyle::caption_strong), box.w - 2 * kCellPadding);
    const float x = aligned(column.align, box, text + (sorted || press.hovered ? icon : 0));
    const float line = text_metrics(TextStyle::caption_strong).line_height;
    const Color color = sorted || press.hovered ? colors().text : colors().text_muted;
    draw_line(canvas(), column.title, TextStyle::caption_strong, x, box.center_y() - line / 2,
              packed(color), text);
    const bool down = options_.sort.order == SortOrder::descending;
    if (sorted || press.hovered) {
      draw_icon(sorted && down ? icons::arrow_downward : icons::arrow_upward, x + text + 11,
                box.center_y(), 14, color);
    }
    if (press.focused) focus_ring(box.inset(5), metrics::kRadiusSmall);
    platform::MirrorNode& node = mirror_header(index, box);
    if (sorted) node.extra = sort_word(options_.sort.order);
    set_flag(node, platform::mirror_flag::kFocusable, column.sortable);
    if (press.pressed) {
      const bool reverse = sorted && !down;
      result_.sort = TableSort{index, reverse ? SortOrder::descending : SortOrder::ascending};
    }
  }

  void scrolling_body(const Box& box) {
    ScrollRegion region(platform::Role::scroller, {}, id_within(id_, "body"), box, {}, 0);
    const Box at = flow().peek();
    body_rows({at.x, at.y, box.w, row_height_ * static_cast<float>(rows_)});
    place(box.w, row_height_ * static_cast<float>(rows_));
  }

  void body_rows(const Box& box) {
    if (rows_ == 0) {
      const float line = text_metrics(TextStyle::body).line_height;
      const float width = line_width(options_.empty, TextStyle::body);
      draw_line(canvas(), options_.empty, TextStyle::body, box.center_x() - width / 2,
                box.center_y() - line / 2, packed(colors().text_muted));
      mirror_leaf(platform::Role::text, id_within(id_, "empty"), options_.empty, box);
      return;
    }
    const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
    const RowRange range =
        visible_rows(box.y, row_height_, rows_, clip.Min.y, clip.Max.y, kRowsBeyond);
    for (int row = range.first; row < range.last; ++row) {
      one_row({box.x, box.y + row_height_ * static_cast<float>(row), box.w, row_height_}, row);
    }
  }

  void one_row(const Box& box, int row) {
    const Id id = id_within(id_, row);
    Press press;
    if (options_.clickable_rows) {
      press = press_area(id, box, {.overlapped = true});
      if (press.pressed) result_.clicked_row = row;
    }
    const bool selected = options_.selected_row == row;
    const bool last = row + 1 == rows_;
    if (selected || press.hovered) {
      // The table's own corners are round.
      const ImDrawFlags corners = (last ? ImDrawFlags_RoundCornersBottom : 0) |
                                  (stacked_ && row == 0 ? ImDrawFlags_RoundCornersTop : 0);
      canvas()->AddRectFilled({box.x + 1, box.y}, {box.right() - 1, box.bottom()},
                              packed(selected ? colors().selection : colors().surface_hover),
                              corners ? metrics::kRadiusLarge : 0, corners);
    }
    if (press.focused) outline(box.inset(2), colors().focus, metrics::kRadiusSmall, 2);
    if (!last) fill({box.x + 1, box.bottom() - 1, box.w - 2, 1}, colors().border);
    push_id(id);
    platform::MirrorNode& node = mirror_open(platform::Role::row, id, {}, box);
    node.index = row + 2;  // the header is the first
    set_flag(node, platform::mirror_flag::kSelected, selected);
    set_flag(node, platform::mirror_flag::kFocusable, options_.clickable_rows);
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (!is_shown(i)) continue;
      if (stacked_) stacked_label(box, i);
      one_cell(cell_box(box, i), row, static_cast<int>(i));
    }
    mirror_close();
    pop_id();
  }

  void stacked_label(const Box& row, size_t column) {
    const StackedPlace& place = stacked_cells_[column];
    if (place.label_w == 0) return;
    const float line = text_metrics(TextStyle::small).line_height;
    draw_line(canvas(), columns_[column].title, TextStyle::small,
              row.x + place.label_x + kCellPadding, row.y + place.y + (place.h - line) / 2,
              packed(colors().text_muted), place.label_w - kCellPadding);
  }

  void one_cell(const Box& box, int row, int column) {
    const Id id = id_within(id_of("cell"), column);
    push_id(id);
    mirror_open(platform::Role::cell, id, {}, box);
    const Box inner{box.x + kCellPadding, box.y, std::max(box.w - 2 * kCellPadding, 0.0f), box.h};
    push_flow(Flow::row(inner.x, inner.y, inner.w, 8, inner.h, false));
    TableCell cell(box.x, box.y, box.w, box.h, columns_[static_cast<size_t>(column)].align);
    draw_(row, column, cell);
    pop_flow();
    mirror_close();
    pop_id();
  }

  std::string_view name_;
  std::span<const Column> columns_;
  int rows_;
  const DrawCell& draw_;
  const TableOptions& options_;
  Id id_;
  float row_height_ = 0;
  std::vector<ColumnPlace> columns_at_;
  bool stacked_ = false;
  std::vector<StackedPlace> stacked_cells_;
  TableResult result_;
};

}  // namespace

void TableCell::text(std::string_view content, TextColor color, bool strong) {
  const TextStyle style = strong ? TextStyle::body_strong : TextStyle::body;
  const Box box{x_, y_, w_, h_};
  const float room = w_ - 2 * kCellPadding;
  const float natural = line_width(content, style);
  const float width = std::min(natural, room);
  const TextSize wrapped = wrapped_size(content, style, room);
  const bool wraps = natural > room && wrapped.h <= h_;
  const float height = wraps ? wrapped.h : text_metrics(style).line_height;
  const Box at{aligned(align_, box, width), box.center_y() - height / 2, width, height};
  if (is_visible(box) && wraps)
    draw_wrapped(canvas(), content, style, at.x, at.y, room, packed(color_of(color)));
  else if (is_visible(box))
    draw_line(canvas(), content, style, at.x, at.y, packed(color_of(color)), width);
  mirror_leaf(platform::Role::text, id_of("text"), content, at);
}

void TableCell::two_lines(std::string_view first, std::string_view second) {
  const float room = w_ - 2 * kCellPadding;
  const float top = text_metrics(TextStyle::body).line_height;
  const float low = text_metrics(TextStyle::small).line_height;
  const float y = y_ + (h_ - top - low) / 2;
  const Box box{x_, y_, w_, h_};
  if (is_visible(box)) {
    draw_line(canvas(), first, TextStyle::body, x_ + kCellPadding, y, packed(colors().text), room);
    draw_line(canvas(), second, TextStyle::small, x_ + kCellPadding, y + top,
              packed(colors().text_muted), room);
  }
  mirror_leaf(platform::Role::text, id_of("first"), first, {x_ + kCellPadding, y, room, top});
  mirror_leaf(platform::Role::text, id_of("second"), second,
              {x_ + kCellPadding, y + top, room, low});
}

void TableCell::badge(std::string_view label, Tone tone) { ui::badge(label, tone); }

bool TableCell::button(std::string_view label) { return ui::button(label, {.small = true}); }

bool TableCell::link(std::string_view label, std::string_view href) {
  return ui::link(label, href);
}

bool TableCell::checkbox(std::string_view name, bool& value) {
  const Box area{x_, y_, w_, h_};
  const Id id = id_of("checkbox");
  const Press press = press_area(id, area);
  if (press.pressed) value = !value;
  const float x = aligned(align_, area, kMarkSize);
  draw_check_mark(x, area.center_y() - kMarkSize / 2, value, false, false, press.hovered);
  if (press.focused) focus_ring({x, area.center_y() - kMarkSize / 2, kMarkSize, kMarkSize}, 5);
  platform::MirrorNode& node = mirror_leaf(platform::Role::checkbox, id, visible_label(name), area);
  set_flag(node, platform::mirror_flag::kChecked, value);
  return press.pressed;
}

void TableCell::indent(float width) {
  const float shift = std::min(width, w_ / 2);
  x_ += shift;
  w_ -= shift;
}

bool TableCell::disclosure(std::string_view name, bool open) {
  using namespace platform::mirror_flag;
  constexpr float kSide = 24;
  const float side = small_control_height(kSide);
  const Box box{x_ + kCellPadding - 4, y_ + (h_ - side) / 2, side, side};
  const Id id = id_of("disclosure");
  const Press press = press_area(id, box);
  if (press.hovered) fill(box, colors().border, metrics::kRadiusSmall);
  if (press.focused) focus_ring(box.inset(3), metrics::kRadiusSmall);
  draw_icon(open ? icons::expand_more : icons::chevron_right, box.center_x(), box.center_y(), 20,
            colors().text_muted);
  platform::MirrorNode& node = mirror_leaf(platform::Role::button, id, name, box);
  set_flag(node, kHasExpanded | (open ? kExpanded : 0));
  indent(side);
  return press.pressed;
}

TableResult table(std::string_view name, std::span<const Column> columns, int row_count,
                  const DrawCell& draw, const TableOptions& options) {
  return Drawing(name, columns, row_count, draw, options).run();
}

}  // namespace datavault::ui
