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

void add_serve(Parser& parser, int& exit_code) {
  auto options = std::make_shared<ServeOptions>();
  Parser& command = add_command(parser, "serve", "Serve a database over HTTP");
  add_option(command, "--db", options->database, "The database file; made when there is none",
             {.is_required = true});
  add_option(command, "--host", options->process.http.host, "The address to listen on");
  add_option(command, "--port", options->process.http.port, "The port to listen on",
             {.from = 0, .to = 65535});
  add_option(command, "--workers", options->process.workers, "How many jobs run at once",
             {.from = 1, .to = 64});
  add_retention_options(command, options->process.upkeep.retention);
  add_option(command, "--audit-key", options->process.upkeep.audit_key,
             "The file with the key that signs the audit; beside the database unless told");
  add_option(command, "--audit-checkpoints", options->process.upkeep.audit_checkpoints,
             "A file, best on another machine, to which each signature is appended");
  add_flag(command, "--log-requests", options->process.logs_requests,
           "Log every request with its id, route, status and duration");
  add_flag(command, "--log-json", options->is_log_json, "Log one JSON object a line");
  on_run(command, exit_code, [options] { return serve(*options); });
}

}  // namespace datavault::cli
