#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace datavault {

/// How much work one guess costs. The parameters stand in the hash, so both kinds verify anywhere.
enum class PasswordCost {
  interactive,  // 64 MiB, for demo and tests
  moderate,     // 256 MiB
};

/// The Argon2id hash of a password, with its salt and parameters.
///
/// Errors: invalid_input for fewer than 8 or more than 1024 bytes.
Result<std::string> hash_password(std::string_view password, PasswordCost cost);

/// Takes the time that the hash's parameters ask for.
bool verify_password(const std::string& hash, std::string_view password);

}  // namespace datavault
