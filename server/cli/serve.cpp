#include <cstdio>
#include <memory>

#include "server/cli/commands.h"
#include "server/cli/server_process.h"

namespace datavault::cli {
namespace {

struct ServeOptions {
  std::string database;
  http::ServerOptions http;
};

int serve(const ServeOptions& options) {
  auto application = open_application(options.database, false);
  if (!application) return report(application.error());
  (*application)->is_ready = true;
  auto process = ServerProcess::start(*std::move(application), options.http);
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
  command->add_option("--host", options->http.host, "The address to listen on")
      ->capture_default_str();
  command->add_option("--port", options->http.port, "The port to listen on")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  command->callback([options, &exit_code] { exit_code = serve(*options); });
}

}  // namespace datavault::cli
