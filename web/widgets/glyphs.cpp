#include "web/widgets/glyphs.h"

#include <cmath>
#include <vector>

#include "web/platform/font_atlas.h"
#include "web/platform/shaped_text.h"
#include "web/widgets/utf8.h"

namespace datavault::ui {
namespace {

// Distance from the middle of a line box to the baseline, in parts of the font size: half of
// Inter's capital height, so that capitals stand in the middle. shell/text.js has the same.
constexpr float kBaseline = 0.36f;
// From here on, whole device pixels are fine enough; below, glyphs stand between them.
constexpr float kSnapRatio = 1.5f;
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

/// Large text is set tighter, as Inter's designers recommend.
float tracking(float size) {
  return size >= 28 ? -0.6f : size >= 20 ? -0.35f : size >= 17 ? -0.15f : 0;
}

bool drawable(std::string_view text, TextStyle style) {
  bool all = true;
  for (size_t at = 0; at < text.size();) {
    const unsigned code = next_code_point(text, at);
    if (code >= 0x80 && !platform::font_has(style, code)) all = false;
  }
  return all;
}

/// Measures and draws runs of one style at the display's pixel size.
class Pen {
 public:
  explicit Pen(TextStyle style)
      : metrics_(text_metrics(style)),
        font_(platform::text_font(style)),
        ratio_(platform::font_atlas_ratio()),
        tracking_(tracking(metrics_.size)) {}

  float advance(unsigned code) const {
    return font_->GetCharAdvance(static_cast<ImWchar>(code)) / ratio_ + tracking_;
  }

  float width(std::string_view text) const {
    float sum = 0;
    for (size_t at = 0; at < text.size();) sum += advance(next_code_point(text, at));
    return sum;
  }

  /// As many bytes as fit into the width.
  size_t fitting(std::string_view text, float width) const {
    float sum = 0;
    for (size_t at = 0; at < text.size();) {
      const size_t before = at;
      sum += advance(next_code_point(text, at));
      if (sum > width) return before;
    }
    return text.size();
  }

  void draw(ImDrawList* list, std::string_view text, float x, float y, ImU32 color) const {
    const float baseline = y + metrics_.line_height / 2 + metrics_.size * kBaseline;
    const float top = (std::round(baseline * ratio_) - std::round(font_->Ascent)) / ratio_;
    for (size_t at = 0; at < text.size();) {
      const unsigned code = next_code_point(text, at);
      const ImFontGlyph* glyph = font_->FindGlyph(static_cast<ImWchar>(code));
      if (glyph == nullptr) continue;
      if (glyph->Visible) draw_glyph(list, *glyph, x, top, color);
      x += glyph->AdvanceX / ratio_ + tracking_;
    }
  }

 private:
  void draw_glyph(ImDrawList* list, const ImFontGlyph& glyph, float x, float top,
                  ImU32 color) const {
    const float left = ratio_ >= kSnapRatio ? std::round(x * ratio_) / ratio_ : x;
    list->PrimReserve(6, 4);
    list->PrimRectUV({left + glyph.X0 / ratio_, top + glyph.Y0 / ratio_},
                     {left + glyph.X1 / ratio_, top + glyph.Y1 / ratio_}, {glyph.U0, glyph.V0},
                     {glyph.U1, glyph.V1}, color);
  }

  TextMetrics metrics_;
  const ImFont* font_;
  float ratio_;
  float tracking_;
};

void draw_picture(ImDrawList* list, const platform::ShapedText& picture, float x, float y,
                  ImU32 color) {
  const float ratio = platform::font_atlas_ratio();
  const float left = std::round(x * ratio) / ratio;
  const float top = std::round(y * ratio) / ratio;
  list->AddImage(picture.texture, {left, top}, {left + picture.width, top + picture.height}, {0, 0},
                 {1, 1}, color);
}

/// Ends of lines: positions behind the last byte of each.
struct Line {
  size_t begin, end;
};

/// One line from `begin`: up to the last space that fits, a line break, or in the middle of a word
/// that is longer than a line.
Line next_line(const Pen& pen, std::string_view text, size_t begin, float width) {
  float sum = 0;
  size_t last_space = std::string_view::npos;
  for (size_t at = begin; at < text.size();) {
    const size_t before = at;
    const unsigned code = next_code_point(text, at);
    if (code == '\n') return {begin, before};
    if (code == ' ') last_space = before;
    sum += pen.advance(code);
    if (sum > width && code != ' ' && before > begin) {
      return {begin, last_space != std::string_view::npos ? last_space : before};
    }
  }
  return {begin, text.size()};
}

std::vector<Line> break_lines(const Pen& pen, std::string_view text, float width) {
  std::vector<Line> lines;
  size_t begin = 0;
  do {
    lines.push_back(next_line(pen, text, begin, width));
    begin = lines.back().end;
    if (begin < text.size() && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
  } while (begin < text.size());
  return lines;
}

}  // namespace

float line_width(std::string_view text, TextStyle style) {
  if (text.empty()) return 0;
  if (!drawable(text, style)) return platform::shaped_text(text, style).width;
  return std::ceil(Pen(style).width(text));
}

void draw_line(ImDrawList* list, std::string_view text, TextStyle style, float x, float y,
               ImU32 color, float max_width) {
  if (text.empty()) return;
  if (!drawable(text, style)) {
    const platform::ShapedText picture = platform::shaped_text(text, style);
    const bool cut = max_width > 0 && picture.width > max_width;
    if (cut) list->PushClipRect({x, y}, {x + max_width, y + picture.height}, true);
    // What is cut off is the end, which stands at the left in some scripts.
    const float left = cut && picture.right_to_left ? x + max_width - picture.width : x;
    draw_picture(list, picture, left, y, color);
    if (cut) list->PopClipRect();
    return;
  }
  const Pen pen(style);
  const float width = pen.width(text);
  if (max_width <= 0 || std::ceil(width) <= max_width + 0.5f) {
    pen.draw(list, text, x, y, color);
    return;
  }
  const size_t fits = pen.fitting(text, max_width - pen.width(kEllipsis));
  const std::string_view head = text.substr(0, fits);
  pen.draw(list, head, x, y, color);
  pen.draw(list, kEllipsis, x + pen.width(head), y, color);
}

TextSize wrapped_size(std::string_view text, TextStyle style, float width) {
  const TextMetrics metrics = text_metrics(style);
  if (!drawable(text, style)) {
    const platform::ShapedText picture = platform::shaped_text(text, style, width);
    return {picture.width, picture.height};
  }
  const Pen pen(style);
  TextSize size;
  for (const Line& line : break_lines(pen, text, width)) {
    size.w = std::max(size.w, std::ceil(pen.width(text.substr(line.begin, line.end - line.begin))));
    size.h += metrics.line_height;
  }
  return size;
}

void draw_wrapped(ImDrawList* list, std::string_view text, TextStyle style, float x, float y,
                  float width, ImU32 color, bool centered) {
  const auto indent = [&](float used) { return centered ? std::floor((width - used) / 2) : 0; };
  if (!drawable(text, style)) {
    const platform::ShapedText picture = platform::shaped_text(text, style, width);
    draw_picture(list, picture, x + indent(picture.width), y, color);
    return;
  }
  const Pen pen(style);
  for (const Line& line : break_lines(pen, text, width)) {
    const std::string_view part = text.substr(line.begin, line.end - line.begin);
    pen.draw(list, part, x + indent(pen.width(part)), y, color);
    y += text_metrics(style).line_height;
  }
}

void draw_icon_glyph(ImDrawList* list, const char* glyph, float center_x, float center_y,
                     float size, ImU32 color) {
  size_t at = 0;
  const unsigned code = next_code_point(glyph, at);
  const ImFont* font = platform::icon_font(size);
  const ImFontGlyph* found = font->FindGlyph(static_cast<ImWchar>(code));
  if (found == nullptr) return;
  const float ratio = platform::font_atlas_ratio();
  const float scale = size / font->FontSize;
  const float left = std::round((center_x - size / 2) * ratio) / ratio;
  const float top = std::round((center_y - size / 2) * ratio) / ratio;
  list->PrimReserve(6, 4);
  list->PrimRectUV({left + found->X0 * scale, top + found->Y0 * scale},
                   {left + found->X1 * scale, top + found->Y1 * scale}, {found->U0, found->V0},
                   {found->U1, found->V1}, color);
}

}  // namespace datavault::ui
