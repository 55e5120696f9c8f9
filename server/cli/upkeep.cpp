// Backup, restore, examination and retention.
#include "server/store/upkeep.h"

#include <cstdio>
#include <filesystem>
#include <memory>

#include "server/app/doctor.h"
#include "server/cli/commands.h"
#include "server/jobs/process_lock.h"

namespace datavault::cli {
namespace {

namespace fs = std::filesystem;

struct FileCommand {
  std::string database;
  std::string file;
  bool is_replacing = false;
};

struct RetentionCommand {
  std::string database;
  RetentionDays days;
};

/// Without bringing the schema up to date.
Result<std::unique_ptr<store::Database>> open_as_it_is(const std::string& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return not_found("There is no database at " + path + ".");
  store::DatabaseOptions options;
  options.path = path;
  options.is_migrated = false;
  return store::Database::open(options);
}

/// How many findings there are.
Result<size_t> print_examination(store::Database& database) {
  auto examinations = examine(database);
  if (!examinations) return examinations.error();
  size_t count = 0;
  for (const Examination& examination : *examinations) {
    std::printf("%-30s %s\n", examination.name.c_str(),
                examination.findings.empty() ? "ok" : "NOT OK");
    for (const std::string& finding : examination.findings) std::printf("  %s\n", finding.c_str());
    count += examination.findings.size();
  }
  return count;
}

int doctor(const FileCommand& command) {
  auto database = open_as_it_is(command.database);
  if (!database) return report(database.error());
  auto count = print_examination(**database);
  if (!count) return report(count.error());
  if (*count == 0) return 0;
  std::printf("%zu findings\n", *count);
  return 1;
}

int backup(const FileCommand& command) {
  auto database = open_as_it_is(command.database);
  if (!database) return report(database.error());
  if (auto done = store::back_up(**database, command.file); !done) return report(done.error());
  std::error_code ignored;
  std::printf("Wrote %s, %ju bytes.\n", command.file.c_str(),
              static_cast<uintmax_t>(fs::file_size(command.file, ignored)));
  return 0;
}

/// A database is up to three files, which go by its name.
bool move_aside(const std::string& from, const std::string& to) {
  std::error_code error;
  for (const char* suffix : {"", "-wal", "-shm"}) {
    if (fs::exists(from + suffix, error)) fs::rename(from + suffix, to + suffix, error);
    if (error) return false;
  }
  return true;
}

int restore(const FileCommand& command) {
  std::error_code error;
  {
    auto source = open_as_it_is(command.file);
    if (!source) return report(source.error());
    auto count = print_examination(**source);
    if (!count) return report(count.error());
    if (*count > 0) return report(storage_error("This backup is damaged; nothing was restored."));
  }
  if (jobs::ProcessLock::is_any_held(command.database + "-owners")) {
    return report(conflict_error("A server works on this database. Stop it first."));
  }
  const bool exists = fs::exists(command.database, error);
  if (exists && !command.is_replacing) {
    return report(conflict_error("There is a database at " + command.database +
                                 " already; --replace puts it aside."));
  }
  // The whole file is there, and durable, before the old one goes.
  const std::string part = command.database + ".part";
  fs::remove(part, error);
  {
    auto source = open_as_it_is(command.file);
    if (!source) return report(source.error());
    if (auto copied = store::back_up(**source, part); !copied) return report(copied.error());
  }
  const std::string aside = command.database + ".before-restore";
  if (exists && fs::exists(aside, error)) {
    fs::remove(part, error);
    return report(conflict_error("Remove " + aside + " first, which an earlier restore left."));
  }
  if (exists && !move_aside(command.database, aside)) {
    return report(storage_error("The old database cannot be put aside."));
  }
  fs::rename(part, command.database, error);
  if (error) return report(storage_error("The restored file cannot be put in its place."));
  std::printf("Restored %s.\n", command.database.c_str());
  if (exists) std::printf("What was there is %s.\n", aside.c_str());
  return 0;
}

int retain(const RetentionCommand& command) {
  auto application = open_application(command.database, true);
  if (!application) return report(application.error());
  Application& all = **application;
  auto retained =
      datavault::retain(all.database(), all.audit, all.clock, command.days, terminal_actor());
  if (!retained) return report(retained.error());
  const store::Removed& removed = retained->removed;
  std::printf(
      "Removed %lld jobs that had written nothing, %lld log lines, %lld request names, "
      "%lld audit rows.\n",
      static_cast<long long>(removed.jobs), static_cast<long long>(removed.log_lines),
      static_cast<long long>(removed.keys), static_cast<long long>(retained->audit_rows));
  return 0;
}

}  // namespace

void add_retention_options(Parser& command, RetentionDays& days) {
  add_option(command, "--job-days", days.jobs, "Keep the logs of jobs for so many days",
             {.from = 1, .to = 36500});
  add_option(command, "--idempotency-days", days.keys, "Know repeated requests for so many days",
             {.from = 1, .to = 36500});
  add_option(command, "--audit-days", days.audit, "Keep the audit for so many days",
             {.from = 1, .to = 36500});
}

void add_upkeep(Parser& parser, int& exit_code) {
  auto files = std::make_shared<FileCommand>();
  const auto database = [](Parser& command, std::string& path) {
    add_option(command, "--db", path, "The database file", {.is_required = true});
  };
  Parser& backs_up =
      add_command(parser, "backup", "Copy a database into a file, also while it is served");
  add_option(backs_up, "FILE", files->file, "The file to make", {.is_required = true});
  database(backs_up, files->database);
  on_run(backs_up, exit_code, [files] { return backup(*files); });

  Parser& restores = add_command(parser, "restore", "Put a backup in a database's place");
  add_option(restores, "FILE", files->file, "The backup", {.is_required = true});
  database(restores, files->database);
  add_flag(restores, "--replace", files->is_replacing, "Put a database that is there aside");
  on_run(restores, exit_code, [files] { return restore(*files); });

  Parser& examines = add_command(parser, "doctor", "Look whether a database holds together");
  database(examines, files->database);
  on_run(examines, exit_code, [files] { return doctor(*files); });

  auto retention = std::make_shared<RetentionCommand>();
  Parser& jobs = add_group(parser, "jobs", "Jobs");
  Parser& retains = add_command(jobs, "retain", "Remove the logs of old jobs");
  database(retains, retention->database);
  add_retention_options(retains, retention->days);
  on_run(retains, exit_code, [retention] { return retain(*retention); });
}

}  // namespace datavault::cli
