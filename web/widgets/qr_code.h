#pragma once

#include <string_view>

namespace datavault::ui {

/// A QR code of the text, for cameras: dark on light in every theme. `name` is for screen readers.
void qr_code(std::string_view name, std::string_view text, float side);

}  // namespace datavault::ui
