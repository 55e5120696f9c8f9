#include "web/theme/contrast.h"

#include <algorithm>
#include <cmath>

namespace datavault {
namespace {

double linear(uint8_t channel) {
  const double value = channel / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
  return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

void add_tone(std::vector<ContrastPair>& pairs, std::string_view name, const ToneColors& tone,
              Color surface, double text_ratio) {
  pairs.push_back({name, tone.text, tone.surface, text_ratio});
  pairs.push_back({name, tone.text, surface, text_ratio});
  pairs.push_back({name, tone.on_solid, tone.solid, 4.5});
  pairs.push_back({name, tone.solid, surface, 3});
}

}  // namespace

double contrast_ratio(Color one, Color other) {
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Color blend_over(Color top, Color bottom) {
  const auto mix = [&](uint8_t over, uint8_t under) {
    return static_cast<uint8_t>((over * top.a + under * (255 - top.a) + 127) / 255);
  };
  return {mix(top.r, bottom.r), mix(top.g, bottom.g), mix(top.b, bottom.b), 255};
}

std::vector<ContrastPair> contrast_pairs(ThemeKind kind) {
  const Palette& p = palette(kind);
  const double text = kind == ThemeKind::high_contrast ? 7 : 4.5;
  std::vector<ContrastPair> pairs = {
      {"text on page", p.text, p.page, text},
      {"text on surface", p.text, p.surface, text},
      {"text on raised surface", p.text, p.surface_raised, text},
      {"text on sunken surface", p.text, p.surface_sunken, text},
      {"text on hovered row", p.text, p.surface_hover, text},
      {"text on selected row", p.text, p.selection, text},
      {"muted text on page", p.text_muted, p.page, text},
      {"muted text on surface", p.text_muted, p.surface, text},
      {"muted text on raised surface", p.text_muted, p.surface_raised, text},
      {"muted text on sunken surface", p.text_muted, p.surface_sunken, text},
      {"muted text on hovered row", p.text_muted, p.surface_hover, text},
      {"muted text on selected row", p.text_muted, p.selection, text},
      {"navigation", p.rail_text, p.rail, text},
      {"navigation, hovered", p.rail_text, p.surface_hover, text},
      {"navigation, selected", p.rail_text_selected, p.rail_selected, text},
      {"primary button, hovered", p.accent.on_solid, p.accent_hover, 4.5},
      {"primary button, pressed", p.accent.on_solid, p.accent_pressed, 4.5},
      {"danger button, hovered", p.danger.on_solid, p.danger_hover, 4.5},
      {"control outline on surface", p.border_strong, p.surface, 3},
      {"control outline on page", p.border_strong, p.page, 3},
      {"focus ring on page", p.focus, p.page, 3},
      {"focus ring on surface", p.focus, p.surface, 3},
      {"focus ring on navigation", p.focus, p.rail, 3},
      {"focus ring on raised surface", p.focus, p.surface_raised, 3},
      {"control outline on raised surface", p.border_strong, p.surface_raised, 3},
      {"chart, neutral", p.charts.neutral, p.surface, 3},
      {"chart, accent", p.charts.accent, p.surface, 3},
      {"chart, success", p.charts.success, p.surface, 3},
      {"chart, warning", p.charts.warning, p.surface, 3},
      {"chart, danger", p.charts.danger, p.surface, 3},
  };
  add_tone(pairs, "neutral tone", p.neutral, p.surface, text);
  add_tone(pairs, "accent tone", p.accent, p.surface, text);
  add_tone(pairs, "success tone", p.success, p.surface, text);
  add_tone(pairs, "warning tone", p.warning, p.surface, text);
  add_tone(pairs, "danger tone", p.danger, p.surface, text);
  return pairs;
}

}  // namespace datavault
