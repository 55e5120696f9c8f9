#pragma once

#include <string_view>

#include "core/base/json.h"
#include "core/model/adoption.h"

namespace datavault {

/// Reads the edits of a text that overlay_text wrote without making JSON of them first: there is
/// such a text for each of thousands of tenants, and nearly all of it are edits.
///
/// Shape:  `others` receives the members that are not edits and not empty, as JSON.
/// Errors: false for text that is not written as plainly (white space, escapes in keys, keys that
///         stand twice) or not an overlay at all; both outputs are unspecified then.
bool scan_overlay(std::string_view text, Overlay& overlay, Json& others);

}  // namespace datavault
