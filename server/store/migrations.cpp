#include "server/store/migrations.h"

#include <map>

#include "core/base/sha256.h"
#include "server/store/audit.h"
#include "server/store/migration_0001.h"
#include "server/store/migration_0002.h"
#include "server/store/migration_0003.h"
#include "server/store/migration_0004.h"
#include "server/store/migration_0005.h"
#include "server/store/migration_0006.h"
#include "server/store/migration_0007.h"
#include "server/store/query.h"

namespace datavault::store {
namespace {

std::vector<std::string> statements_of(std::string_view sql) {
  std::vector<std::string> statements;
  size_t begin = 0;
  for (size_t end = sql.find(";\n"); end != std::string_view::npos; end = sql.find(";\n", begin)) {
    statements.emplace_back(sql.substr(begin, end - begin));
    begin = end + 2;
  }
  return statements;
}

std::map<int64_t, std::string> applied_digests(WriteTransaction& tx) {
  std::map<int64_t, std::string> applied;
  int64_t number = 0;
  std::string digest;
  Query query(tx, "SELECT number, digest FROM schema_migrations ORDER BY number");
  query.into(number).into(digest);
  while (query.next()) applied[number] = digest;
  return applied;
}

Result<void> apply(WriteTransaction& tx, const Migration& migration) {
  for (const std::string& statement : statements_of(migration.sql)) {
    Query(tx, statement).run();
  }
  Query query(tx, "INSERT INTO schema_migrations (number, name, digest) VALUES (:n, :name, :d)");
  query.use(migration.number).use(migration.name).use(digest_of(migration.sql)).run();
  return migration.then ? migration.then(tx) : Result<void>();
}

Error unfit(std::string message) { return storage_error(std::move(message)); }

}  // namespace

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> kMigrations{
      {1, "initial", kMigration0001},
      {2, "remembered decisions, rollbacks", kMigration0002},
      {3, "jobs that survive", kMigration0003},
      {4, "the audit as a chain", kMigration0004, chain_audit},
      {5, "who may come in, and as whom", kMigration0005},
      {6, "jobs to claim", kMigration0006},
      {7, "tenant templates", kMigration0007}};
  return kMigrations;
}

Result<void> migrate(Database& database, const std::vector<Migration>& known) {
  auto tx = database.write();
  if (!tx) return tx.error();
  auto done = guarded([&]() -> Result<void> {
    Query(*tx,
          "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT NOT NULL PRIMARY KEY, "
          "name TEXT NOT NULL, digest TEXT NOT NULL)")
        .run();
    const auto applied = applied_digests(*tx);
    if (!applied.empty() && applied.rbegin()->first > known.back().number) {
      return unfit("This database was written by a newer version of DataVault; use that version.");
    }
    for (const Migration& migration : known) {
      const auto before = applied.find(migration.number);
      if (before == applied.end()) {
        if (auto done = apply(*tx, migration); !done) return done;
      } else if (before->second != digest_of(migration.sql)) {
        return unfit("Migration " + std::to_string(migration.number) +
                     " of this database differs from the one that this program knows.");
      }
    }
    return {};
  });
  if (!done) return done;
  return tx->commit();
}

}  // namespace datavault::store
