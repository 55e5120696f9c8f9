#include "web/platform/font_atlas.h"

#include <emscripten.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <span>

#include "web/platform/fonts.h"
#include "web/platform/graphics.h"

EM_JS(void, dv_add_font, (const unsigned char* data, int length, int weight),
      { Module.host.text.addFont(Module.host.bytesAt(data, length), weight); });

namespace datavault::platform {
namespace {

struct Block {
  ImWchar first, last;
};
// The first one is always there; the others come when a text needs them.
constexpr std::array<Block, 8> kBlocks = {{
    {0x0020, 0x00FF},
    {0x0100, 0x024F},  // Latin Extended
    {0x0370, 0x03FF},  // Greek
    {0x0400, 0x04FF},  // Cyrillic
    {0x1E00, 0x1EFF},  // Latin Extended Additional
    {0x2010, 0x2265},  // punctuation, currency, arrows, mathematics
    {0x25B2, 0x25BC},  // triangles
    {0x2713, 0x2713},  // check mark
}};
constexpr std::array<float, 4> kIconSizes = {16, 20, 24, 40};
// ImGui counts a font's size from ascender to descender, CSS by the em: Inter's (2728 + 680) /
// 2816.
constexpr float kInterHeight = 1.2102f;
// Below this ratio, glyphs are rasterised wider for positions between pixels.
constexpr float kSharpRatio = 1.5f;

struct Atlas {
  float ratio = 1;
  bool outdated = true;
  uint32_t blocks = 1 | 1 << 5 | 1 << 6 | 1 << 7;
  ImVector<ImWchar> ranges;
  std::array<ImFont*, kTextStyleCount> text = {};
  std::array<ImFont*, kIconSizes.size()> icons = {};
};

Atlas g_atlas;

ImFont* add_font(std::span<const unsigned char> data, float size, const ImWchar* ranges) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.OversampleH = g_atlas.ratio < kSharpRatio ? 2 : 1;
  config.OversampleV = 1;
  config.PixelSnapH = false;
  // ImGui takes a pointer to non-const but does not write.
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<unsigned char*>(data.data()),
                                                    static_cast<int>(data.size()),
                                                    size * g_atlas.ratio, &config, ranges);
}

void build_ranges() {
  g_atlas.ranges.clear();
  for (size_t i = 0; i < kBlocks.size(); ++i) {
    if ((g_atlas.blocks & 1u << i) == 0) continue;
    g_atlas.ranges.push_back(kBlocks[i].first);
    g_atlas.ranges.push_back(kBlocks[i].last);
  }
  g_atlas.ranges.push_back(0);
}

void build() {
  static constexpr ImWchar kIconRange[] = {0xE000, 0xF8FF, 0};
  ImFontAtlas& fonts = *ImGui::GetIO().Fonts;
  fonts.Clear();
  fonts.Flags |= ImFontAtlasFlags_NoMouseCursors;
  fonts.TexGlyphPadding = 1;
  build_ranges();
  for (int i = 0; i < kTextStyleCount; ++i) {
    const TextMetrics metrics = text_metrics(static_cast<TextStyle>(i));
    g_atlas.text[i] = add_font(metrics.strong ? inter_semibold_font() : inter_regular_font(),
                               metrics.size * kInterHeight, g_atlas.ranges.Data);
  }
  for (size_t i = 0; i < kIconSizes.size(); ++i) {
    g_atlas.icons[i] = add_font(datavault::icon_font(), kIconSizes[i], kIconRange);
  }
  ImGui::GetIO().FontDefault = g_atlas.text[static_cast<int>(TextStyle::body)];
  ImGui::GetIO().FontGlobalScale = 1 / g_atlas.ratio;
  fonts.Build();
}

}  // namespace

void font_atlas_start() {
  const auto offer = [](std::span<const unsigned char> font, int weight) {
    dv_add_font(font.data(), static_cast<int>(font.size()), weight);
  };
  offer(inter_regular_font(), 400);
  offer(inter_semibold_font(), 600);
}

void font_atlas_set_ratio(float ratio) {
  if (ratio == g_atlas.ratio || !(ratio > 0)) return;
  g_atlas.ratio = ratio;
  g_atlas.outdated = true;
}

float font_atlas_ratio() { return g_atlas.ratio; }

bool font_atlas_outdated() { return g_atlas.outdated; }

void font_atlas_update() {
  if (!g_atlas.outdated) return;
  g_atlas.outdated = false;
  build();
  graphics_upload_fonts();
}

ImFont* text_font(TextStyle style) { return g_atlas.text[static_cast<size_t>(style)]; }

ImFont* icon_font(float size) {
  size_t best = 0;
  for (size_t i = 1; i < kIconSizes.size(); ++i) {
    if (std::abs(kIconSizes[i] - size) < std::abs(kIconSizes[best] - size)) best = i;
  }
  return g_atlas.icons[best];
}

bool font_has(TextStyle style, unsigned code_point) {
  for (size_t i = 0; i < kBlocks.size(); ++i) {
    if (code_point < kBlocks[i].first || code_point > kBlocks[i].last) continue;
    if ((g_atlas.blocks & 1u << i) == 0) {
      g_atlas.blocks |= 1u << i;
      g_atlas.outdated = true;
      return false;
    }
    return text_font(style)->FindGlyphNoFallback(static_cast<ImWchar>(code_point)) != nullptr;
  }
  return false;
}

}  // namespace datavault::platform
