#include "core/base/sha256.h"

#include <array>

#ifdef __EMSCRIPTEN__
#include <sodium/crypto_hash_sha256.h>
#else
#include <openssl/sha.h>
#endif
#include <sodium/crypto_generichash_blake2b.h>

namespace datavault {
namespace {

using Bytes = const unsigned char*;
constexpr std::string_view kPrefix = "sha256:";

std::string hex_of(Bytes bytes, size_t count) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string text(count * 2, '0');
  for (size_t i = 0; i < count; ++i) {
    text[2 * i] = kHex[bytes[i] >> 4];
    text[2 * i + 1] = kHex[bytes[i] & 15];
  }
  return text;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, 32> hash{};
  const auto* data = reinterpret_cast<Bytes>(bytes.data());
#ifdef __EMSCRIPTEN__
  crypto_hash_sha256(hash.data(), data, bytes.size());
#else
  SHA256(data, bytes.size(), hash.data());
#endif
  return hex_of(hash.data(), hash.size());
}

std::string digest_of(std::string_view bytes) { return std::string(kPrefix) + sha256_hex(bytes); }

bool is_digest(std::string_view text) {
  constexpr size_t kHexDigits = 64;
  return text.size() == kPrefix.size() + kHexDigits && text.starts_with(kPrefix) &&
         text.find_first_not_of("0123456789abcdef", kPrefix.size()) == std::string_view::npos;
}

std::string short_hash(std::string_view bytes) {
  std::array<unsigned char, crypto_generichash_blake2b_BYTES_MIN> hash{};
  crypto_generichash_blake2b(hash.data(), hash.size(), reinterpret_cast<Bytes>(bytes.data()),
                             bytes.size(), nullptr, 0);
  constexpr size_t kShown = 8;
  return hex_of(hash.data(), kShown);
}

}  // namespace datavault
