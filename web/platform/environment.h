#pragma once

#include <cstdint>
#include <string>

namespace datavault::platform {

/// What the system under the page prefers and is.
struct Environment {
  bool dark = false;
  bool high_contrast = false;
  bool reduced_motion = false;
  bool coarse_pointer = false;  // fingers: targets must be large
  bool online = true;
  bool visible = true;
  std::string locale = "en";
};

const Environment& environment();

/// Wall clock as milliseconds since 1970 in UTC; for display and "how long ago" only.
int64_t now_unix_ms();

/// "https://vault.example.com": where links that are sent to people lead.
std::string page_origin();

/// A random identifier of 128 bits in hexadecimal, for Idempotency-Key.
std::string random_id();

}  // namespace datavault::platform
