#include "server/http/tls_certificate.h"

namespace datavault::http {
namespace {

Error unusable(const std::string& file, const std::string& what) {
  return invalid_input("The file " + file + " " + what + ".");
}

}  // namespace

Result<void> TlsCertificate::load(const std::string& certificate_file,
                                  const std::string& key_file) {
  const std::shared_ptr<SSL_CTX> loaded(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!loaded) return storage_error("TLS cannot be used here.");
  if (SSL_CTX_use_certificate_chain_file(loaded.get(), certificate_file.c_str()) != 1) {
    return unusable(certificate_file, "holds no certificate (PEM) that can be read");
  }
  if (SSL_CTX_use_PrivateKey_file(loaded.get(), key_file.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(loaded.get()) != 1) {
    return unusable(key_file, "holds no key (PEM) that belongs to the certificate");
  }
  std::lock_guard lock(mutex_);
  context_ = loaded;
  return {};
}

std::shared_ptr<SSL_CTX> TlsCertificate::current() {
  std::lock_guard lock(mutex_);
  return context_;
}

bool TlsCertificate::set_up(SSL_CTX& context) {
  SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION);
  SSL_CTX_set_options(&context, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_cert_cb(&context, choose, this);
  return true;
}

int TlsCertificate::choose(SSL* connection, void* self) {
  // The connection keeps a reference of its own.
  return SSL_set_SSL_CTX(connection, static_cast<TlsCertificate*>(self)->current().get()) ? 1 : 0;
}

}  // namespace datavault::http
