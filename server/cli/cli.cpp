#include "server/cli/cli.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/base/log.h"
#include "server/cli/commands.h"

namespace datavault::cli {

int report(const Error& error) {
  const std::string place = error.where.empty() ? "" : " (" + error.where + ")";
  std::fprintf(stderr, "datavault: %s%s\n", error.message.c_str(), place.c_str());
  return 1;
}

int report(const Failure& failure) {
  report(failure.error);
  const bool has_list = failure.details.is_object() && failure.details.contains("errors");
  if (!has_list || failure.details["errors"].size() < 2) return 1;
  for (const Json& error : failure.details["errors"]) {
    std::fprintf(stderr, "  %s: %s\n", error.value("where", "").c_str(),
                 error.value("message", "").c_str());
  }
  return 1;
}

Result<std::unique_ptr<Application>> open_application(const std::string& path, bool must_exist) {
  std::error_code ignored;
  if (must_exist && !std::filesystem::exists(path, ignored)) {
    return not_found("There is no database at " + path + ".");
  }
  ApplicationOptions options;
  options.database_path = path;
  return Application::open(options);
}

Actor terminal_actor() { return {std::nullopt, "command line", "", "datavault"}; }

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return not_found("The file " + path + " cannot be read.");
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

Result<store::FrameworkRow> find_framework(Application& application, const std::string& text) {
  auto tx = application.database().read();
  if (!tx) return tx.error();
  auto row = store::find_framework_by_key(*tx, text);
  if (row && !*row) row = store::find_framework_by_name(*tx, text, std::nullopt);
  const bool is_number = !text.empty() && text.size() < 18 &&
                         text.find_first_not_of("0123456789") == std::string::npos;
  if (row && !*row && is_number) row = store::find_framework(*tx, FrameworkId{std::stoll(text)});
  if (!row) return row.error();
  if (*row) return **row;
  return not_found("There is no framework with the name, key or id \"" + text + "\".");
}

int run(int argc, char** argv) {
  // Standard output belongs to what commands print.
  log_to_standard_error(LogFormat::text);
  return parse_and_run(argc, argv, [](Parser& parser, int& exit_code) {
    add_serve(parser, exit_code);
    add_demo(parser, exit_code);
    add_user(parser, exit_code);
    add_token(parser, exit_code);
    add_audit(parser, exit_code);
    add_framework(parser, exit_code);
    add_plan(parser, exit_code);
    add_template(parser, exit_code);
    add_upkeep(parser, exit_code);
  });
}

}  // namespace datavault::cli
