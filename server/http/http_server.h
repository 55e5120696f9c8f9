#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "server/http/dispatcher.h"

namespace datavault::http {

/// A certificate with its chain and its key, as PEM files. Empty: no TLS.
struct TlsFiles {
  std::string certificate;
  std::string key;
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  int port = 8080;    // 0: any that is free
  int threads = 192;  // one serves one open connection; event streams have threads of their own
  int write_timeout_secs = 10;  // how long a client may leave what is sent unread
  TlsFiles tls = {};
  std::vector<std::string> trusted_proxies = {};  // addresses whose X-Forwarded-* headers count
  int connections_per_address = 128;              // fewer than threads: nobody takes them all
  int request_secs = 20;  // how long a client may take for a request's line and headers
};

/// Serves a dispatcher's routes and the client over HTTP, on threads of its own.
class HttpServer {
 public:
  explicit HttpServer(Dispatcher& dispatcher);
  ~HttpServer();  // stops

  /// Listens from when it returns.
  ///
  /// Errors: storage when the port cannot be had; invalid_input when certificate and key cannot be
  ///         read or do not belong together.
  Result<int> start(const ServerOptions& options);
  /// Reads certificate and key again; connections from then on use them. Without TLS: nothing.
  ///
  /// Errors: as start(); the ones in use stay.
  Result<void> reload_certificate();
  /// Ends after the requests under way.
  void stop();

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace datavault::http
