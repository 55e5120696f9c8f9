#include "web/theme/theme.h"

#include <array>
#include <utility>

namespace datavault {
namespace {

ThemeKind g_current = ThemeKind::light;

constexpr std::array<std::pair<ThemeChoice, std::string_view>, 4> kChoices = {{
    {ThemeChoice::system, "system"},
    {ThemeChoice::light, "light"},
    {ThemeChoice::dark, "dark"},
    {ThemeChoice::high_contrast, "high-contrast"},
}};

}  // namespace

TextMetrics text_metrics(TextStyle style) {
  switch (style) {
    case TextStyle::caption:
      return {12, 16, false};
    case TextStyle::caption_strong:
      return {12, 16, true};
    case TextStyle::small:
      return {13, 19, false};
    case TextStyle::label:
      return {14, 20, true};
    case TextStyle::body:
      return {15, 22, false};
    case TextStyle::body_strong:
      return {15, 22, true};
    case TextStyle::title:
      return {17, 24, true};
    case TextStyle::heading:
      return {23, 30, true};
    case TextStyle::display:
      return {30, 38, true};
  }
  return {15, 22, false};
}

std::string_view name_of(ThemeChoice choice) {
  for (const auto& [known, name] : kChoices) {
    if (known == choice) return name;
  }
  return "system";
}

ThemeChoice theme_choice_from(std::string_view name) {
  for (const auto& [choice, known] : kChoices) {
    if (known == name) return choice;
  }
  return ThemeChoice::system;
}

ThemeKind resolve_theme(ThemeChoice choice, bool system_dark, bool system_high_contrast) {
  switch (choice) {
    case ThemeChoice::light:
      return ThemeKind::light;
    case ThemeChoice::dark:
      return ThemeKind::dark;
    case ThemeChoice::high_contrast:
      return ThemeKind::high_contrast;
    case ThemeChoice::system:
      break;
  }
  if (system_high_contrast) return ThemeKind::high_contrast;
  return system_dark ? ThemeKind::dark : ThemeKind::light;
}

const Palette& colors() { return palette(g_current); }
ThemeKind current_theme() { return g_current; }
void set_current_theme(ThemeKind kind) { g_current = kind; }

}  // namespace datavault
