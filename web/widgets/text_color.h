#pragma once

#include <string_view>

#include "web/theme/color.h"
#include "web/widgets/text.h"

namespace datavault::ui {

Color color_of(TextColor color);

/// Goes where a link points.
void follow(std::string_view href, bool new_tab);

}  // namespace datavault::ui
