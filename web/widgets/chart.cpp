#include "web/widgets/chart.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "web/platform/intl.h"
#include "web/widgets/core.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"
#include "web/widgets/text.h"

namespace datavault::ui {
namespace {

constexpr float kFullTurn = 6.2831853f;

Color chart_color(Tone tone) { return colors().chart(tone); }

double total_of(std::span<const ChartPart> parts) {
  return std::accumulate(parts.begin(), parts.end(), 0.0,
                         [](double sum, const ChartPart& part) { return sum + part.amount; });
}

/// "Fleet: 12 Current, 3 Behind".
std::string chart_words(std::string_view name, std::span<const ChartPart> parts) {
  std::string words(visible_label(name));
  std::string_view separator = ": ";
  for (const ChartPart& part : parts) {
    words += separator;
    words += platform::format_count(std::llround(part.amount)) + " " + std::string(part.name);
    separator = ", ";
  }
  return words;
}

void mirror_chart(std::string_view name, const Box& box, std::string_view words) {
  mirror_leaf(platform::Role::image, id_within(id_of(name), "chart"), words, box);
}

void draw_arc(float x, float y, float radius, float thickness, float from, float to, Color color) {
  ImDrawList* list = canvas();
  list->PathArcTo({x, y}, radius, from, to, 48);
  list->PathStroke(packed(color), 0, thickness);
}

void draw_ring(const Box& box, std::span<const ChartPart> parts, double total, float thickness) {
  const float radius = box.w / 2 - thickness / 2;
  const float gap = 2.5f / radius;  // the page shows between the parts
  canvas()->AddCircle({box.center_x(), box.center_y()}, radius, packed(colors().surface_sunken), 64,
                      thickness);
  float from = -kFullTurn / 4;
  for (const ChartPart& part : parts) {
    if (part.amount <= 0) continue;
    const float turn = static_cast<float>(part.amount / total) * kFullTurn;
    const float margin = turn >= kFullTurn - 0.001f ? 0 : std::min(gap / 2, turn / 4);
    draw_arc(box.center_x(), box.center_y(), radius, thickness, from + margin, from + turn - margin,
             chart_color(part.tone));
    from += turn;
  }
}

void draw_centered(std::string_view text, TextStyle style, float center_x, float y, float room,
                   Color color) {
  const float width = std::min(line_width(text, style), room);
  draw_line(canvas(), text, style, center_x - width / 2, y, packed(color), room);
}

}  // namespace

void donut(std::string_view name, std::span<const ChartPart> parts, std::string_view figure,
           std::string_view caption, float size) {
  const float room = available_width();
  const float side = std::min(size, room);
  const Box at = place(flow().is_row() ? side : room, side);
  const Box box{at.center_x() - side / 2, at.y, side, side};
  if (is_visible(box)) {
    const float thickness = side * 0.13f;
    const double total = total_of(parts);
    if (total > 0)
      draw_ring(box, parts, total, thickness);
    else
      draw_ring(box, {}, 1, thickness);
    const float high = text_metrics(TextStyle::display).line_height;
    const float low = text_metrics(TextStyle::caption).line_height;
    const float inside = side - 2 * thickness - 12;
    const float y = box.center_y() - (high + low) / 2;
    draw_centered(figure, TextStyle::display, box.center_x(), y, inside, colors().text);
    draw_centered(caption, TextStyle::caption, box.center_x(), y + high, inside,
                  colors().text_muted);
  }
  mirror_chart(name, box,
               chart_words(name, parts) + ". " + std::string(figure) + " " + std::string(caption));
}

void stacked_bar(std::string_view name, std::span<const ChartPart> parts, float height) {
  const Box box = place(available_width(), height);
  const double total = total_of(parts);
  if (is_visible(box)) {
    fill(box, colors().surface_sunken, height / 2);
    outline(box, colors().border, height / 2);
    float x = box.x;
    const auto last = std::find_if(parts.rbegin(), parts.rend(),
                                   [](const ChartPart& part) { return part.amount > 0; });
    for (const ChartPart& part : parts) {
      if (part.amount <= 0 || total <= 0) continue;
      const float width = std::max(static_cast<float>(part.amount / total) * box.w, 3.0f);
      const bool first = x == box.x;
      const bool ends = last != parts.rend() && &*last == &part;
      const float right = ends ? box.right() : std::min(x + width, box.right());
      const ImDrawFlags corners =
          (first ? ImDrawFlags_RoundCornersLeft : 0) | (ends ? ImDrawFlags_RoundCornersRight : 0);
      canvas()->AddRectFilled({x, box.y}, {right - (ends ? 0.0f : 1.5f), box.bottom()},
                              packed(chart_color(part.tone)), height / 2,
                              corners ? corners : ImDrawFlags_RoundCornersNone);
      x = right;
    }
  }
  mirror_chart(name, box, chart_words(name, parts));
}

void chart_legend(std::span<const ChartPart> parts) {
  constexpr float kDot = 10, kGap = 8;
  const Stack stack(6);
  for (const ChartPart& part : parts) {
    const float line = text_metrics(TextStyle::small).line_height;
    const Box box = place(available_width(), line);
    const std::string amount = platform::format_count(std::llround(part.amount));
    fill({box.x, box.center_y() - kDot / 2, kDot, kDot}, chart_color(part.tone), 3);
    draw_line(canvas(), part.name, TextStyle::small, box.x + kDot + kGap, box.y,
              packed(colors().text));
    const float width = line_width(amount, TextStyle::caption_strong);
    draw_line(canvas(), amount, TextStyle::caption_strong, box.right() - width, box.y + 1,
              packed(colors().text));
    mirror_leaf(platform::Role::text, id_within(id_of(part.name), "legend"),
                std::string(part.name) + " " + amount, box);
  }
}

void sparkline(std::string_view name, std::span<const float> values, Tone tone, float width,
               float height) {
  const Box box = place(std::min(width, available_width()), height);
  if (is_visible(box) && values.size() > 1) {
    const float top = std::max(*std::max_element(values.begin(), values.end()), 0.001f);
    std::vector<ImVec2> points;
    for (size_t i = 0; i < values.size(); ++i) {
      const float share = static_cast<float>(i) / static_cast<float>(values.size() - 1);
      points.emplace_back(box.x + share * box.w, box.bottom() - 2 - values[i] / top * (box.h - 4));
    }
    ImDrawList* list = canvas();
    const ImU32 below = packed(chart_color(tone), 0.14f);
    for (size_t i = 1; i < points.size(); ++i) {
      list->AddQuadFilled(points[i - 1], points[i], {points[i].x, box.bottom()},
                          {points[i - 1].x, box.bottom()}, below);
    }
    list->AddPolyline(points.data(), static_cast<int>(points.size()), packed(chart_color(tone)), 0,
                      1.75f);
    list->AddCircleFilled(points.back(), 2.5f, packed(chart_color(tone)));
  }
  mirror_chart(name, box, visible_label(name));
}

void swatches(std::span<const SwatchColors> swatch_colors) {
  constexpr float kSide = 20, kOverlap = 5;
  const float width = kSide + (kSide - kOverlap) * static_cast<float>(swatch_colors.size() - 1);
  const Box at = place(width, kSide);
  float x = at.x;
  for (const SwatchColors& swatch : swatch_colors) {
    const Box box{x, at.y, kSide, kSide};
    fill(box, swatch.fill, kSide / 2);
    canvas()->AddCircle({box.center_x(), box.center_y()}, kSide / 2 - 0.5f, packed(swatch.edge));
    x += kSide - kOverlap;
  }
}

void timeline(std::string_view name, std::span<const TimelineEntry> entries) {
  constexpr float kRail = 24, kDot = 10, kGapBetween = 14;
  const Group list(GroupRole::list, name);
  float above = 0;
  for (size_t i = 0; i < entries.size(); ++i) {
    const TimelineEntry& entry = entries[i];
    const IdScope scope(static_cast<int>(i));
    const Group item(GroupRole::list_item);
    const Box at = flow().peek();
    const float line = text_metrics(TextStyle::body).line_height;
    const float center = at.x + kDot / 2;
    const float middle = at.y + line / 2;
    if (i > 0) fill({center - 1, above, 2, middle - above}, colors().border);
    push_flow(Flow::column(at.x + kRail, at.y, at.w - kRail, 0));
    if (entry.href.empty())
      text(entry.text);
    else
      link(entry.text, entry.href);
    text(entry.detail, {.style = TextStyle::small, .color = TextColor::muted});
    const Flow inside = pop_flow();
    place(at.w, inside.bottom() - inside.top());
    fill({at.x, middle - kDot / 2, kDot, kDot}, chart_color(entry.tone), kDot / 2);
    above = middle + kDot / 2 + 3;
    if (i + 1 < entries.size()) flow().set_next_gap(kGapBetween);
  }
}

}  // namespace datavault::ui
