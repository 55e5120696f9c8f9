#pragma once

#include <string_view>
#include <vector>

#include "web/theme/theme.h"

namespace datavault {

/// Contrast of two opaque colours, 1 to 21.
/// Source: WCAG 2.2, definition of contrast ratio and relative luminance.
double contrast_ratio(Color one, Color other);

/// What `top` looks like over an opaque `bottom`.
Color blend_over(Color top, Color bottom);

/// One combination that the interface draws, with the least contrast that WCAG AA (AAA for the high
/// contrast theme's text) asks for: 4.5 for text, 3 for outlines and large text, 7 for AAA.
struct ContrastPair {
  std::string_view name;
  Color foreground;
  Color background;
  double at_least;
};
std::vector<ContrastPair> contrast_pairs(ThemeKind kind);

}  // namespace datavault
