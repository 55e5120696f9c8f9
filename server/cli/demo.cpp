#include "server/demo/demo.h"

#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "server/base/log.h"
#include "server/cli/commands.h"
#include "server/cli/server_process.h"
#include "server/security/tokens.h"

namespace datavault::cli {
namespace {

constexpr const char* kEmail = "super@demo.test";

struct DemoCommand {
  std::string database;  // empty: a temporary one
  std::string password;  // empty: a random one
  int port = 8080;
  int64_t tenants = 24;
};

/// A folder that goes when the demo ends.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code error;
    std::string pattern =
        (std::filesystem::temp_directory_path(error) / "datavault-demo-XXXXXX").string();
    if (!error && mkdtemp(pattern.data())) path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Result<std::unique_ptr<Application>> open_fresh(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) {
    return conflict_error(
        "There is a database at " + path +
        " already. The demo fills a fresh one; `datavault serve` serves this one.");
  }
  ApplicationOptions options;
  options.database_path = path;
  options.password_cost = PasswordCost::interactive;
  return Application::open(options);
}

Result<void> fill(ServerProcess& process, const DemoCommand& command) {
  auto user =
      process.application().users.add_unchecked({kEmail, command.password}, terminal_actor());
  if (!user) return user.failure().error;
  DemoOptions options;
  options.address = process.address();
  options.email = kEmail;
  options.password = command.password;
  options.tenants = command.tenants;
  options.progress = [](std::string_view says) {
    log_event(LogLevel::info, "demo: " + std::string(says), Json::object());
  };
  return seed_demo(options);
}

int run_demo(DemoCommand command) {
  TemporaryFolder folder;
  if (command.database.empty()) {
    if (folder.path().empty()) return report(storage_error("No temporary folder can be made."));
    command.database = folder.path() + "/demo.db";
  }
  if (command.password.empty()) command.password = random_token().substr(0, 16);
  auto application = open_fresh(command.database);
  if (!application) return report(application.error());
  ProcessOptions options;
  options.http.port = command.port;
  auto process = ServerProcess::start(*std::move(application), options);
  if (!process) return report(process.error());
  if (auto filled = fill(**process, command); !filled) {
    return (*process)->was_signalled() ? 0 : report(filled.error());
  }
  (*process)->application().is_ready = true;
  std::printf("ready %s/\nSign in as %s with the password %s\n", (*process)->address().c_str(),
              kEmail, command.password.c_str());
  std::fflush(stdout);
  (*process)->wait();
  return 0;
}

}  // namespace

void add_demo(Parser& parser, int& exit_code) {
  auto options = std::make_shared<DemoCommand>();
  Parser& command = add_command(parser, "demo", "Serve a fresh database with demo data");
  add_option(command, "--port", options->port, "The port to listen on; 0: any that is free",
             {.from = 0, .to = 65535});
  add_option(command, "--db", options->database, "Where to make the database (a temporary file)");
  add_option(command, "--password", options->password, "Of super@demo.test (a random one)");
  add_option(command, "--tenants", options->tenants, "How many companies there are",
             {.from = 0, .to = 100000});
  on_run(command, exit_code, [options] { return run_demo(*options); });
}

}  // namespace datavault::cli
