#include "server/security/password.h"

#include <sodium.h>

namespace datavault {

Result<std::string> hash_password(std::string_view password, PasswordCost cost) {
  if (password.size() < 8)
    return invalid_input("A password needs at least 8 characters.", "password");
  if (password.size() > 1024) return invalid_input("This password is too long.", "password");
  if (sodium_init() < 0) return storage_error("The cryptography library cannot be used.");
  const bool quick = cost == PasswordCost::interactive;
  char hash[crypto_pwhash_STRBYTES];
  const int failed = crypto_pwhash_str_alg(
      hash, password.data(), password.size(),
      quick ? crypto_pwhash_OPSLIMIT_INTERACTIVE : crypto_pwhash_OPSLIMIT_MODERATE,
      quick ? crypto_pwhash_MEMLIMIT_INTERACTIVE : crypto_pwhash_MEMLIMIT_MODERATE,
      crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) return storage_error("There is not enough memory to hash a password.");
  return std::string(hash);
}

bool verify_password(const std::string& hash, std::string_view password) {
  if (sodium_init() < 0 || password.size() > 1024) return false;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace datavault
