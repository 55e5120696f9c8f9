#pragma once

#include <span>
#include <string_view>

#include "web/theme/color.h"

namespace datavault {

/// What a coloured element means; badges, alerts and toasts take one.
enum class Tone { neutral, accent, success, warning, danger };

/// Colours of one tone: `text` on `surface` (and on the page) reads at AA; `solid` carries
/// `on_solid`.
struct ToneColors {
  Color text;
  Color surface;
  Color border;
  Color solid;
  Color on_solid;
};

/// Areas and lines of pictures, brighter than what carries text: 3:1 against a surface.
struct ChartColors {
  Color neutral, accent, success, warning, danger;
};

/// Roles of colour. Views name roles, never colours.
struct Palette {
  Color page;            // behind everything
  Color surface;         // cards, dialogs, tables
  Color surface_raised;  // menus, tooltips, dialogs above cards
  Color surface_sunken;  // table headers, tracks, code
  Color surface_hover;   // a row or menu item under the pointer
  Color rail;            // navigation
  Color border;          // hairlines between things
  Color border_strong;   // outlines of controls: 3:1 against what is around
  Color text;
  Color text_muted;
  Color text_disabled;
  Color focus;  // focus ring
  Color scrim;  // over the page behind a dialog
  Color shadow;
  Color rail_text;
  Color rail_text_selected;
  Color rail_selected;
  Color accent_hover;
  Color accent_pressed;
  Color danger_hover;
  Color selection;  // selected rows and text
  ToneColors neutral, accent, success, warning, danger;
  ChartColors charts;

  const ToneColors& tone(Tone tone) const;
  Color chart(Tone tone) const;
};

enum class ThemeKind { light, dark, high_contrast };
const Palette& palette(ThemeKind kind);

/// Sizes in CSS pixels; the same in every theme.
namespace metrics {
inline constexpr float kSpace1 = 4, kSpace2 = 8, kSpace3 = 12, kSpace4 = 16, kSpace5 = 24,
                       kSpace6 = 32, kSpace7 = 48;
inline constexpr float kRadiusSmall = 6, kRadius = 8, kRadiusLarge = 12;
inline constexpr float kControlHeight = 36, kControlHeightTouch = 44, kControlHeightCompact = 32;
inline constexpr float kRowHeight = 44, kCompactRowLess = 8;
inline constexpr float kRailWidth = 240, kTopBarHeight = 56;
inline constexpr float kNarrowWidth = 720;    // below: one column, top bar and menu
inline constexpr float kStackWidth = 560;     // a narrower table may stack its cells
inline constexpr float kContentWidth = 1200;  // a page is not wider
inline constexpr float kFormWidth = 420;      // a field in a form is not wider
inline constexpr float kReadWidth = 640;      // a paragraph is not wider
}  // namespace metrics

/// Type scale. Sizes in CSS pixels.
enum class TextStyle {
  caption,         // 12: legends, hints
  caption_strong,  // 12 semibold: badges, table headers
  small,           // 13: secondary text
  label,           // 14 semibold: buttons, tabs, names of fields
  body,            // 15
  body_strong,     // 15 semibold
  title,           // 17 semibold: of a card
  heading,         // 23 semibold: of a page
  display,         // 30 semibold: big figures
};
inline constexpr int kTextStyleCount = 9;
struct TextMetrics {
  float size;
  float line_height;
  bool strong;
};
TextMetrics text_metrics(TextStyle style);

/// Which theme the user chose; `system` follows the browser.
enum class ThemeChoice { system, light, dark, high_contrast };
std::string_view name_of(ThemeChoice choice);
ThemeChoice theme_choice_from(std::string_view name);
ThemeKind resolve_theme(ThemeChoice choice, bool system_dark, bool system_high_contrast);

/// The theme that is drawn with. Set by ui::FrameScope.
const Palette& colors();
ThemeKind current_theme();
void set_current_theme(ThemeKind kind);

}  // namespace datavault
