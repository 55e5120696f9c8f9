#pragma once

#include <string>
#include <string_view>

namespace datavault {

/// SHA-256 (FIPS 180-4) of the bytes, as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

/// A content digest as it is stored and sent: "sha256:" + 64 hex digits.
std::string digest_of(std::string_view bytes);

/// Whether the text has the form of one.
bool is_digest(std::string_view text);

/// The first 64 bits of BLAKE2b-128 (RFC 7693), as 16 hex digits: for names that are made for each
/// of many things and never stored, at a quarter of the cost of SHA-256 without instructions for
/// it.
std::string short_hash(std::string_view bytes);
/// The same at the end of a text.
void append_short_hash(std::string& text, std::string_view bytes);

}  // namespace datavault
