// What leads through pages: headers, tabs, steps, pages of a list. The shell is in shell.cpp.
#include "web/widgets/navigation.h"

#include <algorithm>

#include "generated/icons.h"
#include "web/platform/intl.h"
#include "web/platform/route.h"
#include "web/widgets/button.h"
#include "web/widgets/core.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"
#include "web/widgets/text.h"

namespace datavault::ui {
namespace {

using platform::Role;

void crumbs_line(std::span<const Crumb> crumbs) {
  if (crumbs.empty()) return;
  Group group(GroupRole::navigation, "Breadcrumbs");
  Row row({.gap = 4});
  for (size_t i = 0; i < crumbs.size(); ++i) {
    if (i > 0) icon(icons::chevron_right, TextColor::muted, {}, 16);
    if (crumbs[i].href.empty()) {
      text(crumbs[i].label, {.style = TextStyle::small, .color = TextColor::muted});
    } else {
      link(crumbs[i].label, crumbs[i].href, TextStyle::small);
    }
  }
}

void header_texts(std::string_view title, std::string_view subtitle) {
  heading(1, title);
  if (subtitle.empty()) return;
  space(4);
  MaxWidth limit(metrics::kReadWidth + 120);
  muted(subtitle);
}

struct StepLook {
  Color circle, ring, ink, text;
};

StepLook step_look(int index, int current) {
  const Palette& p = colors();
  if (index < current) return {p.accent.surface, p.accent.solid, p.accent.text, p.text};
  if (index == current) return {p.accent.solid, p.accent.solid, p.accent.on_solid, p.text};
  return {p.surface, p.border_strong, p.text_muted, p.text_muted};
}

void draw_step(const Box& box, int index, int current, std::string_view label, float label_width) {
  const StepLook look = step_look(index, current);
  const float cx = box.x + 14, cy = box.center_y();
  canvas()->AddCircleFilled({cx, cy}, 14, packed(look.circle));
  canvas()->AddCircle({cx, cy}, 13.25f, packed(look.ring), 0, 1.5f);
  if (index < current) {
    draw_icon(icons::check, cx, cy, 16, look.ink);
  } else {
    const std::string number = std::to_string(index + 1);
    draw_line(canvas(), number, TextStyle::label, cx - line_width(number, TextStyle::label) / 2,
              cy - 10, packed(look.ink));
  }
  if (label_width > 0) {
    draw_line(canvas(), label, TextStyle::label, box.x + 36, cy - 10, packed(look.text),
              label_width);
  }
}

}  // namespace

void page_header(std::string_view title, std::string_view subtitle, std::span<const Crumb> crumbs) {
  platform::set_page_title(title);
  {
    Stack stack(8);
    crumbs_line(crumbs);
    header_texts(title, subtitle);
  }
  space(metrics::kSpace5);
}

PageHeader::PageHeader(std::string_view title, std::string_view subtitle,
                       std::span<const Crumb> crumbs) {
  platform::set_page_title(title);
  const Id id = id_of("page header actions");
  {
    Stack stack(8);
    crumbs_line(crumbs);
    title_top_ = flow().peek().y;
    // The actions' width is known from the drawing before.
    const float actions = memory(id).a;
    const float room = available_width() - actions - 24;
    beside_ = !is_narrow() && room > 280;
    MaxWidth limit(beside_ && actions > 0 ? room : available_width());
    header_texts(title, subtitle);
  }
  title_bottom_ = flow().bottom();
  if (beside_) {
    push_flow(Flow::column(flow().left(), title_top_, flow().width(), 0));
  }
  actions_ =
      std::make_unique<Row>(RowOptions{.gap = 10, .align = beside_ ? Align::end : Align::start});
}

PageHeader::~PageHeader() {
  const float used = flow().empty() ? 0 : flow().right() - flow().left();
  remember(memory(id_of("page header actions")).a, used);
  actions_.reset();
  if (beside_) {
    const Flow actions = pop_flow();
    if (actions.bottom() > title_bottom_) {
      space(0);
      place(0, actions.bottom() - title_bottom_);
    }
  }
  space(metrics::kSpace5);
}

bool tabs(std::string_view name, std::span<const std::string_view> labels, int& selected) {
  constexpr float kPadding = 4, kTabGap = 22;
  const Palette& p = colors();
  const Id id = id_of(name);
  const Box box = place(available_width(), control_height() + 6);
  fill({box.x, box.bottom() - 1, box.w, 1}, p.border);
  mirror_open(Role::tablist, id, visible_label(name), box);
  bool changed = false;
  float x = box.x;
  for (size_t i = 0; i < labels.size(); ++i) {
    const float width = line_width(labels[i], TextStyle::label) + 2 * kPadding;
    const Box tab{x, box.y, width, box.h};
    x += width + kTabGap;
    const Id tab_id = id_within(id, static_cast<int>(i));
    const Press press = press_area(tab_id, tab);
    if (press.pressed && selected != static_cast<int>(i)) {
      selected = static_cast<int>(i);
      changed = true;
    }
    const bool on = selected == static_cast<int>(i);
    draw_line(canvas(), labels[i], TextStyle::label, tab.x + kPadding, tab.center_y() - 10,
              packed(on              ? p.accent.text
                     : press.hovered ? p.text
                                     : p.text_muted));
    const float shown = animate(id_within(tab_id, "line"), on ? 1.0f : 0.0f);
    if (shown > 0) {
      fill({tab.center_x() - width / 2 * shown, tab.bottom() - 2, width * shown, 2}, p.accent.solid,
           1);
    }
    if (press.focused) focus_ring(tab.inset(4), metrics::kRadiusSmall);
    platform::MirrorNode& node = mirror_leaf(Role::tab, tab_id, labels[i], tab);
    set_flag(node, platform::mirror_flag::kSelected, on);
  }
  mirror_close();
  return changed;
}

std::optional<int> stepper(std::span<const std::string_view> labels, int current) {
  constexpr float kHeight = 36, kMinLine = 24, kShortestLine = 4, kTargetMargin = 8;
  const Palette& p = colors();
  const Id id = id_of("steps");
  const Box box = place(available_width(), small_control_height(kHeight));
  const auto count = static_cast<float>(labels.size());
  float all_labels = 0;
  for (const std::string_view label : labels)
    all_labels += line_width(label, TextStyle::label) + 36;
  const bool with_labels = all_labels + (count - 1) * (kMinLine + 20) <= box.w;
  const float gap = with_labels ? 10 : 4;  // on either side of a line
  const float names =
      with_labels
          ? all_labels
          : count * 28 + line_width(labels[static_cast<size_t>(current)], TextStyle::label) + 8;
  const float line =
      std::clamp((box.w - names) / std::max(count - 1, 1.0f) - 2 * gap, kShortestLine, 120.0f);
  std::optional<int> clicked;
  mirror_open(Role::list, id, "Steps", box);
  float x = box.x;
  for (size_t i = 0; i < labels.size(); ++i) {
    const int index = static_cast<int>(i);
    const bool named = with_labels || index == current;
    const float label = named ? line_width(labels[i], TextStyle::label) : 0;
    const Box step{x, box.y, 28 + (named ? label + 8 : 0), box.h};
    const Id step_id = id_within(id, index);
    mirror_open(Role::list_item, id_within(step_id, "item"), {}, step);
    const bool can_go = index < current;
    Press press;
    const Box target{step.x - kTargetMargin, step.y, step.w + 2 * kTargetMargin, step.h};
    if (can_go) press = press_area(step_id, target);
    if (press.pressed) clicked = index;
    draw_step(step, index, current, labels[i], label);
    if (press.focused) focus_ring(step.inset(2), 14);
    platform::MirrorNode& node =
        mirror_leaf(can_go ? Role::button : Role::text, step_id, labels[i], can_go ? target : step);
    set_flag(node, platform::mirror_flag::kCurrent, index == current);
    mirror_close();
    x = step.right() + gap;
    if (i + 1 < labels.size()) {
      fill({x, box.center_y() - 1, line, 2}, index < current ? p.accent.solid : p.border, 1);
      x += line + gap;
    }
  }
  mirror_close();
  return clicked;
}

bool pagination(std::string_view name, int total, int page_size, int& first) {
  if (total <= page_size && first == 0) return false;
  const int before = first;
  const int last = std::min(first + page_size, total);
  Group group(GroupRole::navigation, name);
  Row row({.gap = 8});
  const std::string range = platform::format_count(first + 1) + "–" + platform::format_count(last) +
                            " of " + platform::format_count(total);
  text(range, {.style = TextStyle::small, .color = TextColor::muted});
  row.push_right();
  if (button("Previous", {.disabled = first <= 0, .small = true})) {
    first = std::max(first - page_size, 0);
  }
  if (button("Next", {.disabled = last >= total, .small = true})) {
    first = std::min(first + page_size, std::max(total - 1, 0));
  }
  return first != before;
}

}  // namespace datavault::ui
