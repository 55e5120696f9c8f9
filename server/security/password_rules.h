#pragma once

#include <string_view>

#include "core/base/result.h"

namespace datavault {

/// In characters, as people count them: OWASP ASVS 4.0, 2.1.1 and 2.1.2.
inline constexpr size_t kShortestPassword = 12;
inline constexpr size_t kLongestPassword = 128;

/// Whether a password may be chosen: long enough, and none that guessers try first. No rules about
/// kinds of characters, as NIST SP 800-63B advises.
///
/// Shape: `breached`: words of known passwords in small letters, sorted, a line each.
/// Errors: invalid_input at "password" with what to do.
Result<void> check_new_password(std::string_view password, std::string_view email,
                                std::string_view breached);

}  // namespace datavault
