#include <cstdio>
#include <memory>

#include "server/cli/commands.h"
#include "server/security/tokens.h"

namespace datavault::cli {
namespace {

struct UserCommand {
  std::string database;
  NewUser user;
  int64_t company = 0;
};

struct TokenCommand {
  std::string database;
  std::string email;
  NewApiToken token;
};

int add(UserCommand command) {
  const bool is_random = command.user.password.empty();
  if (is_random) command.user.password = random_token().substr(0, 20);
  auto application = open_application(command.database, false);
  if (!application) return report(application.error());
  if (command.company != 0) command.user.tenant_id = command.company;
  auto added = (*application)->users.add(command.user, terminal_actor());
  if (!added) return report(added.failure());
  std::printf("Added %s as %s.\n", command.user.email.c_str(), command.user.role.c_str());
  if (is_random) std::printf("The password is %s\n", command.user.password.c_str());
  return 0;
}

int create_token(const TokenCommand& command) {
  auto application = open_application(command.database, true);
  if (!application) return report(application.error());
  auto made = (*application)->accounts.make_token(command.email, command.token, terminal_actor());
  if (!made) return report(made.failure());
  std::printf("%s\n", made->token.c_str());
  std::fprintf(stderr, "Good until %s for: %s. It is not shown again.\n",
               made->row.expires_at.c_str(), made->row.scopes.c_str());
  return 0;
}

}  // namespace

void add_token(Parser& parser, int& exit_code) {
  auto options = std::make_shared<TokenCommand>();
  Parser& token = add_group(parser, "token", "API tokens");
  Parser& command = add_command(token, "create", "Make an API token and print it");
  add_option(command, "--db", options->database, "The database file", {.is_required = true});
  add_option(command, "--email", options->email, "Whose rights it has", {.is_required = true});
  add_option(command, "--name", options->token.name, "What to know it by", {.is_required = true});
  add_option(command, "--scope", options->token.scopes,
             "read, frameworks:write, companies:write, sync:write or tenant:write");
  add_option(command, "--days", options->token.days, "How long it is good", {.from = 1, .to = 366});
  on_run(command, exit_code, [options] { return create_token(*options); });
}

void add_user(Parser& parser, int& exit_code) {
  auto options = std::make_shared<UserCommand>();
  Parser& user = add_group(parser, "user", "Who may sign in");
  Parser& command = add_command(user, "add", "Add a user");
  add_option(command, "--db", options->database, "The database file", {.is_required = true});
  add_option(command, "--email", options->user.email, "The address to sign in with",
             {.is_required = true});
  add_option(command, "--password", options->user.password,
             "At least 12 characters; without it a random one is made and printed");
  add_option(command, "--role", options->user.role, "What the user may do",
             {.one_of = {kSuperAdmin, kAdmin, kUser}});
  add_option(command, "--company", options->company,
             "The id of the company that an ADMIN or USER belongs to");
  on_run(command, exit_code, [options] { return add(*options); });
}

}  // namespace datavault::cli
