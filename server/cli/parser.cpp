#include "server/cli/parser.h"

#include <utility>

#include <CLI/CLI.hpp>

namespace datavault::cli {
namespace {

template <class Value>
void add(Parser& command, const std::string& name, Value& to, const std::string& help,
         const Takes& takes) {
  CLI::Option* option = command.add_option(name, to, help);
  option->required(takes.is_required);
  if (!takes.one_of.empty()) option->check(CLI::IsMember(takes.one_of));
  if (takes.from != takes.to) option->check(CLI::Range(takes.from, takes.to));
  if (!option->get_required()) option->capture_default_str();
}

}  // namespace

Parser& add_command(Parser& parent, const std::string& name, const std::string& help) {
  return *parent.add_subcommand(name, help);
}

Parser& add_group(Parser& parent, const std::string& name, const std::string& help) {
  return *parent.add_subcommand(name, help)->require_subcommand(1);
}

void add_option(Parser& command, const std::string& name, std::string& to, const std::string& help,
                const Takes& takes) {
  add(command, name, to, help, takes);
}

void add_option(Parser& command, const std::string& name, int& to, const std::string& help,
                const Takes& takes) {
  add(command, name, to, help, takes);
}

void add_option(Parser& command, const std::string& name, int64_t& to, const std::string& help,
                const Takes& takes) {
  add(command, name, to, help, takes);
}

void add_option(Parser& command, const std::string& name, std::vector<std::string>& to,
                const std::string& help) {
  command.add_option(name, to, help);
}

void add_flag(Parser& command, const std::string& name, bool& to, const std::string& help) {
  command.add_flag(name, to, help);
}

void on_run(Parser& command, int& exit_code, std::function<int()> run) {
  command.callback([run = std::move(run), &exit_code] { exit_code = run(); });
}

int parse_and_run(int argc, char** argv,
                  const std::function<void(Parser& parser, int& exit_code)>& add_commands) {
  CLI::App parser("DataVault keeps every tenant's reporting frameworks current.", "datavault");
  parser.require_subcommand(1);
  int exit_code = 0;
  add_commands(parser, exit_code);
  try {
    parser.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return parser.exit(problem) == 0 ? 0 : 2;
  }
  return exit_code;
}

}  // namespace datavault::cli
