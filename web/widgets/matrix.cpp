#include "web/widgets/matrix.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "generated/icons.h"
#include "web/platform/font_atlas.h"
#include "web/platform/frame.h"
#include "web/platform/matrix_painter.h"
#include "web/platform/page_data.h"
#include "web/widgets/button.h"
#include "web/widgets/core.h"
#include "web/widgets/feedback.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"
#include "web/widgets/text.h"

namespace datavault::ui {
namespace {

constexpr float kGutter = 168, kStrip = 24, kLabelGap = 8, kLowest = 160;
constexpr float kLargestFit = 28;  // a cell, in CSS pixels
constexpr float kNamesFrom = 14;   // a cell's height, where every row has its name
constexpr float kReach = 4;        // of a pointer
constexpr float kDragSlop = 4;

Color color_of(MatrixMark mark) {
  switch (mark) {
    case MatrixMark::none:
      return colors().surface;
    case MatrixMark::note:
      return colors().charts.neutral;
    case MatrixMark::answered:
      return colors().charts.success;
    case MatrixMark::unanswered:
      return colors().charts.warning;
    case MatrixMark::open:
      return colors().charts.danger;
  }
  return {};
}

float ratio() { return platform::font_atlas_ratio(); }
int to_device(float css) { return static_cast<int>(std::floor(css * ratio())); }
float to_css(int device) { return static_cast<float>(device) / ratio(); }

/// The picture's box on whole device pixels.
struct Area {
  Box box;
  int left = 0, top = 0;  // in device pixels
};

Area area_within(const Box& whole, float gutter) {
  Area area;
  area.left = to_device(whole.x + gutter);
  area.top = to_device(whole.y + kStrip);
  area.box = {to_css(area.left), to_css(area.top), whole.w - gutter, whole.h - kStrip};
  return area;
}

/// One matrix while it is made.
class Drawing {
 public:
  Drawing(std::string_view name, const MatrixMarks& marks, MatrixState& state,
          const MatrixOptions& options, const Area& area, float gutter)
      : id_(id_of(name)),
        name_(visible_label(name)),
        marks_(marks),
        state_(state),
        options_(options),
        area_(area),
        gutter_(gutter) {
    state.frame = {marks.columns, marks.rows, to_device(area.box.w), to_device(area.box.h)};
    if (state.fitted != marks.version) {
      if (state.fitted == 0) state.lens.fit(state.frame, to_device(kLargestFit));
      state.fitted = marks.version;
      state.selected.reset();
    }
    state.lens.keep_inside(state.frame);
  }

  MatrixResult handle() {
    MatrixResult result;
    const Press press = press_area(id_, area_.box);
    focused_ = press.focused;
    const ImGuiIO& io = ImGui::GetIO();
    const int px = to_device(io.MousePos.x) - area_.left, py = to_device(io.MousePos.y) - area_.top;
    if (press.hovered && io.KeyCtrl && io.MouseWheel != 0) {
      state_.lens.zoom(state_.frame, io.MouseWheel > 0 ? 1 : -1, px, py);
      platform::request_relayout();
    }
    const bool dragged = drag(press);
    if (press.hovered && !dragged) {
      result.under = marked_near(marks_, state_.lens, state_.frame, px, py, to_device(kReach));
    }
    if (press.pressed && !dragged && press.hovered) click(result);
    handle_keys(result);
    under_ = result.under;
    return result;
  }

  void draw() const {
    fill(area_.box, colors().surface_sunken);
    platform::MatrixPicture picture;
    picture.marks = marks_.marks;
    picture.marks_version = marks_.version;
    picture.columns = marks_.columns;
    picture.rows = marks_.rows;
    picture.left = area_.left;
    picture.top = area_.top;
    picture.width = state_.frame.width;
    picture.height = state_.frame.height;
    picture.scroll_x = state_.lens.x();
    picture.scroll_y = state_.lens.y();
    picture.scale = state_.lens.scale();
    for (int mark = 0; mark < 5; ++mark)
      picture.colors[static_cast<size_t>(mark)] = color_of(static_cast<MatrixMark>(mark));
    picture.colors[5] = colors().border;
    platform::matrix_paint(canvas(), picture);
    publish(picture);
    if (state_.selected) draw_cross(*state_.selected, true);
    if (under_ && under_ != state_.selected) draw_cross(*under_, false);
    outline(area_.box, colors().border, 0);
    if (focused_) focus_ring(area_.box, 0);
    draw_names();
  }

  void mirror() const {
    using namespace platform::mirror_flag;
    platform::MirrorNode& node = mirror_leaf(platform::Role::image, id_, name_, area_.box);
    set_flag(node, kFocusable | kWantsKeys | kWantsWheel);
    node.description = state_.selected
                           ? options_.words(*state_.selected)
                           : std::string("Nothing is selected; arrows go from mark to mark.");
  }

 private:
  /// True while and just after the picture was moved.
  bool drag(const Press& press) {
    Memory& known = memory(id_);  // a: pixels moved by this press; b: held in the last frame
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    if (press.held && known.b == 0) known.a = 0;
    if (press.held && known.b != 0) {
      known.a += std::abs(moved.x) + std::abs(moved.y);
      if (known.a >= kDragSlop) {
        const auto pixels = [](float css) { return static_cast<int>(std::lround(css * ratio())); };
        state_.lens.move(state_.frame, -pixels(moved.x), -pixels(moved.y));
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
      }
    }
    known.b = press.held ? 1 : 0;
    return known.a >= kDragSlop && (press.held || press.pressed);
  }

  void click(MatrixResult& result) const {
    if (result.under && result.under == state_.selected) result.opened = result.under;
    state_.selected = result.under;
  }

  void handle_keys(MatrixResult& result) const {
    while (const auto key = platform::mirror().take_key(id_)) {
      std::optional<MatrixCell> next;
      switch (*key) {
        case platform::MirrorKey::left:
          next = marked_beside(marks_, state_.selected, MatrixStep::left);
          break;
        case platform::MirrorKey::right:
          next = marked_beside(marks_, state_.selected, MatrixStep::right);
          break;
        case platform::MirrorKey::up:
          next = marked_beside(marks_, state_.selected, MatrixStep::up);
          break;
        case platform::MirrorKey::down:
          next = marked_beside(marks_, state_.selected, MatrixStep::down);
          break;
        case platform::MirrorKey::home:
          next = marked_beside(marks_, state_.selected, MatrixStep::first);
          break;
        case platform::MirrorKey::end:
          next = marked_beside(marks_, state_.selected, MatrixStep::last);
          break;
        case platform::MirrorKey::page_up:
          state_.lens.move(state_.frame, 0, -state_.frame.height);
          break;
        case platform::MirrorKey::page_down:
          state_.lens.move(state_.frame, 0, state_.frame.height);
          break;
        case platform::MirrorKey::enter:
        case platform::MirrorKey::space:
          result.opened = state_.selected;
          break;
      }
      if (!next || next == state_.selected) continue;
      state_.selected = next;
      state_.lens.show(state_.frame, *next);
      announce(options_.words(*next));
    }
  }

  Box box_of(MatrixCell cell) const {
    const float side = to_css(state_.lens.pixels_of_cell());
    return {area_.box.x + to_css(state_.lens.left_of(cell.column)),
            area_.box.y + to_css(state_.lens.top_of(cell.row)), side, side};
  }

  /// The row and the column of a cell, so that one finds it and follows them.
  void draw_cross(MatrixCell cell, bool selected) const {
    const Box& all = area_.box;
    const Box box = box_of(cell);
    ImDrawList* list = canvas();
    list->PushClipRect({all.x, all.y}, {all.right(), all.bottom()}, true);
    const Color band = colors().focus.with_alpha(selected ? 56 : 36);
    fill({all.x, box.y, all.w, box.h}, band);
    fill({box.x, all.y, box.w, all.h}, band);
    const float grow = std::max(8 - box.w, 2.0f) / 2;
    outline(box.inset(-grow), selected ? colors().text : colors().text_muted, 2, 2);
    list->PopClipRect();
  }

  void draw_row_name(int row, Color color) const {
    const float line = text_metrics(TextStyle::caption).line_height;
    const Box box = box_of({0, row});
    const float y = box.center_y() - line / 2;
    if (y < area_.box.y - line / 2 || y > area_.box.bottom() - line / 2) return;
    draw_line(canvas(), options_.row_name(row), TextStyle::caption, area_.box.x - gutter_, y,
              packed(color), gutter_ - kLabelGap);
  }

  void draw_names() const {
    const std::optional<MatrixCell> at = under_ ? under_ : state_.selected;
    if (gutter_ > 0) {
      if (to_css(state_.lens.pixels_of_cell()) >= kNamesFrom) {
        const int side = state_.lens.pixels_of_cell();
        const int first = state_.lens.y() / side;
        const int end = std::min(first + state_.frame.height / side + 2, marks_.rows);
        for (int row = first; row < end; ++row) {
          if (!at || at->row != row) draw_row_name(row, colors().text_muted);
        }
      }
      if (at) draw_row_name(at->row, colors().text);
    }
    if (!at) return;
    const std::string name = options_.column_name(at->column);
    const float width = std::min(line_width(name, TextStyle::caption), area_.box.w);
    const float x =
        std::clamp(box_of(*at).center_x() - width / 2, area_.box.x, area_.box.right() - width);
    draw_line(canvas(), name, TextStyle::caption, x, area_.box.y - kStrip + 3,
              packed(colors().text), area_.box.w);
  }

  /// For browser tests: what was asked of the shader.
  static void publish(const platform::MatrixPicture& picture) {
    std::string text;
    for (const int number :
         {picture.left, picture.top, picture.width, picture.height, picture.scroll_x,
          picture.scroll_y, picture.scale, picture.columns, picture.rows}) {
      text += (text.empty() ? "" : " ") + std::to_string(number);
    }
    platform::set_page_data("matrix", text);
  }

  Id id_;
  std::string_view name_;
  const MatrixMarks& marks_;
  MatrixState& state_;
  const MatrixOptions& options_;
  Area area_;
  float gutter_;
  std::optional<MatrixCell> under_;
  bool focused_ = false;
};

}  // namespace

MatrixResult matrix(std::string_view name, const MatrixMarks& marks, MatrixState& state,
                    const MatrixOptions& options) {
  const float gutter = is_narrow() ? 0 : kGutter;
  const float needed = std::max(static_cast<float>(marks.rows) * kLargestFit, kLowest);
  const Box whole = place(available_width(), std::min(options.height, needed) + kStrip);
  Drawing drawing(name, marks, state, options, area_within(whole, gutter), gutter);
  const MatrixResult result = drawing.handle();
  if (is_visible(whole)) drawing.draw();
  drawing.mirror();
  return result;
}

void matrix_buttons(const MatrixMarks& marks, MatrixState& state) {
  if (marks.columns == 0) return;
  const int x = state.frame.width / 2, y = state.frame.height / 2;
  ButtonOptions larger, smaller;
  larger.disabled = !state.lens.can_enlarge();
  smaller.disabled = !state.lens.can_reduce();
  if (icon_button(icons::zoom_in, "Larger", larger)) state.lens.zoom(state.frame, 1, x, y);
  if (icon_button(icons::zoom_out, "Smaller", smaller)) state.lens.zoom(state.frame, -1, x, y);
  if (icon_button(icons::zoom_out_map, "Show all"))
    state.lens.fit(state.frame, to_device(kLargestFit));
}

void matrix_legend(std::span<const std::pair<MatrixMark, std::string>> entries) {
  constexpr float kSquare = 12, kGap = 6;
  const Row row({.gap = 16});
  for (const auto& [mark, label] : entries) {
    const float line = text_metrics(TextStyle::small).line_height;
    const Box box = place(kSquare + kGap + line_width(label, TextStyle::small), line);
    fill({box.x, box.center_y() - kSquare / 2, kSquare, kSquare}, color_of(mark), 3);
    draw_line(canvas(), label, TextStyle::small, box.x + kSquare + kGap, box.y,
              packed(colors().text));
    mirror_leaf(platform::Role::text, id_within(id_of(label), "legend"), label, box);
  }
}

}  // namespace datavault::ui
