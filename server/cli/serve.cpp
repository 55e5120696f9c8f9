#include <cstdio>
#include <memory>

#include "server/base/log.h"
#include "server/cli/commands.h"
#include "server/cli/server_process.h"

namespace datavault::cli {
namespace {

struct ServeOptions {
  std::string database;
  SessionLimits sessions;
  bool is_four_eyes = false;
  ProcessOptions process;
  bool is_log_json = false;
};

/// Where nobody can sign in yet, whoever has this terminal says who may.
Result<void> print_first_link(ServerProcess& process) {
  UserService& users = process.application().users;
  auto is_needed = users.needs_first_user();
  if (!is_needed) return is_needed.error();
  if (!*is_needed) return {};
  auto link = users.first_link();
  if (!link) return link.failure().error;
  std::printf("Nobody can sign in yet. Make the first super admin here, once, until %s:\n%s%s\n",
              link->expires_at.c_str(), process.address().c_str(),
              access_link_path(link->token).c_str());
  return {};
}

int serve(const ServeOptions& options) {
  if (options.is_log_json) log_to_standard_error(LogFormat::json);
  const http::TlsFiles& tls = options.process.http.tls;
  if (tls.certificate.empty() != tls.key.empty()) {
    return report(invalid_input("--tls-cert and --tls-key belong together."));
  }
  const std::string& host = options.process.http.host;
  const bool is_local = host == "localhost" || host.starts_with("127.") || host == "::1";
  if (!is_local && tls.certificate.empty() && options.process.http.trusted_proxies.empty()) {
    log_event(
        LogLevel::warning,
        "passwords go over the network in the clear: use --tls-cert, or a proxy that does TLS "
        "and --trusted-proxy",
        {{"host", host}});
  }
  ApplicationOptions application_options;
  application_options.database_path = options.database;
  application_options.sessions = options.sessions;
  application_options.is_four_eyes = options.is_four_eyes;
  auto application = Application::open(application_options);
  if (!application) return report(application.error());
  (*application)->is_ready = true;
  auto process = ServerProcess::start(*std::move(application), options.process);
  if (!process) return report(process.error());
  std::printf("ready %s/\n", (*process)->address().c_str());
  if (auto told = print_first_link(**process); !told) return report(told.error());
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
  http::ServerOptions& http = options->process.http;
  add_option(command, "--tls-cert", http.tls.certificate,
             "A certificate with its chain (PEM): serve by TLS; SIGHUP reads it again");
  add_option(command, "--tls-key", http.tls.key, "The certificate's key (PEM)");
  add_option(command, "--trusted-proxy", http.trusted_proxies,
             "The address of a proxy whose X-Forwarded-For and -Proto count");
  add_option(command, "--allowed-host", options->process.dispatcher.hosts,
             "A name under which browsers may ask for this server");
  add_option(command, "--connections-per-address", http.connections_per_address,
             "How many connections one address may have open", {.from = 1, .to = 100000});
  add_option(command, "--session-idle-minutes", options->sessions.idle_minutes,
             "After how long without use a session ends", {.from = 1, .to = 60 * 24 * 30});
  add_option(command, "--session-hours", options->sessions.hours,
             "After how long a session ends in any case", {.from = 1, .to = 24 * 30});
  add_flag(command, "--four-eyes", options->is_four_eyes,
           "Have a second super admin approve every plan before it is applied");
  add_flag(command, "--log-requests", options->process.dispatcher.logs_requests,
           "Log every request with its id, route, status and duration");
  add_flag(command, "--log-json", options->is_log_json, "Log one JSON object a line");
  on_run(command, exit_code, [options] { return serve(*options); });
}

}  // namespace datavault::cli
