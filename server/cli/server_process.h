#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "server/app/application.h"
#include "server/http/dispatcher.h"
#include "server/http/http_server.h"

namespace datavault::cli {

struct ProcessOptions {
  http::ServerOptions http;
  int workers = jobs::JobWorkers::kDefaultCount;
  http::DispatcherOptions dispatcher;
  UpkeepOptions upkeep;
};

/// The server as a process: services, worker and HTTP together, until SIGINT or SIGTERM. SIGHUP
/// makes it read its certificate again; without one it ends, as when a terminal is closed.
class ServerProcess {
 public:
  static Result<std::unique_ptr<ServerProcess>> start(std::unique_ptr<Application> application,
                                                      const ProcessOptions& options);
  ~ServerProcess();

  Application& application() { return *application_; }
  /// "http://127.0.0.1:8080"
  const std::string& address() const { return address_; }

  /// Waits for a signal, then ends requests and job steps under way.
  void wait();
  /// Ends without a signal.
  void stop();
  bool was_signalled() const { return was_signalled_; }

 private:
  ServerProcess(std::unique_ptr<Application> application, const ProcessOptions& options);
  void reload_certificate();
  void watch_signals();

  std::unique_ptr<Application> application_;
  http::Dispatcher dispatcher_;
  http::HttpServer http_;
  const bool is_tls_;
  std::string address_;
  std::thread signals_;
  std::atomic<bool> was_signalled_{false};
  std::atomic<bool> stopping_{false};
};

}  // namespace datavault::cli
