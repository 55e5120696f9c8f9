#pragma once

#include "core/base/result.h"
#include "server/app/application.h"
#include "server/app/failure.h"
#include "server/cli/parser.h"

// Inside server/cli only: each command adds itself to the parser and leaves its exit code in
// `exit_code`.
namespace datavault::cli {

void add_serve(Parser& parser, int& exit_code);
void add_demo(Parser& parser, int& exit_code);
void add_user(Parser& parser, int& exit_code);
/// token create.
void add_token(Parser& parser, int& exit_code);
/// audit verify.
void add_audit(Parser& parser, int& exit_code);
void add_framework(Parser& parser, int& exit_code);
void add_plan(Parser& parser, int& exit_code);
/// template list, export, import.
void add_template(Parser& parser, int& exit_code);
/// backup, restore, doctor, jobs retain.
void add_upkeep(Parser& parser, int& exit_code);

/// Prints what was refused to standard error; the exit code for it.
int report(const Error& error);
int report(const Failure& failure);

/// --job-days, --idempotency-days.
void add_retention_options(Parser& command, RetentionDays& days);

/// The application over a database file. `must_exist`: does not make one.
Result<std::unique_ptr<Application>> open_application(const std::string& path, bool must_exist);

/// The one who works at this terminal.
Actor terminal_actor();

/// Errors: not_found when it cannot be read.
Result<std::string> read_file(const std::string& path);

/// The framework with this id, key or name.
Result<store::FrameworkRow> find_framework(Application& application, const std::string& text);

}  // namespace datavault::cli
