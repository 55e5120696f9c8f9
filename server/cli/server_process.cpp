#include "server/cli/server_process.h"

#include <pthread.h>
#include <signal.h>

#include "server/http/routes.h"

namespace datavault::cli {
namespace {

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

ServerProcess::ServerProcess(std::unique_ptr<Application> application, bool logs_requests)
    : application_(std::move(application)),
      dispatcher_(*application_, http::api_routes(*application_), logs_requests),
      http_(dispatcher_) {}

Result<std::unique_ptr<ServerProcess>> ServerProcess::start(
    std::unique_ptr<Application> application, const ProcessOptions& options) {
  // Before there are threads: they inherit it, so that only the one that waits gets the signals.
  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::unique_ptr<ServerProcess> process(
      new ServerProcess(std::move(application), options.logs_requests));
  auto kept_up = process->application_->upkeep.start(options.upkeep);
  if (!kept_up) return kept_up.error();
  auto port = process->http_.start(options.http);
  if (!port) return port.error();
  process->address_ = "http://" + options.http.host + ":" + std::to_string(*port);
  process->application_->workers.start(options.workers);
  process->watch_signals();
  return process;
}

void ServerProcess::watch_signals() {
  signals_ = std::thread([this] {
    const sigset_t signals = ending_signals();
    int signal = 0;
    sigwait(&signals, &signal);
    if (!stopping_) was_signalled_ = true;
    // The batches in hand are committed, then event streams say so and end, then requests.
    application_->workers.stop();
    application_->job_changes.close();
    http_.stop();
    application_->upkeep.stop();
  });
}

void ServerProcess::wait() {
  if (signals_.joinable()) signals_.join();
}

void ServerProcess::stop() {
  stopping_ = true;
  if (signals_.joinable()) pthread_kill(signals_.native_handle(), SIGTERM);
  wait();
}

ServerProcess::~ServerProcess() { stop(); }

}  // namespace datavault::cli
