#include "web/widgets/button.h"

#include <algorithm>

#include "generated/icons.h"
#include "web/widgets/core.h"
#include "web/widgets/feedback.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"
#include "web/widgets/popup.h"

namespace datavault::ui {
namespace {

constexpr float kButtonPadding = 14, kPaddingSmall = 10, kIconSize = 18, kIconGap = 8,
                kSmallHeight = 30;

struct Look {
  Color fill, border, text;
};

Look look_of(ButtonKind kind, bool disabled, float hover, bool held) {
  const Palette& p = colors();
  const Color clear = p.surface.with_alpha(0);
  if (disabled) {
    const Color none = kind == ButtonKind::ghost ? clear : p.surface_sunken;
    return {none, kind == ButtonKind::ghost ? clear : p.border, p.text_disabled};
  }
  switch (kind) {
    case ButtonKind::primary: {
      const Color solid = held ? p.accent_pressed : mix(p.accent.solid, p.accent_hover, hover);
      return {solid, solid, p.accent.on_solid};
    }
    case ButtonKind::danger: {
      const Color solid = mix(p.danger.solid, p.danger_hover, held ? 1 : hover);
      return {solid, solid, p.danger.on_solid};
    }
    case ButtonKind::secondary: {
      const Color surface = held ? p.surface_sunken : mix(p.surface, p.surface_hover, hover);
      return {surface, mix(p.border, p.border_strong, 0.4f), p.text};
    }
    case ButtonKind::ghost:
      return {held ? p.border.with_alpha(160)
                   : p.text_muted.with_alpha(static_cast<uint8_t>(28 * hover)),
              clear, p.text};
  }
  return {};
}

float height_of(const ButtonOptions& options) {
  // A finger needs the whole height, whatever the button looks like.
  return options.small ? small_control_height(kSmallHeight) : control_height();
}

struct Content {
  std::string_view shown;
  float width = 0;
};

void draw_button(const Box& box, const Look& look, std::string_view shown,
                 const ButtonOptions& options, float text_width, const char* trailing) {
  fill(box, look.fill, metrics::kRadius);
  if (look.border.a > 0) outline(box, look.border, metrics::kRadius);
  const bool leading = options.icon != nullptr || options.busy;
  const bool has_text = !shown.empty();
  float total = text_width;
  if (leading) total += kIconSize + (has_text ? kIconGap : 0);
  if (trailing != nullptr) total += kIconSize + 2;
  float x = box.center_x() - total / 2;
  x = std::max(x, box.x + 6);
  if (leading) {
    const float center = x + kIconSize / 2;
    if (options.busy)
      draw_spinner(center, box.center_y(), 7, look.text);
    else
      draw_icon(options.icon, center, box.center_y(), kIconSize, look.text);
    x += kIconSize + kIconGap;
  }
  if (has_text) {
    const float line = text_metrics(TextStyle::label).line_height;
    draw_line(canvas(), shown, TextStyle::label, x, box.center_y() - line / 2, packed(look.text),
              std::min(text_width, box.right() - 6 - x));
    x += text_width;
  }
  if (trailing != nullptr) {
    draw_icon(trailing, x + 2 + kIconSize / 2, box.center_y(), kIconSize, look.text);
  }
}

platform::MirrorNode& mirror_button(Id id, std::string_view name, const Box& box,
                                    const ButtonOptions& options) {
  using namespace platform::mirror_flag;
  platform::MirrorNode& node = mirror_leaf(platform::Role::button, id, name, box);
  set_flag(node, kDisabled, options.disabled);
  set_flag(node, kBusy, options.busy);
  if (options.pressed) set_flag(node, kHasPressed | (*options.pressed ? kPressed : 0));
  if (options.expanded) set_flag(node, kHasExpanded | (*options.expanded ? kExpanded : 0));
  return node;
}

/// A button with or without a text; the box it took goes to `placed`.
bool make_button(std::string_view label, std::string_view shown, ButtonOptions options,
                 const char* trailing, Box* placed) {
  const bool only_icon = shown.empty();
  const float height = height_of(options);
  const float text = only_icon ? 0 : line_width(shown, TextStyle::label);
  const float padding = options.small ? kPaddingSmall : kButtonPadding;
  float width = text + 2 * padding + (trailing ? kIconSize : 0);
  if (options.icon || options.busy) width += kIconSize + kIconGap - 2;
  if (only_icon) width = height;
  if (options.full_width)
    width = available_width();
  else
    width = std::min(width, flow().line_room());
  const Box box = place(width, height);
  *placed = box;

  const Id id = id_of(label);
  const Press press = press_area(id, box, {.enabled = !options.disabled && !options.busy});
  const bool active = options.pressed.value_or(false) || options.expanded.value_or(false);
  const float hover = animate(id_within(id, "hover"), press.hovered || active ? 1.0f : 0.0f);
  if (is_visible(box)) {
    draw_button(box, look_of(options.kind, options.disabled, hover, press.held), shown, options,
                text, trailing);
    if (press.focused) focus_ring(box, metrics::kRadius);
  }
  mirror_button(id, visible_label(label), box, options);
  if (!options.tooltip.empty()) tooltip(options.tooltip);
  return press.pressed;
}

constexpr float kMenuItemHeight = 36, kMenuMinWidth = 180, kMenuMaxWidth = 340;

float menu_width(std::span<const MenuItem> items) {
  float widest = 0;
  for (const MenuItem& item : items)
    widest = std::max(widest, line_width(item.label, TextStyle::body));
  return std::clamp(widest + 84, kMenuMinWidth, kMenuMaxWidth);
}

bool menu_item(const MenuItem& item, Id id) {
  using namespace platform::mirror_flag;
  const Palette& p = colors();
  const Box box = place(available_width(), std::max(kMenuItemHeight, control_height()));
  const Press press = press_area(id, box, {.enabled = !item.disabled});
  const Color color = item.disabled ? p.text_disabled : item.danger ? p.danger.text : p.text;
  if (press.hovered || press.focused) {
    fill(box, item.danger ? p.danger.surface : p.surface_hover, metrics::kRadiusSmall);
  }
  if (press.focused) outline(box, p.focus, metrics::kRadiusSmall, 2);
  float x = box.x + 10;
  if (item.icon != nullptr) {
    draw_icon(item.icon, x + 9, box.center_y(), kIconSize,
              item.danger     ? color
              : item.disabled ? color
                              : p.text_muted);
    x += 28;
  }
  const float line = text_metrics(TextStyle::body).line_height;
  draw_line(canvas(), item.label, TextStyle::body, x, box.center_y() - line / 2, packed(color),
            box.right() - 10 - x);
  if (item.checked)
    draw_icon(icons::check, box.right() - 18, box.center_y(), kIconSize, p.accent.text);
  platform::MirrorNode& node = mirror_leaf(platform::Role::menuitem, id, item.label, box);
  set_flag(node, kDisabled, item.disabled);
  set_flag(node, kHasPressed | kPressed, item.checked);
  return press.pressed;
}

}  // namespace

std::optional<int> menu_popup(Id id, std::string_view name, const Box& anchor,
                              std::span<const MenuItem> items) {
  std::optional<int> chosen;
  Popup popup(platform::Role::menu, name, id, anchor, menu_width(items));
  if (!popup.open()) return chosen;
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].separator_before) {
      space(6);
      divider();
      space(6);
    }
    if (menu_item(items[i], id_within(id, static_cast<int>(i)))) chosen = static_cast<int>(i);
  }
  if (chosen) close_popup();
  return chosen;
}

namespace {

std::optional<int> button_with_menu(std::string_view label, std::string_view shown,
                                    std::span<const MenuItem> items, ButtonOptions options,
                                    const char* trailing) {
  const Id menu_id = id_within(id_of(label), "menu");
  options.expanded = popup_is_open(menu_id);
  Box box;
  const bool pressed = make_button(label, shown, options, trailing, &box);
  if (platform::MirrorNode* node = platform::mirror().find(id_of(label))) {
    set_flag(*node, platform::mirror_flag::kOpensPopup);
  }
  if (pressed) open_popup(menu_id);
  return menu_popup(menu_id, visible_label(label), box, items);
}

}  // namespace

bool button(std::string_view label, const ButtonOptions& options) {
  Box box;
  return make_button(label, visible_label(label), options, nullptr, &box);
}

bool icon_button(const char* icon, std::string_view name, const ButtonOptions& options) {
  ButtonOptions with_icon = options;
  with_icon.icon = icon;
  if (with_icon.kind == ButtonKind::secondary) with_icon.kind = ButtonKind::ghost;
  if (with_icon.tooltip.empty()) with_icon.tooltip = visible_label(name);
  Box box;
  return make_button(name, {}, with_icon, nullptr, &box);
}

std::optional<int> menu_button(std::string_view label, std::span<const MenuItem> items,
                               const ButtonOptions& options) {
  return button_with_menu(label, visible_label(label), items, options, icons::expand_more);
}

std::optional<int> icon_menu_button(const char* icon, std::string_view name,
                                    std::span<const MenuItem> items, const ButtonOptions& options) {
  ButtonOptions with_icon = options;
  with_icon.icon = icon;
  with_icon.kind = ButtonKind::ghost;
  return button_with_menu(name, {}, items, with_icon, nullptr);
}

}  // namespace datavault::ui
