#include "core/base/sha256.h"

#include <array>

#include <sodium/crypto_hash_sha256.h>

namespace datavault {

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  text.reserve(hash.size() * 2);
  for (unsigned char byte : hash) {
    text += kHex[byte >> 4];
    text += kHex[byte & 15];
  }
  return text;
}

std::string digest_of(std::string_view bytes) { return "sha256:" + sha256_hex(bytes); }

}  // namespace datavault
