#pragma once

#include <string>
#include <string_view>

namespace datavault {

/// SHA-256 (FIPS 180-4) of the bytes, as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

/// A content digest as it is stored and sent: "sha256:" + 64 hex digits.
std::string digest_of(std::string_view bytes);

}  // namespace datavault
