#pragma once

#include <memory>
#include <mutex>
#include <string>

#include <openssl/ssl.h>

#include "core/base/result.h"

namespace datavault::http {

/// The certificate that connections are opened with; it can be exchanged while they are. Safe for
/// use by many threads.
class TlsCertificate {
 public:
  /// Reads a certificate with its chain, and its key, from PEM files.
  ///
  /// Errors: invalid_input naming the file; what was loaded before stays.
  Result<void> load(const std::string& certificate_file, const std::string& key_file);

  /// Prepares a server's context: TLS 1.2 and later, each connection with the certificate of its
  /// time.
  bool set_up(SSL_CTX& context);

 private:
  static int choose(SSL* connection, void* self);
  std::shared_ptr<SSL_CTX> current();

  std::mutex mutex_;
  std::shared_ptr<SSL_CTX> context_;
};

}  // namespace datavault::http
