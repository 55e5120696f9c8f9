#pragma once

#include <string>
#include <string_view>

namespace datavault {

/// 256 random bits as text that fits cookies, headers and URLs.
std::string random_token();

/// What the database keeps of a token: whoever reads it there cannot sign in with it.
std::string token_hash(std::string_view token);

/// The CSRF token of a session: follows from the session's token, which pages cannot read, so it
/// needs no storage, and does not follow from what the database keeps.
std::string csrf_token_of(std::string_view session_token);

/// In time that does not tell where they differ.
bool equal_secrets(std::string_view a, std::string_view b);

}  // namespace datavault
