#include "web/widgets/feedback.h"

#include <algorithm>
#include <cmath>

#include "generated/icons.h"
#include "web/platform/frame.h"
#include "web/widgets/button.h"
#include "web/widgets/core.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"
#include "web/widgets/text.h"
#include "web/widgets/tone_icon.h"

namespace datavault::ui {

const char* icon_of(Tone tone) {
  switch (tone) {
    case Tone::neutral:
    case Tone::accent:
      return icons::info;
    case Tone::success:
      return icons::check_circle;
    case Tone::warning:
      return icons::warning;
    case Tone::danger:
      return icons::error;
  }
  return icons::info;
}

namespace {

platform::Role role_of(Tone tone) {
  return tone == Tone::danger || tone == Tone::warning ? platform::Role::alert
                                                       : platform::Role::status;
}

}  // namespace

void badge(std::string_view label, Tone tone, const char* icon) {
  constexpr float kPadding = 8, kHeight = 22, kIcon = 17;
  const ToneColors& look = colors().tone(tone);
  const std::string_view shown = visible_label(label);
  const float icon_room = icon != nullptr ? kIcon : 0;
  const float natural = line_width(shown, TextStyle::caption_strong) + 2 * kPadding + icon_room;
  const Box box = place(std::min(natural, flow().line_room()), kHeight);
  if (is_visible(box)) {
    fill(box, look.surface, kHeight / 2);
    outline(box, look.border, kHeight / 2);
    if (icon != nullptr) draw_icon(icon, box.x + kPadding + 6, box.center_y(), 14, look.text);
    const float line = text_metrics(TextStyle::caption_strong).line_height;
    draw_line(canvas(), shown, TextStyle::caption_strong, box.x + kPadding + icon_room,
              box.center_y() - line / 2, packed(look.text), box.w - 2 * kPadding - icon_room);
  }
  mirror_leaf(platform::Role::text, id_within(id_of(label), "badge"), shown, box);
}

void alert(Tone tone, std::string_view title, std::string_view detail) {
  alert_with_action(tone, title, detail, {});
}

bool alert_with_action(Tone tone, std::string_view title, std::string_view detail,
                       std::string_view action) {
  constexpr float kPadding = 14, kTextX = 42;
  const ToneColors& look = colors().tone(tone);
  const Id id = id_within(id_of(title), "alert");
  const Box at = flow().peek();
  const Box box{at.x, at.y, at.w, std::max(memory(id).a, 48.0f)};
  fill(box, look.surface, metrics::kRadius);
  outline(box, look.border, metrics::kRadius);
  draw_icon(icon_of(tone), box.x + kPadding + 10, box.y + kPadding + 11, 20, look.text);

  push_flow(Flow::column(box.x + kTextX, box.y + kPadding, box.w - kTextX - kPadding, 4));
  text(title, {.style = TextStyle::body_strong, .decorative = true});
  if (!detail.empty()) text(detail, {.color = TextColor::muted, .decorative = true});
  bool pressed = false;
  if (!action.empty()) {
    space(10);
    pressed = button(action, {.small = true});
  }
  const Flow inside = pop_flow();
  const float height = inside.bottom() - inside.top() + 2 * kPadding;
  remember(memory(id).a, height);
  const Box placed = place(at.w, height);
  std::string spoken(title);
  if (!detail.empty()) (spoken += " ") += detail;
  mirror_leaf(role_of(tone), id, spoken, placed);
  return pressed;
}

void progress(std::string_view label, float fraction, std::string_view detail, Tone tone) {
  constexpr float kBar = 8, kGlideSeconds = 0.4f, kRunSeconds = 1.4f;
  const Palette& p = colors();
  const Id id = id_within(id_of(label), "progress");
  const bool known = fraction >= 0;
  fraction = std::clamp(fraction, 0.0f, 1.0f);
  const std::string_view shown = visible_label(label);
  const Box at = flow().peek();
  push_flow(Flow::column(at.x, at.y, at.w, 8));
  if (!shown.empty() || !detail.empty()) {
    const Box line = place(at.w, text_metrics(TextStyle::small).line_height);
    const float right = line_width(detail, TextStyle::small);
    draw_line(canvas(), shown, TextStyle::small, line.x, line.y, packed(p.text),
              line.w - right - 12);
    draw_line(canvas(), detail, TextStyle::small, line.right() - right, line.y,
              packed(p.text_muted));
  }
  const Box track = place(at.w, kBar);
  fill(track, p.surface_sunken, kBar / 2);
  outline(track, p.border, kBar / 2);
  const Color color = p.tone(tone).solid;
  if (known) {
    const float width = animate(id, fraction, kGlideSeconds) * track.w;
    if (width > 0) fill({track.x, track.y, std::max(width, kBar), kBar}, color, kBar / 2);
  } else {
    const auto phase = static_cast<float>(std::fmod(platform::frame_seconds() / kRunSeconds, 1.0));
    const float begin = wants_motion() ? (phase * 1.4f - 0.4f) * track.w : 0.3f * track.w;
    const float left = std::max(begin, 0.0f);
    const float right = std::min(begin + 0.4f * track.w, track.w);
    if (right > left) fill({track.x + left, track.y, right - left, kBar}, color, kBar / 2);
    if (wants_motion() && is_visible(track)) platform::request_frame_in(16);
  }
  const Flow inside = pop_flow();
  const Box box = place(at.w, inside.bottom() - inside.top());
  platform::MirrorNode& node = mirror_leaf(platform::Role::progressbar, id, shown, box);
  node.percent = known ? static_cast<int>(std::lround(fraction * 100)) : -1;
  node.value = detail;
}

void spinner(std::string_view label) {
  const float line = text_metrics(TextStyle::body).line_height;
  const float text_x = label.empty() ? 0 : 30;
  const Box box = place(20 + (label.empty() ? 0 : 10 + line_width(label, TextStyle::body)), 24);
  draw_spinner(box.x + 10, box.center_y(), 8, colors().accent.text);
  draw_line(canvas(), label, TextStyle::body, box.x + text_x, box.center_y() - line / 2,
            packed(colors().text_muted));
  platform::MirrorNode& node =
      mirror_leaf(platform::Role::status, id_within(id_of(label), "spinner"), label, box);
  set_flag(node, platform::mirror_flag::kBusy);
}

void skeleton(int lines) {
  static constexpr float kWidths[] = {0.92f, 0.74f, 0.83f, 0.58f};
  const auto wave = static_cast<float>(std::sin(platform::frame_seconds() * 3.2));
  const float alpha = wants_motion() ? 0.75f + 0.25f * wave : 1;
  bool visible = false;
  for (int i = 0; i < lines; ++i) {
    const float width = available_width();
    const Box box = place(width, 16);
    const Box bar{box.x, box.y, width * kWidths[i % 4], box.h};
    visible = visible || is_visible(bar);
    fill(bar, colors().border.with_alpha(static_cast<uint8_t>(alpha * 255)), 6);
  }
  if (wants_motion() && visible) platform::request_frame_in(33);
}

bool empty_state(const char* icon, std::string_view title, std::string_view detail,
                 std::string_view action) {
  constexpr float kCircle = 56, kTextWidth = 380;
  const Palette& p = colors();
  const Box at = flow().peek();
  const float width = std::min(at.w, kTextWidth);
  const float left = at.x + std::floor((at.w - width) / 2);
  float y = at.y + 24;
  canvas()->AddCircleFilled({left + width / 2, y + kCircle / 2}, kCircle / 2,
                            packed(p.accent.surface));
  draw_icon(icon, left + width / 2, y + kCircle / 2, 26, p.accent.text);
  y += kCircle + 14;
  const auto centered = [&](std::string_view content, TextStyle style, Color color,
                            platform::Role role) {
    const TextSize size = wrapped_size(content, style, width);
    draw_wrapped(canvas(), content, style, left, y, width, packed(color), true);
    platform::MirrorNode& node =
        mirror_leaf(role, id_within(id_of(content), "empty"), content, {left, y, width, size.h});
    node.level = 2;
    y += size.h + 6;
  };
  centered(title, TextStyle::title, p.text, platform::Role::heading);
  if (!detail.empty()) centered(detail, TextStyle::body, p.text_muted, platform::Role::text);
  bool pressed = false;
  if (!action.empty()) {
    y += 10;
    push_flow(Flow::column(at.x, y, at.w, 0));
    {
      Row row({.align = Align::center});
      pressed = button(action, {.kind = ButtonKind::primary});
    }
    y = pop_flow().bottom();
  }
  place(at.w, y + 24 - at.y);
  return pressed;
}

}  // namespace datavault::ui
