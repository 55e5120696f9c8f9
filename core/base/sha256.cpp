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

void append_hex(std::string& text, Bytes bytes, size_t count) {
  constexpr char kHex[] = "0123456789abcdef";
  const size_t before = text.size();
  text.resize(before + count * 2);
  char* at = text.data() + before;
  for (size_t i = 0; i < count; ++i) {
    *at++ = kHex[bytes[i] >> 4];
    *at++ = kHex[bytes[i] & 15];
  }
}

using Hash = std::array<unsigned char, 32>;

Hash sha256(std::string_view bytes) {
  Hash hash{};
  const auto* data = reinterpret_cast<Bytes>(bytes.data());
#ifdef __EMSCRIPTEN__
  crypto_hash_sha256(hash.data(), data, bytes.size());
#else
  SHA256(data, bytes.size(), hash.data());
#endif
  return hash;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  const Hash hash = sha256(bytes);
  std::string text;
  append_hex(text, hash.data(), hash.size());
  return text;
}

std::string digest_of(std::string_view bytes) {
  const Hash hash = sha256(bytes);
  std::string text;
  text.reserve(kPrefix.size() + 2 * hash.size());
  text += kPrefix;
  append_hex(text, hash.data(), hash.size());
  return text;
}

bool is_digest(std::string_view text) {
  constexpr size_t kHexDigits = 64;
  return text.size() == kPrefix.size() + kHexDigits && text.starts_with(kPrefix) &&
         text.find_first_not_of("0123456789abcdef", kPrefix.size()) == std::string_view::npos;
}

std::string short_hash(std::string_view bytes) {
  std::string text;
  append_short_hash(text, bytes);
  return text;
}

void append_short_hash(std::string& text, std::string_view bytes) {
  std::array<unsigned char, crypto_generichash_blake2b_BYTES_MIN> hash{};
  crypto_generichash_blake2b(hash.data(), hash.size(), reinterpret_cast<Bytes>(bytes.data()),
                             bytes.size(), nullptr, 0);
  constexpr size_t kShown = 8;
  append_hex(text, hash.data(), kShown);
}

}  // namespace datavault
