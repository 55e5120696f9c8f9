#include "server/security/totp.h"

#include <sodium.h>

#include <cstdlib>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "core/base/text.h"
#include "server/security/tokens.h"

namespace datavault {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr int64_t kStepMillis = 30000;
constexpr int kDigits = 6;
constexpr size_t kRecoveryCodes = 10;

std::string to_base32(std::string_view bytes) {
  std::string text;
  uint32_t held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = held << 8 | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 5; bits -= 5) text += kBase32[held >> (bits - 5) & 31];
  }
  if (bits > 0) text += kBase32[held << (5 - bits) & 31];
  return text;
}

std::optional<std::string> from_base32(std::string_view text) {
  std::string bytes;
  uint32_t held = 0;
  int bits = 0;
  for (const char c : text) {
    const size_t digit = kBase32.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    held = held << 5 | static_cast<uint32_t>(digit);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(held >> bits & 255);
  }
  return bytes;
}

std::string random_bytes(size_t count) {
  if (sodium_init() < 0) std::abort();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded += c;
    } else {
      encoded += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return encoded;
}

/// RFC 4226, 5.3: four bytes of the HMAC, from where its last half byte says.
uint32_t truncated(const unsigned char* hmac) {
  const unsigned char* from = hmac + (hmac[19] & 15);
  return static_cast<uint32_t>(from[0] & 127) << 24 | static_cast<uint32_t>(from[1]) << 16 |
         static_cast<uint32_t>(from[2]) << 8 | from[3];
}

}  // namespace

std::string new_totp_secret() { return to_base32(random_bytes(20)); }

std::string totp_uri(std::string_view secret, std::string_view email) {
  return "otpauth://totp/DataVault:" + percent_encoded(email) + "?secret=" + std::string(secret) +
         "&issuer=DataVault";
}

std::string totp_code(std::string_view secret, int64_t step) {
  const auto key = from_base32(secret);
  if (!key || key->empty()) return {};
  unsigned char message[8];
  for (int i = 0; i < 8; ++i) message[i] = static_cast<unsigned char>(step >> (8 * (7 - i)));
  unsigned char hmac[EVP_MAX_MD_SIZE];
  HMAC(EVP_sha1(), key->data(), static_cast<int>(key->size()), message, sizeof message, hmac,
       nullptr);
  std::string code = std::to_string(truncated(hmac) % 1000000);
  code.insert(0, static_cast<size_t>(kDigits) - code.size(), '0');
  return code;
}

int64_t totp_step(int64_t now_millis) { return now_millis / kStepMillis; }

std::optional<int64_t> check_totp(std::string_view secret, std::string_view code,
                                  int64_t now_millis, int64_t last_used) {
  std::string digits(code);
  std::erase(digits, ' ');
  const int64_t now = totp_step(now_millis);
  for (int64_t step = now - 1; step <= now + 1; ++step) {
    if (step > last_used && equal_secrets(totp_code(secret, step), digits) && !digits.empty()) {
      return step;
    }
  }
  return std::nullopt;
}

std::vector<std::string> new_recovery_codes() {
  std::vector<std::string> codes;
  for (size_t i = 0; i < kRecoveryCodes; ++i) {
    std::string code = to_lower_ascii(to_base32(random_bytes(15)));
    for (const size_t at : {20, 16, 12, 8, 4}) code.insert(at, "-");
    codes.push_back(std::move(code));
  }
  return codes;
}

std::string plain_recovery_code(std::string_view typed) {
  std::string code = to_lower_ascii(typed);
  std::erase_if(code, [](char c) { return c == '-' || c == ' '; });
  return code;
}

}  // namespace datavault
