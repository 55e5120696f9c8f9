#include "web/widgets/layout.h"

#include <algorithm>
#include <cmath>

#include "web/platform/frame.h"
#include "web/widgets/core.h"
#include "web/widgets/scroll.h"

namespace datavault::ui {
namespace {

constexpr float kFlowGap = 12;

/// Begins a column at the next place of the flow.
void push_column(float width, float offset, float gap) {
  const Box at = flow().peek();
  push_flow(Flow::column(at.x + offset, at.y, width, gap));
}

/// Ends it and takes its place in the flow around it.
void pop_column() {
  const Flow inner = pop_flow();
  const float width = flow().is_row() ? inner.right() - inner.left() : inner.width();
  if (inner.empty()) return;
  flow().add_slack(inner.slack());
  place(width, inner.bottom() - inner.top());
}

platform::Role mirror_role(GroupRole role) {
  switch (role) {
    case GroupRole::group:
      return platform::Role::group;
    case GroupRole::region:
      return platform::Role::region;
    case GroupRole::list:
      return platform::Role::list;
    case GroupRole::list_item:
      return platform::Role::list_item;
    case GroupRole::form:
      return platform::Role::form;
    case GroupRole::radio_group:
      return platform::Role::radio_group;
    case GroupRole::navigation:
      return platform::Role::navigation;
    case GroupRole::article:
      return platform::Role::article;
  }
  return platform::Role::group;
}

}  // namespace

float available_width() { return flow().width_left(); }

bool is_narrow() { return platform::viewport_width() < metrics::kNarrowWidth; }

void space(float height) { flow().set_next_gap(height); }

void divider() {
  const Box box = place(available_width(), 1);
  fill(box, colors().border);
}

IdScope::IdScope(std::string_view id) { push_id(id_of(id)); }
IdScope::IdScope(int id) { push_id(id_within(id_of("loop"), id)); }
IdScope::~IdScope() { pop_id(); }

// What a row remembers: a: width of all, b: height of the tallest, c: width of the right part.
Row::Row(RowOptions options) : id_(next_place_id()) {
  const Memory& known = memory(id_);
  const Box at = flow().peek();
  const float room = known.a > 0 ? std::max(at.w - known.a, 0.0f) : 0;
  const float offset = options.align == Align::end      ? room
                       : options.align == Align::center ? std::floor(room / 2)
                                                        : 0;
  push_flow(Flow::row(at.x + offset, at.y, at.w - offset, options.gap,
                      options.height > 0 ? options.height : known.b, options.wrap));
}

Row::~Row() {
  const Flow inner = pop_flow();
  Memory& known = memory(id_);
  if (inner.empty()) return;
  const float used = inner.right() - inner.left();
  remember(known.b, inner.tallest());
  if (right_part_ >= 0) {
    // A right part that went to a line of its own, perhaps because it grew, is measured anew.
    remember(known.c, inner.broken() ? 0 : inner.right() - right_part_);
  } else if (!inner.broken()) {
    remember(known.a, used);
  } else if (inner.left() > flow().peek().x) {
    remember(known.a, 0);  // it grew beyond the room that was left for it: measure it from the left
  }
  place(flow().is_row() ? used : inner.width(), inner.bottom() - inner.top());
}

void Row::push_right() {
  Flow& row = flow();
  const float known = memory(id_).c;
  if (known > 0) row.move_to(row.left() + row.width() - known);
  right_part_ = row.peek(0).x;
}

Stack::Stack(float gap) { push_column(available_width(), 0, gap); }
Stack::~Stack() { pop_column(); }

int grid_columns(float width, float min_width, float gap, int max_columns) {
  const int fit = static_cast<int>((width + gap) / (min_width + gap));
  return std::clamp(fit, 1, std::max(max_columns, 1));
}

Grid::Grid(std::string_view id, GridOptions options) : id_(id_of(id)), gap_(options.gap) {
  const Box at = flow().peek();
  left_ = at.x;
  top_ = at.y;
  columns_ = grid_columns(at.w, options.min_width, gap_, options.max_columns);
  column_width_ =
      std::floor((at.w - gap_ * static_cast<float>(columns_ - 1)) / static_cast<float>(columns_));
}

void Grid::end_cell() {
  if (!in_cell_) return;
  in_cell_ = false;
  pop_id();
  const Flow cell = pop_flow();
  const float height = cell.bottom() - cell.top();
  tallest_ = std::max(tallest_, height);
  natural_ = std::max(natural_, height - cell.slack());
  ++column_;
}

void Grid::end_row() {
  remember(memory(id_within(id_, row_)).a, natural_);
  place(column_width_ * static_cast<float>(columns_) + gap_ * static_cast<float>(columns_ - 1),
        tallest_);
  top_ += tallest_ + gap_;
  flow().set_next_gap(gap_);
  column_ = 0;
  tallest_ = natural_ = 0;
  ++row_;
}

void Grid::next() {
  end_cell();
  if (column_ == columns_) end_row();
  const float left = left_ + static_cast<float>(column_) * (column_width_ + gap_);
  push_flow(Flow::column(left, top_, column_width_, kFlowGap));
  push_id(id_within(id_, row_ * 1000 + column_));
  in_cell_ = true;
}

float Grid::row_height() const { return memory(id_within(id_, row_)).a; }

Grid::~Grid() {
  end_cell();
  if (column_ > 0) {
    end_row();
    flow().set_next_gap(-1);
  }
}

Split::Split(std::string_view id, float side, float gap) : id_(id_of(id)), side_(side), gap_(gap) {
  constexpr float kMainAtLeast = 420;
  const Box at = flow().peek();
  left_ = at.x;
  top_ = at.y;
  width_ = at.w;
  stacked_ = at.w < kMainAtLeast + gap + side;
  push_flow(Flow::column(left_, top_, stacked_ ? width_ : width_ - side_ - gap_, kFlowGap));
  push_id(id_within(id_, 0));
}

void Split::next() {
  pop_id();
  bottom_ = pop_flow().bottom();
  const float top = stacked_ ? bottom_ + gap_ : top_;
  push_flow(Flow::column(stacked_ ? left_ : left_ + width_ - side_, top, stacked_ ? width_ : side_,
                         kFlowGap));
  push_id(id_within(id_, 1));
}

Split::~Split() {
  pop_id();
  bottom_ = std::max(bottom_, pop_flow().bottom());
  place(width_, bottom_ - top_);
}

MaxWidth::MaxWidth(float width, bool centered) {
  const float all = available_width();
  const float used = std::min(width, all);
  push_column(used, centered ? std::floor((all - used) / 2) : 0, kFlowGap);
}
MaxWidth::~MaxWidth() { pop_column(); }

ScrollArea::ScrollArea(std::string_view name, float height) {
  const Id id = id_within(id_of(name), "scroll");
  const float content = scroll_content_height(id);
  const Box box = place(available_width(), content > 0 ? std::min(content, height) : height);
  region_ = std::make_unique<ScrollRegion>(platform::Role::region, name, id, box,
                                           ScrollRegion::Padding{2, 2, 12, 2});
  set_flag(platform::mirror().container(), platform::mirror_flag::kFocusable, content > height);
}
ScrollArea::~ScrollArea() = default;

Group::Group(GroupRole role, std::string_view name) {
  const Id id = name.empty() ? next_place_id() : id_within(id_of(name), "group");
  id_ = mirror_open(mirror_role(role), id, visible_label(name), flow().peek()).id;
}

Group::~Group() {
  if (platform::MirrorNode* node = platform::mirror().find(id_)) {
    node->h = std::max(flow().bottom() - node->y, 0.0f);
  }
  mirror_close();
}

}  // namespace datavault::ui
