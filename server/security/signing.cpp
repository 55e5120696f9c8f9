#include "server/security/signing.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace datavault {
namespace {

using Bytes = const unsigned char*;

Bytes bytes_of(std::string_view text) { return reinterpret_cast<Bytes>(text.data()); }

std::string to_hex(std::string_view bytes) {
  std::string hex(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes_of(bytes), bytes.size());
  hex.pop_back();
  return hex;
}

std::optional<std::string> from_hex(std::string_view hex, size_t bytes) {
  std::string text(bytes, '\0');
  size_t read = 0;
  const int status = sodium_hex2bin(reinterpret_cast<unsigned char*>(text.data()), bytes,
                                    hex.data(), hex.size(), nullptr, &read, nullptr);
  if (status != 0 || read != bytes || hex.size() != 2 * bytes) return std::nullopt;
  return text;
}

Result<std::string> read_secret(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string hex((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  while (!hex.empty() && hex.back() == '\n') hex.pop_back();
  auto secret = from_hex(hex, crypto_sign_SECRETKEYBYTES);
  if (!file || !secret) return storage_error("The file " + path + " holds no signing key.");
  return *std::move(secret);
}

/// The file is there with its content, or not at all.
Result<std::string> make_secret(const std::string& path) {
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
  unsigned char ignored[crypto_sign_PUBLICKEYBYTES];
  crypto_sign_keypair(ignored, reinterpret_cast<unsigned char*>(secret.data()));
  const std::string part = path + ".part";
  unlink(part.c_str());
  const int file = open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  const std::string text = to_hex(secret) + "\n";
  bool written =
      file >= 0 && write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  written = file >= 0 && fsync(file) == 0 && written;
  if (file >= 0) close(file);
  // Not rename(): another process that was first has the key that counts.
  written = written && link(part.c_str(), path.c_str()) == 0;
  unlink(part.c_str());
  if (!written && access(path.c_str(), R_OK) == 0) return read_secret(path);
  if (!written) return storage_error("The signing key cannot be written to " + path + ".");
  return secret;
}

}  // namespace

Result<SigningKey> SigningKey::load_or_make(const std::string& path) {
  if (sodium_init() < 0) std::abort();
  auto secret = access(path.c_str(), F_OK) == 0 ? read_secret(path) : make_secret(path);
  if (!secret) return secret.error();
  SigningKey key;
  key.secret_ = *std::move(secret);
  unsigned char public_key[crypto_sign_PUBLICKEYBYTES];
  crypto_sign_ed25519_sk_to_pk(public_key, bytes_of(key.secret_));
  key.public_key_ = to_hex({reinterpret_cast<const char*>(public_key), sizeof public_key});
  return key;
}

std::string SigningKey::sign(std::string_view text) const {
  unsigned char signature[crypto_sign_BYTES];
  crypto_sign_detached(signature, nullptr, bytes_of(text), text.size(), bytes_of(secret_));
  return to_hex({reinterpret_cast<const char*>(signature), sizeof signature});
}

bool is_signed(std::string_view text, std::string_view signature, std::string_view public_key) {
  if (sodium_init() < 0) std::abort();
  const auto raw_signature = from_hex(signature, crypto_sign_BYTES);
  const auto raw_key = from_hex(public_key, crypto_sign_PUBLICKEYBYTES);
  return raw_signature && raw_key &&
         crypto_sign_verify_detached(bytes_of(*raw_signature), bytes_of(text), text.size(),
                                     bytes_of(*raw_key)) == 0;
}

}  // namespace datavault
