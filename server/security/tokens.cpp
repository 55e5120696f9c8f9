#include "server/security/tokens.h"

#include <sodium.h>

#include <cstdlib>

#include "core/base/sha256.h"

namespace datavault {
namespace {

template <size_t kSize>
std::string base64(const unsigned char (&bytes)[kSize]) {
  char text[sodium_base64_ENCODED_LEN(kSize, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
  sodium_bin2base64(text, sizeof text, bytes, kSize, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text;
}

}  // namespace

std::string random_token() {
  // Without randomness nothing here is safe.
  if (sodium_init() < 0) std::abort();
  unsigned char bytes[32];
  randombytes_buf(bytes, sizeof bytes);
  return base64(bytes);
}

std::string token_hash(std::string_view token) { return sha256_hex(token); }

std::string csrf_token_of(std::string_view session_token) {
  unsigned char bytes[32] = {};
  const std::string_view message = "datavault csrf";
  crypto_generichash(bytes, sizeof bytes, reinterpret_cast<const unsigned char*>(message.data()),
                     message.size(), reinterpret_cast<const unsigned char*>(session_token.data()),
                     session_token.size() < 64 ? session_token.size() : 64);
  return base64(bytes);
}

bool equal_secrets(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace datavault
