#pragma once

#include <string_view>

namespace datavault::platform {

/// Puts text on the clipboard: at once in answer to CopyRequested, else where the browser allows it
/// (while handling a click).
void copy_text(std::string_view text);

}  // namespace datavault::platform
