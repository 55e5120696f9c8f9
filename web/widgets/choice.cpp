#include "web/widgets/choice.h"

#include <algorithm>
#include <vector>

#include "generated/icons.h"
#include "web/widgets/choice_marks.h"
#include "web/widgets/core.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"

namespace datavault::ui {

void draw_check_mark(float x, float y, bool checked, bool mixed, bool disabled, bool hovered) {
  const Palette& p = colors();
  const Box box{x, y, kMarkSize, kMarkSize};
  const bool on = checked || mixed;
  if (on) {
    fill(box, disabled ? p.text_disabled : p.accent.solid, 5);
    draw_icon(mixed ? icons::minus : icons::check, box.center_x(), box.center_y(), 16,
              disabled ? p.surface : p.accent.on_solid);
    return;
  }
  fill(box, disabled ? p.surface_sunken : p.surface, 5);
  outline(box,
          hovered && !disabled ? p.accent.solid
          : disabled           ? p.border
                               : p.border_strong,
          5, 1.5f);
}

void draw_radio_mark(float x, float y, bool selected, bool disabled, bool hovered) {
  const Palette& p = colors();
  const float cx = x + kMarkSize / 2, cy = y + kMarkSize / 2;
  const Color on = disabled ? p.text_disabled : p.accent.solid;
  const Color ring = selected ? on : hovered && !disabled ? p.accent.solid : p.border_strong;
  canvas()->AddCircleFilled({cx, cy}, kMarkSize / 2, packed(p.surface));
  canvas()->AddCircle({cx, cy}, kMarkSize / 2 - 0.75f, packed(ring), 0, 1.5f);
  if (selected) canvas()->AddCircleFilled({cx, cy}, 5, packed(on));
}

namespace {

constexpr float kTextGap = 10;

void draw_toggle(float x, float y, float on, bool disabled) {
  const Palette& p = colors();
  const Box track{x, y, kToggleWidth, kMarkSize + 2};
  const Color off = p.border_strong;
  fill(track, disabled ? p.border : mix(off, p.accent.solid, on), track.h / 2);
  const float knob = track.h - 6;
  const float travel = track.w - 6 - knob;
  canvas()->AddCircleFilled({x + 3 + knob / 2 + travel * on, track.center_y()}, knob / 2,
                            packed(disabled ? p.surface_sunken : rgb(0xFFFFFF)));
}

struct Shape {
  platform::Role role;
  float mark_width;
};

/// Mark, label and description as one area; draws the texts. The mark's place goes to `mark`.
Press choice_area(std::string_view label, const ChoiceOptions& options, Shape shape, Box* mark,
                  Box* all) {
  const std::string_view shown = visible_label(label);
  const float text_x = shape.mark_width + kTextGap;
  const TextMetrics body = text_metrics(TextStyle::body);
  const float natural = std::max(line_width(shown, TextStyle::body),
                                 line_width(options.description, TextStyle::small));
  const float room = flow().line_room();
  const float width = std::min(natural, room - text_x);
  const TextSize title = wrapped_size(shown, TextStyle::body, width);
  TextSize detail;
  if (!options.description.empty()) {
    detail = wrapped_size(options.description, TextStyle::small, width);
  }
  const float content = std::max(title.h + detail.h, body.line_height);
  const float height =
      std::max(content, small_control_height(options.description.empty() ? 28.0f : 0));
  const Box box = place(text_x + width, height);
  const float top = box.center_y() - content / 2;
  const Press press = press_area(id_of(label), box, {.enabled = !options.disabled});
  const Color color = options.disabled ? colors().text_disabled : colors().text;
  draw_wrapped(canvas(), shown, TextStyle::body, box.x + text_x, top, width, packed(color));
  if (detail.h > 0) {
    const Color quiet = options.disabled ? colors().text_disabled : colors().text_muted;
    draw_wrapped(canvas(), options.description, TextStyle::small, box.x + text_x, top + title.h,
                 width, packed(quiet));
  }
  *mark = {box.x, top + (body.line_height - kMarkSize) / 2, shape.mark_width, kMarkSize};
  *all = box;
  return press;
}

platform::MirrorNode& mirror_choice(platform::Role role, std::string_view label, const Box& box,
                                    bool checked, const ChoiceOptions& options) {
  using namespace platform::mirror_flag;
  platform::MirrorNode& node = mirror_leaf(role, id_of(label), visible_label(label), box);
  set_flag(node, kChecked, checked);
  set_flag(node, kMixed, options.mixed);
  set_flag(node, kDisabled, options.disabled);
  node.description = options.description;
  if (role == platform::Role::radio) {
    node.extra =
        "group" + std::to_string(platform::mirror().enclosing(platform::Role::radio_group));
  }
  return node;
}

}  // namespace

bool checkbox(std::string_view label, bool& value, const ChoiceOptions& options) {
  Box mark, box;
  const Press press =
      choice_area(label, options, {platform::Role::checkbox, kMarkSize}, &mark, &box);
  if (press.pressed) value = !value;
  draw_check_mark(mark.x, mark.y, value, options.mixed, options.disabled, press.hovered);
  if (press.focused) focus_ring(mark, 5);
  mirror_choice(platform::Role::checkbox, label, box, value, options);
  return press.pressed;
}

bool toggle(std::string_view label, bool& value, const ChoiceOptions& options) {
  Box mark, box;
  const Press press =
      choice_area(label, options, {platform::Role::toggle, kToggleWidth}, &mark, &box);
  if (press.pressed) value = !value;
  const float on = animate(id_within(id_of(label), "on"), value ? 1.0f : 0.0f);
  draw_toggle(mark.x, mark.y - 1, on, options.disabled);
  if (press.focused) focus_ring({mark.x, mark.y - 1, kToggleWidth, kMarkSize + 2}, 10);
  mirror_choice(platform::Role::toggle, label, box, value, options);
  return press.pressed;
}

bool radio(std::string_view label, bool selected, const ChoiceOptions& options) {
  Box mark, box;
  const Press press = choice_area(label, options, {platform::Role::radio, kMarkSize}, &mark, &box);
  const bool chosen = press.pressed && !selected;
  draw_radio_mark(mark.x, mark.y, selected || chosen, options.disabled, press.hovered);
  if (press.focused) focus_ring(mark, kMarkSize / 2);
  mirror_choice(platform::Role::radio, label, box, selected || chosen, options);
  return chosen;
}

bool segmented(std::string_view name, std::span<const std::string_view> labels, int& selected) {
  constexpr float kInset = 3, kPadding = 14;
  const Palette& p = colors();
  const Id id = id_of(name);
  std::vector<float> widths;
  float total = 2 * kInset;
  for (const std::string_view label : labels) {
    widths.push_back(line_width(label, TextStyle::label) + 2 * kPadding);
    total += widths.back();
  }
  const Box box = place(total, control_height());
  fill(box, p.surface_sunken, metrics::kRadius);
  outline(box, p.border, metrics::kRadius);
  mirror_open(platform::Role::radio_group, id, visible_label(name), box);
  bool changed = false;
  float x = box.x + kInset;
  for (size_t i = 0; i < labels.size(); ++i) {
    const Box part{x, box.y + kInset, widths[i], box.h - 2 * kInset};
    x += widths[i];
    const Id part_id = id_within(id, static_cast<int>(i));
    // The whole height takes the finger.
    const Box target{part.x, box.y, part.w, box.h};
    const Press press = press_area(part_id, target);
    if (press.pressed && selected != static_cast<int>(i)) {
      selected = static_cast<int>(i);
      changed = true;
    }
    const bool on = selected == static_cast<int>(i);
    if (on) {
      fill(part, p.surface_raised, metrics::kRadiusSmall);
      outline(part, p.border_strong.with_alpha(110), metrics::kRadiusSmall);
    }
    if (press.focused) focus_ring(part.inset(1), metrics::kRadiusSmall);
    const float line = text_metrics(TextStyle::label).line_height;
    draw_line(canvas(), labels[i], TextStyle::label, part.x + kPadding, part.center_y() - line / 2,
              packed(on || press.hovered ? p.text : p.text_muted));
    platform::MirrorNode& node = mirror_leaf(platform::Role::radio, part_id, labels[i], target);
    set_flag(node, platform::mirror_flag::kChecked, on);
    node.extra = "group" + std::to_string(id);
  }
  mirror_close();
  return changed;
}

bool filter_chip(std::string_view label, bool& value) {
  using namespace platform::mirror_flag;
  constexpr float kPadding = 12, kIcon = 18;
  const Palette& p = colors();
  const std::string_view shown = visible_label(label);
  const float text = line_width(shown, TextStyle::small);
  const Box box = place(text + 2 * kPadding + (value ? kIcon : 0), small_control_height(30));
  const Id id = id_of(label);
  const Press press = press_area(id, box);
  if (press.pressed) value = !value;
  fill(box, value ? p.accent.surface : press.hovered ? p.surface_hover : p.surface, box.h / 2);
  outline(box, value ? p.accent.solid : mix(p.border, p.border_strong, 0.4f), box.h / 2);
  if (press.focused) focus_ring(box, box.h / 2);
  const Color color = value ? p.accent.text : p.text;
  float x = box.x + kPadding;
  if (value && box.w > text + 2 * kPadding + 1) {
    draw_icon(icons::check, x + 6, box.center_y(), 16, color);
    x += kIcon;
  }
  const float line = text_metrics(TextStyle::small).line_height;
  draw_line(canvas(), shown, TextStyle::small, x, box.center_y() - line / 2, packed(color));
  platform::MirrorNode& node = mirror_leaf(platform::Role::button, id, shown, box);
  set_flag(node, kHasPressed | (value ? kPressed : 0));
  return press.pressed;
}

}  // namespace datavault::ui
