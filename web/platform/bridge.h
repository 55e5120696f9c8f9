#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

namespace datavault::platform {

/// Strings that JavaScript passes come as address and length, valid during the call.
inline std::string_view from_js(const char* text, int length) {
  return {text, static_cast<size_t>(length)};
}

/// A text that shell/bridge.js giveText() allocated.
inline std::string take_js_text(char* text) {
  if (text == nullptr) return {};
  std::string result(text);
  std::free(text);
  return result;
}

}  // namespace datavault::platform
