#include "web/widgets/tile.h"

#include <algorithm>
#include <string>

#include "web/widgets/core.h"
#include "web/widgets/glyphs.h"
#include "web/widgets/layout.h"

namespace datavault::ui {
namespace {

constexpr float kTilePadding = 16, kDot = 8, kDotGap = 8, kTileGap = 4;

float line_of(TextStyle style) { return text_metrics(style).line_height; }

void draw_frame(const Box& box, const Press& press, bool on) {
  const Palette& p = colors();
  const Color surface = press.held      ? p.surface_sunken
                        : press.hovered ? mix(p.surface, p.surface_hover, 0.5f)
                                        : p.surface;
  fill(box, on ? p.selection : surface, metrics::kRadiusLarge);
  const Color edge = on ? p.accent.solid : press.hovered ? p.border_strong : p.border;
  outline(box, edge, metrics::kRadiusLarge, on ? 1.5f : 1.0f);
  if (press.focused) focus_ring(box, metrics::kRadiusLarge);
}

void draw_content(const Box& inside, std::string_view name, std::string_view value,
                  const TileOptions& options) {
  const Palette& p = colors();
  const bool toned = options.tone != Tone::neutral;
  const Color tone = toned ? p.tone(options.tone).text : p.text_muted;
  float y = inside.y;
  const float name_line = line_of(TextStyle::label);
  fill({inside.x, y + (name_line - kDot) / 2, kDot, kDot}, tone, kDot / 2);
  draw_line(canvas(), name, TextStyle::label, inside.x + kDot + kDotGap, y, packed(p.text),
            inside.w - kDot - kDotGap);
  y += name_line + kTileGap;
  draw_line(canvas(), value, TextStyle::display, inside.x, y, packed(toned ? tone : p.text),
            inside.w);
  y += line_of(TextStyle::display) + kTileGap;
  if (options.detail.empty()) return;
  draw_wrapped(canvas(), options.detail, TextStyle::caption, inside.x, y, inside.w,
               packed(p.text_muted));
}

}  // namespace

bool tile(std::string_view name, std::string_view value, const TileOptions& options) {
  using namespace platform::mirror_flag;
  const float width = available_width();
  float height =
      2 * kTilePadding + line_of(TextStyle::label) + kTileGap + line_of(TextStyle::display);
  if (!options.detail.empty()) {
    height +=
        kTileGap + wrapped_size(options.detail, TextStyle::caption, width - 2 * kTilePadding).h;
  }
  const float natural = height;
  height = std::max(height, options.min_height);
  const Box box = place(width, height);
  flow().add_slack(height - natural);
  const Id id = id_of(name);
  const Press press = press_area(id, box);
  if (is_visible(box)) {
    draw_frame(box, press, options.pressed.value_or(false));
    draw_content(box.inset(kTilePadding), visible_label(name), value, options);
  }
  platform::MirrorNode& node = mirror_leaf(platform::Role::button, id, visible_label(name), box);
  node.description = std::string(value);
  if (!options.detail.empty()) node.description += ". " + std::string(options.detail);
  if (options.pressed) set_flag(node, kHasPressed | (*options.pressed ? kPressed : 0));
  return press.pressed;
}

}  // namespace datavault::ui
