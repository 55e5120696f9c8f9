#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/database.h"

namespace datavault::store {

/// Writes the database as it is at this moment into a new file, while others go on working. The
/// file is complete and durable when this returns; on an error there is none.
///
/// Errors: conflict when there is a file of that name; storage, unavailable.
Result<void> back_up(Database& database, const std::string& path);

/// What SQLite finds wrong with the file: damaged pages, rows that refer to nothing. Empty:
/// nothing.
Result<std::vector<std::string>> find_damage(ReadTransaction& tx);
/// Jobs, targets and history that do not fit each other.
Result<std::vector<std::string>> find_job_contradictions(ReadTransaction& tx);
/// Migrations that ran here, in order: number and digest.
struct AppliedMigration {
  int64_t number = 0;
  std::string digest;
};
Result<std::vector<AppliedMigration>> load_migrations(ReadTransaction& tx);

/// How many rows went.
struct Removed {
  int64_t log_lines = 0;
  int64_t keys = 0;
  int64_t jobs = 0;
};
/// Of jobs that ended before `jobs_before`: their logs, and all of those that wrote no tenant (the
/// others can still be rolled back). Of keys: those made before `keys_before`.
Result<Removed> remove_old_jobs(WriteTransaction& tx, std::string_view jobs_before,
                                std::string_view keys_before);

}  // namespace datavault::store
