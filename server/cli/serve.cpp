#include <cstdio>
#include <memory>

#include "server/base/log.h"
#include "server/cli/commands.h"
#include "server/cli/server_process.h"

namespace datavault::cli {
namespace {

struct ServeOptions {
  std::string database;
  ProcessOptions process;
  bool is_log_json = false;
};

int serve(const ServeOptions& options) {
  if (options.is_log_json) log_to_standard_error(LogFormat::json);
  auto application = open_application(options.database, false);
  if (!application) return report(application.error());
  (*application)->is_ready = true;
  auto process = ServerProcess::start(*std::move(application), options.process);
  if (!process) return report(process.error());
  std::printf("ready %s/\n", (*process)->address().c_str());
  std::fflush(stdout);
  (*process)->wait();
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command = app.add_subcommand("serve", "Serve a database over HTTP");
  command->add_option("--db", options->database, "The database file; made when there is none")
      ->required();
  command->add_option("--host", options->process.http.host, "The address to listen on")
      ->capture_default_str();
  command->add_option("--port", options->process.http.port, "The port to listen on")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  command->add_option("--workers", options->process.workers, "How many jobs run at once")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command->add_flag("--log-requests", options->process.logs_requests,
                    "Log every request with its id, route, status and duration");
  command->add_flag("--log-json", options->is_log_json, "Log one JSON object a line");
  command->callback([options, &exit_code] { exit_code = serve(*options); });
}

}  // namespace datavault::cli
