#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

// Inside server/cli only: how a command says what it takes. The parser itself is a header-only
// library that takes long to compile; only parser.cpp includes it.
namespace datavault::cli {

/// A whole command line, or one command of it.
using Parser = CLI::App;

/// What an option takes besides its type.
struct Takes {
  bool is_required = false;
  std::vector<std::string> one_of = {};
  /// Numbers: the range; the same twice is none.
  int64_t from = 0;
  int64_t to = 0;
};

Parser& add_command(Parser& parent, const std::string& name, const std::string& help);

/// Does nothing but hold other commands, one of which has to be named.
Parser& add_group(Parser& parent, const std::string& name, const std::string& help);

/// An option ("--port") or, without dashes, what stands at this place. The help shows what `to`
/// holds already; `to` has to outlive the parser.
void add_option(Parser& command, const std::string& name, std::string& to, const std::string& help,
                const Takes& takes = {});
void add_option(Parser& command, const std::string& name, int& to, const std::string& help,
                const Takes& takes = {});
void add_option(Parser& command, const std::string& name, int64_t& to, const std::string& help,
                const Takes& takes = {});
/// One that may be given more than once.
void add_option(Parser& command, const std::string& name, std::vector<std::string>& to,
                const std::string& help);
void add_flag(Parser& command, const std::string& name, bool& to, const std::string& help);

/// `run` gives the exit code.
void on_run(Parser& command, int& exit_code, std::function<int()> run);

/// Parses the command line with what `add_commands` adds, and runs the command that it names. 2
/// when the line is wrong, which is told on standard error.
int parse_and_run(int argc, char** argv,
                  const std::function<void(Parser& parser, int& exit_code)>& add_commands);

}  // namespace datavault::cli
