#include "server/store/upkeep.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "server/store/connection.h"
#include "server/store/query.h"

namespace datavault::store {
namespace {

constexpr size_t kMostFindings = 100;

/// SQLite does not make what VACUUM INTO writes durable.
bool make_durable(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool done = fsync(file) == 0;
  close(file);
  return done;
}

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
  return result + "'";
}

void collect(ReadTransaction& tx, const std::string& sql, std::vector<std::string>& findings) {
  std::string finding;
  Query query(tx, sql + " LIMIT " + std::to_string(kMostFindings));
  query.into(finding);
  while (query.next()) findings.push_back(finding);
}

// Each gives one sentence a row.
constexpr const char* kContradictions[] = {
    "SELECT 'job ' || j.id || ' says that ' || j.done_count || ' targets are done; ' || "
    "COUNT(t.tenant_id) || ' are' FROM jobs j LEFT JOIN job_targets t ON t.job_id = j.id AND "
    "t.status <> 'PENDING' GROUP BY j.id, j.done_count HAVING COUNT(t.tenant_id) <> j.done_count",
    "SELECT 'job ' || j.id || ' is ' || j.status || ' with companies that are still to be done' "
    "FROM jobs j WHERE j.status IN ('COMPLETED', 'COMPLETED_WITH_ERRORS', 'CANCELLED') AND EXISTS "
    "(SELECT 1 FROM job_targets t WHERE t.job_id = j.id AND t.status = 'PENDING')",
    "SELECT 'job ' || h.job_id || ' wrote company ' || h.tenant_id || ' ' || COUNT(*) || ' times' "
    "FROM adoption_history h WHERE h.job_id IS NOT NULL GROUP BY h.job_id, h.tenant_id, "
    "h.framework_id HAVING COUNT(*) > 1",
    "SELECT 'job ' || h.job_id || ' wrote company ' || h.tenant_id || ', whose target is ' || "
    "COALESCE(t.status, 'missing') FROM adoption_history h LEFT JOIN job_targets t ON "
    "t.tenant_id = h.tenant_id AND t.job_id = h.job_id WHERE h.job_id IS NOT NULL AND "
    "COALESCE(t.status, '') <> 'APPLIED'",
    "SELECT 'job ' || t.job_id || ' calls company ' || t.tenant_id || ' applied and wrote nothing' "
    "FROM job_targets t JOIN jobs j ON j.id = t.job_id WHERE t.status = 'APPLIED' AND j.kind NOT "
    "LIKE 'TEMPLATE_%' AND NOT EXISTS (SELECT 1 FROM adoption_history h WHERE h.tenant_id = "
    "t.tenant_id AND h.job_id = t.job_id)",
    "SELECT 'job ' || p.job_id || ' calls company ' || p.tenant_id || ' ' || t.status || ', which "
    "is ' || CASE WHEN c.id IS NULL THEN 'not there' ELSE 'there' END FROM tenant_provisions p "
    "JOIN job_targets t ON t.job_id = p.job_id AND t.tenant_id = p.tenant_id LEFT JOIN tenants c "
    "ON c.id = p.tenant_id WHERE (t.status = 'APPLIED') <> (c.id IS NOT NULL)",
    "SELECT 'the copy of framework ' || a.framework_id || ' of company ' || a.tenant_id || "
    "' is at revision ' || a.revision || ', its history ends otherwise' FROM adoptions a WHERE "
    "a.revision <> COALESCE((SELECT MAX(h.revision) FROM adoption_history h WHERE "
    "h.tenant_id = a.tenant_id AND h.framework_id = a.framework_id), -1)",
};

}  // namespace

Result<void> back_up(Database& database, const std::string& path) {
  std::error_code error;
  if (std::filesystem::exists(path, error)) {
    return conflict_error("There is a file of that name already.", path);
  }
  const std::string part = path + ".part";
  std::filesystem::remove(part, error);
  auto done = database.outside_transactions(
      [&](Connection& connection) { connection.session << "VACUUM INTO " + quoted(part); });
  if (done && make_durable(part)) std::filesystem::rename(part, path, error);
  if (done && !error && make_durable(path)) return {};
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  if (!done) return done;
  return unavailable_error("The backup cannot be written.", path);
}

Result<std::vector<std::string>> find_damage(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::vector<std::string>> {
    std::vector<std::string> findings;
    std::string finding;
    Query integrity(tx, "PRAGMA integrity_check(100)");
    integrity.into(finding);
    while (integrity.next()) {
      if (finding != "ok") findings.push_back("integrity: " + finding);
    }
    std::string table, parent;
    int64_t row = 0;
    Query keys(tx, "SELECT \"table\", rowid, \"parent\" FROM pragma_foreign_key_check");
    keys.into(table).into(row).into(parent);
    while (keys.next() && findings.size() < kMostFindings) {
      findings.push_back("row " + std::to_string(row) + " of " + table + " refers to a row of " +
                         parent + " that is not there");
    }
    return findings;
  });
}

Result<std::vector<std::string>> find_job_contradictions(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::vector<std::string>> {
    std::vector<std::string> findings;
    for (const char* sql : kContradictions) collect(tx, sql, findings);
    return findings;
  });
}

Result<std::vector<AppliedMigration>> load_migrations(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::vector<AppliedMigration>> {
    std::vector<AppliedMigration> rows;
    AppliedMigration row;
    Query query(tx, "SELECT number, digest FROM schema_migrations ORDER BY number");
    query.into(row.number).into(row.digest);
    while (query.next()) rows.push_back(row);
    return rows;
  });
}

Result<Removed> remove_old_jobs(WriteTransaction& tx, std::string_view jobs_before,
                                std::string_view keys_before) {
  return guarded([&]() -> Result<Removed> {
    const std::string old_job =
        "(SELECT id FROM jobs WHERE status IN ('COMPLETED', 'COMPLETED_WITH_ERRORS', 'FAILED', "
        "'CANCELLED') AND completed_at < :before)";
    Removed removed;
    Query log(tx, "DELETE FROM job_log WHERE job_id IN " + old_job);
    removed.log_lines = log.use(jobs_before).run();
    Query keys(tx, "DELETE FROM idempotency_keys WHERE created_at < :before");
    removed.keys = keys.use(keys_before).run();
    // What nothing refers to: history, decisions, keys, rollbacks and jobs that depend on it.
    std::vector<int64_t> ids;
    int64_t id = 0;
    Query unused(tx,
                 "SELECT j.id FROM jobs j WHERE j.id IN " + old_job +
                     " AND NOT EXISTS (SELECT 1 FROM adoption_history h WHERE h.job_id = j.id) "
                     "AND NOT EXISTS (SELECT 1 FROM remembered_decisions r WHERE r.job_id = j.id) "
                     "AND NOT EXISTS (SELECT 1 FROM idempotency_keys k WHERE k.job_id = j.id) "
                     "AND NOT EXISTS (SELECT 1 FROM jobs r WHERE r.rollback_of = j.id) "
                     "AND NOT EXISTS (SELECT 1 FROM jobs d WHERE d.depends_on = j.id)");
    unused.use(jobs_before).into(id);
    while (unused.next()) ids.push_back(id);
    for (const int64_t job : ids) {
      Query(tx, "DELETE FROM tenant_provisions WHERE job_id = :id").use(job).run();
      Query(tx, "DELETE FROM job_targets WHERE job_id = :id").use(job).run();
      Query(tx, "DELETE FROM jobs WHERE id = :id").use(job).run();
    }
    removed.jobs = static_cast<int64_t>(ids.size());
    return removed;
  });
}

}  // namespace datavault::store
