#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"
#include "server/http/dispatcher.h"

namespace datavault::http {

struct ServerOptions {
  std::string host = "127.0.0.1";
  int port = 8080;   // 0: any that is free
  int threads = 64;  // one serves one open connection; event streams have threads of their own
  int write_timeout_secs = 10;  // how long a client may leave what is sent unread
};

/// Serves a dispatcher's routes and the client over HTTP, on threads of its own.
class HttpServer {
 public:
  explicit HttpServer(Dispatcher& dispatcher);
  ~HttpServer();  // stops

  /// Listens from when it returns. Errors: storage when the port cannot be had.
  Result<int> start(const ServerOptions& options);
  /// Ends after the requests under way.
  void stop();

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace datavault::http
