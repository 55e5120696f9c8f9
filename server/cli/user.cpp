#include <cstdio>
#include <memory>

#include "server/cli/commands.h"
#include "server/security/tokens.h"

namespace datavault::cli {
namespace {

struct UserCommand {
  std::string database;
  NewUser user;
};

int add(UserCommand command) {
  const bool is_random = command.user.password.empty();
  if (is_random) command.user.password = random_token().substr(0, 20);
  auto application = open_application(command.database, false);
  if (!application) return report(application.error());
  auto id = (*application)->auth.add_user(command.user, terminal_actor());
  if (!id) return report(id.failure());
  std::printf("Added %s as %s.\n", command.user.email.c_str(), command.user.role.c_str());
  if (is_random) std::printf("The password is %s\n", command.user.password.c_str());
  return 0;
}

}  // namespace

void add_user(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<UserCommand>();
  CLI::App* user = app.add_subcommand("user", "Who may sign in")->require_subcommand(1);
  CLI::App* command = user->add_subcommand("add", "Add a user");
  command->add_option("--db", options->database, "The database file")->required();
  command->add_option("--email", options->user.email, "The address to sign in with")->required();
  command->add_option("--password", options->user.password,
                      "At least 8 characters; without it a random one is made and printed");
  command->add_option("--role", options->user.role, "What the user may do")->capture_default_str();
  command->callback([options, &exit_code] { exit_code = add(*options); });
}

}  // namespace datavault::cli
