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
  int64_t job_days = 365;
  int64_t key_days = 7;
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
  constexpr int64_t kDay = 24 * 3600 * 1000;
  const int64_t now = (*application)->clock.now_millis();
  auto tx = (*application)->database().write();
  if (!tx) return report(tx.error());
  auto removed = store::remove_old_jobs(*tx, iso_time(now - command.job_days * kDay),
                                        iso_time(now - command.key_days * kDay));
  if (!removed) return report(removed.error());
  auto audited = (*application)
                     ->audit.record(*tx, terminal_actor(),
                                    {"job.retention",
                                     "job",
                                     "",
                                     {{"job_days", command.job_days},
                                      {"idempotency_days", command.key_days},
                                      {"jobs", removed->jobs},
                                      {"log_lines", removed->log_lines}}});
  if (!audited) return report(audited.error());
  if (auto committed = tx->commit(); !committed) return report(committed.error());
  std::printf("Removed %lld jobs that had written nothing, %lld log lines, %lld request names.\n",
              static_cast<long long>(removed->jobs), static_cast<long long>(removed->log_lines),
              static_cast<long long>(removed->keys));
  return 0;
}

}  // namespace

void add_upkeep(CLI::App& app, int& exit_code) {
  auto files = std::make_shared<FileCommand>();
  const auto database = [files](CLI::App* command) {
    command->add_option("--db", files->database, "The database file")->required();
  };
  CLI::App* backs_up =
      app.add_subcommand("backup", "Copy a database into a file, also while it is served");
  backs_up->add_option("FILE", files->file, "The file to make")->required();
  database(backs_up);
  backs_up->callback([files, &exit_code] { exit_code = backup(*files); });

  CLI::App* restores = app.add_subcommand("restore", "Put a backup in a database's place");
  restores->add_option("FILE", files->file, "The backup")->required();
  database(restores);
  restores->add_flag("--replace", files->is_replacing, "Put a database that is there aside");
  restores->callback([files, &exit_code] { exit_code = restore(*files); });

  CLI::App* examines = app.add_subcommand("doctor", "Look whether a database holds together");
  database(examines);
  examines->callback([files, &exit_code] { exit_code = doctor(*files); });

  auto retention = std::make_shared<RetentionCommand>();
  CLI::App* jobs = app.add_subcommand("jobs", "Jobs")->require_subcommand(1);
  CLI::App* retains = jobs->add_subcommand("retain", "Remove the logs of old jobs");
  retains->add_option("--db", retention->database, "The database file")->required();
  retains->add_option("--days", retention->job_days, "Keep what ended within so many days")
      ->check(CLI::Range(int64_t{1}, int64_t{36500}))
      ->capture_default_str();
  retains
      ->add_option("--idempotency-days", retention->key_days,
                   "Know repeated requests for so many days")
      ->check(CLI::Range(int64_t{1}, int64_t{36500}))
      ->capture_default_str();
  retains->callback([retention, &exit_code] { exit_code = retain(*retention); });
}

}  // namespace datavault::cli
