#include "web/widgets/text.h"

#include <algorithm>
#include <string>

#include "generated/icons.h"
#include "web/platform/clipboard.h"
#include "web/platform/route.h"
#include "web/widgets/core.h"
#include "web/widgets/feedback.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"
#include "web/widgets/text_color.h"

namespace datavault::ui {
namespace {

constexpr float kTermWidth = 168, kTermsAbove = 380;

Box draw_text(std::string_view content, TextOptions options) {
  const TextMetrics metrics = text_metrics(options.style);
  const ImU32 color = packed(color_of(options.color));
  const float room = flow().line_room();
  const float natural = line_width(content, options.style);
  if (natural <= room && content.find('\n') == std::string_view::npos) {
    const Box box = place(natural, metrics.line_height);
    if (is_visible(box)) draw_line(canvas(), content, options.style, box.x, box.y, color);
    return box;
  }
  if (!options.wrap) {
    const Box box = place(available_width(), metrics.line_height);
    if (is_visible(box)) draw_line(canvas(), content, options.style, box.x, box.y, color, box.w);
    return box;
  }
  const float width = available_width();
  const Box box = place(width, wrapped_size(content, options.style, width).h);
  if (is_visible(box)) draw_wrapped(canvas(), content, options.style, box.x, box.y, width, color);
  return box;
}

TextStyle heading_style(int level) {
  if (level <= 1) return TextStyle::heading;
  if (level == 2) return TextStyle::title;
  return level == 3 ? TextStyle::body_strong : TextStyle::label;
}

}  // namespace

Color color_of(TextColor color) {
  const Palette& p = colors();
  switch (color) {
    case TextColor::normal:
      return p.text;
    case TextColor::muted:
      return p.text_muted;
    case TextColor::disabled:
      return p.text_disabled;
    case TextColor::accent:
      return p.accent.text;
    case TextColor::success:
      return p.success.text;
    case TextColor::warning:
      return p.warning.text;
    case TextColor::danger:
      return p.danger.text;
  }
  return p.text;
}

void text(std::string_view content, TextOptions options) {
  const Box box = draw_text(content, options);
  if (options.decorative || content.empty()) return;
  mirror_leaf(platform::Role::text, id_within(id_of(content), "text"), content, box);
}

void muted(std::string_view content) { text(content, {.color = TextColor::muted}); }

void caption(std::string_view content) {
  text(content, {.style = TextStyle::caption, .color = TextColor::muted});
}

void heading(int level, std::string_view content) {
  const Box box = draw_text(content, {.style = heading_style(level)});
  platform::MirrorNode& node =
      mirror_leaf(platform::Role::heading, id_within(id_of(content), "heading"), content, box);
  node.level = std::clamp(level, 1, 6);
}

void description(std::string_view name, std::string_view value) {
  const TextOptions name_look{.style = TextStyle::small, .color = TextColor::muted};
  const std::string_view shown = value.empty() ? "–" : value;
  if (available_width() < kTermsAbove) {
    Stack stack(2);
    text(name, name_look);
    text(shown);
    return;
  }
  const Box at = flow().peek();
  const float size = text_metrics(TextStyle::body).line_height;
  push_flow(Flow::column(at.x, at.y + 1, kTermWidth - 12, 0));
  text(name, name_look);
  const Flow left = pop_flow();
  push_flow(Flow::column(at.x + kTermWidth, at.y, at.w - kTermWidth, 0));
  text(shown);
  const Flow right = pop_flow();
  place(at.w, std::max({left.bottom(), right.bottom(), at.y + size}) - at.y);
}

void code(std::string_view content) {
  constexpr float kPadding = 6, kHeight = 24;
  const std::string_view shown = visible_label(content);
  const float room = flow().line_room();
  const float width = std::min(line_width(shown, TextStyle::small) + 2 * kPadding, room);
  const Box box = place(width, kHeight);
  const Id id = id_within(id_of(content), "code");
  const Press press = press_area(id, box);
  fill(box, press.hovered ? colors().surface_hover : colors().surface_sunken,
       metrics::kRadiusSmall);
  outline(box, colors().border, metrics::kRadiusSmall);
  const float line = text_metrics(TextStyle::small).line_height;
  draw_line(canvas(), shown, TextStyle::small, box.x + kPadding, box.center_y() - line / 2,
            packed(colors().text), box.w - 2 * kPadding);
  if (press.focused) focus_ring(box, metrics::kRadiusSmall);
  platform::MirrorNode& node = mirror_leaf(platform::Role::button, id, shown, box);
  node.description = "Copies it";
  if (press.pressed) {
    platform::copy_text(shown);
    toast(Tone::neutral, "Copied " + std::string(shown));
  }
}

void icon(const char* glyph, TextColor color, std::string_view name, float size) {
  const Box box = place(size, size);
  draw_icon(glyph, box.center_x(), box.center_y(), size, color_of(color));
  if (name.empty()) return;
  mirror_leaf(platform::Role::image, id_within(id_of(name), "icon"), name, box);
}

bool link(std::string_view label, std::string_view href, TextStyle style) {
  const std::string_view shown = visible_label(label);
  const bool outside = !href.empty() && href[0] != '#';
  const float extra = outside ? 20.0f : 0.0f;
  const float line = text_metrics(style).line_height;
  const float natural = line_width(shown, style) + extra;
  const Box box = place(std::min(natural, flow().line_room()), line);
  const Id id = id_within(id_of(label), "link");
  const Press press = press_area(id, box);
  const Color color = colors().accent.text;
  draw_line(canvas(), shown, style, box.x, box.y, packed(color), box.w - extra);
  if (outside) draw_icon(icons::open_in_new, box.right() - 8, box.center_y(), 16, color);
  if (press.hovered) fill({box.x, box.bottom() - 3, box.w - extra, 1}, color);
  if (press.focused) focus_ring(box.inset(-1), 4);
  platform::MirrorNode& node =
      mirror_leaf(href.empty() ? platform::Role::button : platform::Role::link, id, shown, box);
  node.extra = href;
  const bool new_tab =
      !href.empty() && press.hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Middle);
  if (press.pressed || new_tab) follow(href, new_tab || ImGui::GetIO().KeyCtrl);
  return press.pressed;
}

void follow(std::string_view href, bool new_tab) {
  if (href.empty()) return;
  if (href[0] == '#' && !new_tab)
    platform::navigate(href.substr(1));
  else
    platform::open_in_new_tab(href);
}

float text_width(std::string_view content, TextStyle style) { return line_width(content, style); }

}  // namespace datavault::ui
