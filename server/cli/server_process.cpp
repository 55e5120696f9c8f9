#include "server/cli/server_process.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include "server/base/log.h"
#include "server/http/routes.h"

namespace datavault::cli {
namespace {

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  return signals;
}

/// Each connection takes two descriptors.
void allow_many_descriptors() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

ServerProcess::ServerProcess(std::unique_ptr<Application> application,
                             const ProcessOptions& options)
    : application_(std::move(application)),
      dispatcher_(*application_, http::api_routes(*application_), options.dispatcher),
      http_(dispatcher_),
      is_tls_(!options.http.tls.certificate.empty()) {}

Result<std::unique_ptr<ServerProcess>> ServerProcess::start(
    std::unique_ptr<Application> application, const ProcessOptions& options) {
  // Before there are threads: they inherit it, so that only the one that waits gets the signals.
  const sigset_t signals = ending_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  allow_many_descriptors();
  std::unique_ptr<ServerProcess> process(new ServerProcess(std::move(application), options));
  auto kept_up = process->application_->upkeep.start(options.upkeep);
  if (!kept_up) return kept_up.error();
  auto templates = process->application_->templates.load_builtin();
  if (!templates) return templates.error();
  auto port = process->http_.start(options.http);
  if (!port) return port.error();
  process->address_ =
      (process->is_tls_ ? "https://" : "http://") + options.http.host + ":" + std::to_string(*port);
  process->application_->workers.start(options.workers);
  process->watch_signals();
  return process;
}

void ServerProcess::watch_signals() {
  signals_ = std::thread([this] {
    const sigset_t signals = ending_signals();
    int signal = 0;
    sigwait(&signals, &signal);
    while (signal == SIGHUP && is_tls_ && !stopping_) {
      reload_certificate();
      sigwait(&signals, &signal);
    }
    if (!stopping_) was_signalled_ = true;
    // The batches in hand are committed, then event streams say so and end, then requests.
    application_->workers.stop();
    application_->job_changes.close();
    http_.stop();
    application_->upkeep.stop();
  });
}

void ServerProcess::reload_certificate() {
  auto reloaded = http_.reload_certificate();
  if (reloaded) {
    log_event(LogLevel::info, "certificate read again", Json::object());
  } else {
    log_event(LogLevel::error, "certificate not read", {{"problem", reloaded.error().message}});
  }
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
