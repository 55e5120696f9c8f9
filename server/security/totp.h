#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Time-based one-time passwords: RFC 6238 over RFC 4226, with what every authenticator app takes:
// HMAC-SHA-1, six digits, steps of 30 seconds.
namespace datavault {

/// 160 random bits in base32 (RFC 4648).
std::string new_totp_secret();

/// What authenticator apps read from a QR code: "otpauth://totp/...".
std::string totp_uri(std::string_view secret, std::string_view email);

/// The code of a step; empty when the secret is no base32.
std::string totp_code(std::string_view secret, int64_t step);
int64_t totp_step(int64_t now_millis);

/// The step whose code this is: the present one, or one next to it, for clocks that differ; none of
/// those up to `last_used`, so that a code counts once (RFC 6238, 5.2).
std::optional<int64_t> check_totp(std::string_view secret, std::string_view code,
                                  int64_t now_millis, int64_t last_used);

/// Ten codes of 120 random bits, "k7m2-...", each for one sign-in without the app.
std::vector<std::string> new_recovery_codes();
/// As it is hashed, however it was typed.
std::string plain_recovery_code(std::string_view typed);

}  // namespace datavault
