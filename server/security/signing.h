#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace datavault {

/// A key of Ed25519 (RFC 8032), kept in a file that only its owner can read.
class SigningKey {
 public:
  /// Reads the key, or makes one where there is no such file.
  ///
  /// Errors: storage when the file cannot be read or written, or is no key.
  static Result<SigningKey> load_or_make(const std::string& path);

  /// 64 hex digits.
  const std::string& public_key() const { return public_key_; }
  /// 128 hex digits.
  std::string sign(std::string_view text) const;

 private:
  std::string secret_;  // 64 bytes, as libsodium has it
  std::string public_key_;
};

/// False also where key or signature are no such things.
bool is_signed(std::string_view text, std::string_view signature, std::string_view public_key);

}  // namespace datavault
