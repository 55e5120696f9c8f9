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

void add_user(Parser& parser, int& exit_code) {
  auto options = std::make_shared<UserCommand>();
  Parser& user = add_group(parser, "user", "Who may sign in");
  Parser& command = add_command(user, "add", "Add a user");
  add_option(command, "--db", options->database, "The database file", {.is_required = true});
  add_option(command, "--email", options->user.email, "The address to sign in with",
             {.is_required = true});
  add_option(command, "--password", options->user.password,
             "At least 8 characters; without it a random one is made and printed");
  add_option(command, "--role", options->user.role, "What the user may do");
  on_run(command, exit_code, [options] { return add(*options); });
}

}  // namespace datavault::cli
