// The one place that names colours. contrast_pairs() lists what has to stay readable on what.
#include "web/theme/theme.h"

namespace datavault {
namespace {

constexpr Palette kLight = {
    .page = rgb(0xF6F7F9),
    .surface = rgb(0xFFFFFF),
    .surface_raised = rgb(0xFFFFFF),
    .surface_sunken = rgb(0xF1F3F6),
    .surface_hover = rgb(0xF3F4F7),
    .rail = rgb(0xFBFBFD),
    .border = rgb(0xE2E5EA),
    .border_strong = rgb(0x858E9C),
    .text = rgb(0x161A22),
    .text_muted = rgb(0x586170),
    .text_disabled = rgb(0x98A1AE),
    .focus = rgb(0x4F46E5),
    .scrim = {15, 18, 28, 110},
    .shadow = {20, 24, 40, 22},
    .rail_text = rgb(0x4A5361),
    .rail_text_selected = rgb(0x3B33C4),
    .rail_selected = rgb(0xECEDFD),
    .accent_hover = rgb(0x4338CA),
    .accent_pressed = rgb(0x3730A3),
    .danger_hover = rgb(0xB0222A),
    .selection = rgb(0xEEF0FE),
    .neutral = {rgb(0x4A5361), rgb(0xF1F3F6), rgb(0xDCE0E6), rgb(0x586170), rgb(0xFFFFFF)},
    .accent = {rgb(0x4338CA), rgb(0xEEF0FE), rgb(0xCDD1FB), rgb(0x4F46E5), rgb(0xFFFFFF)},
    .success = {rgb(0x176B3B), rgb(0xE7F6ED), rgb(0xB9E2C9), rgb(0x1B7A43), rgb(0xFFFFFF)},
    .warning = {rgb(0x854F00), rgb(0xFEF3DF), rgb(0xF3D8A2), rgb(0x9A5B00), rgb(0xFFFFFF)},
    .danger = {rgb(0xB0222A), rgb(0xFDECEC), rgb(0xF5C6C7), rgb(0xC7282F), rgb(0xFFFFFF)},
    .charts = {rgb(0x8B95A5), rgb(0x6366F1), rgb(0x1F9D57), rgb(0xCC7A00), rgb(0xE0454C)},
};

constexpr Palette kDark = {
    .page = rgb(0x0D1015),
    .surface = rgb(0x151920),
    .surface_raised = rgb(0x1C212A),
    .surface_sunken = rgb(0x101319),
    .surface_hover = rgb(0x1D222B),
    .rail = rgb(0x11151B),
    .border = rgb(0x262C37),
    .border_strong = rgb(0x697384),
    .text = rgb(0xE9ECF1),
    .text_muted = rgb(0x9CA6B5),
    .text_disabled = rgb(0x5D6776),
    .focus = rgb(0x8F95FF),
    .scrim = {0, 0, 0, 150},
    .shadow = {0, 0, 0, 90},
    .rail_text = rgb(0xA9B2C0),
    .rail_text_selected = rgb(0xC3C7FF),
    .rail_selected = rgb(0x23274A),
    .accent_hover = rgb(0x5558DB),
    .accent_pressed = rgb(0x494CC4),
    .danger_hover = rgb(0xB32E36),
    .selection = rgb(0x22264A),
    .neutral = {rgb(0xB4BDCA), rgb(0x232933), rgb(0x343C49), rgb(0x8D97A6), rgb(0x0D1015)},
    .accent = {rgb(0xAAB0FF), rgb(0x22264A), rgb(0x3B4180), rgb(0x5F62E8), rgb(0xFFFFFF)},
    .success = {rgb(0x68D597), rgb(0x12291D), rgb(0x23513A), rgb(0x1C7D45), rgb(0xFFFFFF)},
    .warning = {rgb(0xF1BE66), rgb(0x2D2311), rgb(0x574420), rgb(0xF1BE66), rgb(0x221703)},
    .danger = {rgb(0xFF9494), rgb(0x341A1D), rgb(0x623036), rgb(0xC6373F), rgb(0xFFFFFF)},
    .charts = {rgb(0x7D8798), rgb(0x7C80F5), rgb(0x3DBE78), rgb(0xE5A93C), rgb(0xEF5B62)},
};

constexpr Palette kHighContrast = {
    .page = rgb(0x000000),
    .surface = rgb(0x000000),
    .surface_raised = rgb(0x000000),
    .surface_sunken = rgb(0x000000),
    .surface_hover = rgb(0x2B2B2B),
    .rail = rgb(0x000000),
    .border = rgb(0xC8C8C8),
    .border_strong = rgb(0xFFFFFF),
    .text = rgb(0xFFFFFF),
    .text_muted = rgb(0xE6E6E6),
    .text_disabled = rgb(0xA0A0A0),
    .focus = rgb(0xFFE04D),
    .scrim = {0, 0, 0, 200},
    .shadow = {0, 0, 0, 0},
    .rail_text = rgb(0xFFFFFF),
    .rail_text_selected = rgb(0xFFE04D),
    .rail_selected = rgb(0x2B2B2B),
    .accent_hover = rgb(0xFFEE9E),
    .accent_pressed = rgb(0xFFF6CE),
    .danger_hover = rgb(0xFFC4C4),
    .selection = rgb(0x3A3300),
    .neutral = {rgb(0xFFFFFF), rgb(0x1E1E1E), rgb(0xFFFFFF), rgb(0xFFFFFF), rgb(0x000000)},
    .accent = {rgb(0xFFE04D), rgb(0x2A2500), rgb(0xFFE04D), rgb(0xFFE04D), rgb(0x000000)},
    .success = {rgb(0x8CF5B4), rgb(0x002612), rgb(0x8CF5B4), rgb(0x8CF5B4), rgb(0x000000)},
    .warning = {rgb(0xFFC76B), rgb(0x2E1D00), rgb(0xFFC76B), rgb(0xFFC76B), rgb(0x000000)},
    .danger = {rgb(0xFFABAB), rgb(0x330606), rgb(0xFFABAB), rgb(0xFFABAB), rgb(0x000000)},
    .charts = {rgb(0xFFFFFF), rgb(0xFFE04D), rgb(0x8CF5B4), rgb(0xFFC76B), rgb(0xFFABAB)},
};

}  // namespace

const Palette& palette(ThemeKind kind) {
  switch (kind) {
    case ThemeKind::light:
      return kLight;
    case ThemeKind::dark:
      return kDark;
    case ThemeKind::high_contrast:
      return kHighContrast;
  }
  return kLight;
}

const ToneColors& Palette::tone(Tone wanted) const {
  switch (wanted) {
    case Tone::neutral:
      return neutral;
    case Tone::accent:
      return accent;
    case Tone::success:
      return success;
    case Tone::warning:
      return warning;
    case Tone::danger:
      return danger;
  }
  return neutral;
}

Color Palette::chart(Tone wanted) const {
  switch (wanted) {
    case Tone::neutral:
      return charts.neutral;
    case Tone::accent:
      return charts.accent;
    case Tone::success:
      return charts.success;
    case Tone::warning:
      return charts.warning;
    case Tone::danger:
      return charts.danger;
  }
  return charts.neutral;
}

}  // namespace datavault
