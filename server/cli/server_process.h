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
  bool logs_requests = false;
  UpkeepOptions upkeep;
};

/// The server as a process: services, worker and HTTP together, until SIGINT or SIGTERM.
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
  ServerProcess(std::unique_ptr<Application> application, bool logs_requests);
  void watch_signals();

  std::unique_ptr<Application> application_;
  http::Dispatcher dispatcher_;
  http::HttpServer http_;
  std::string address_;
  std::thread signals_;
  std::atomic<bool> was_signalled_{false};
  std::atomic<bool> stopping_{false};
};

}  // namespace datavault::cli
