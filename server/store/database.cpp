#include "server/store/database.h"

#include <mutex>
#include <utility>

#include <soci/sqlite3/soci-sqlite3.h>

#include "server/base/log.h"
#include "server/store/connection.h"
#include "server/store/migrations.h"

namespace datavault::store {
namespace {

/// A connection is used by one thread at a time, and nobody asks how much memory SQLite has: it
/// need not lock for either. Must come before everything else of SQLite.
void configure_sqlite() {
  static std::once_flag once;
  std::call_once(once, [] {
    sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  });
}

}  // namespace

Connection::Connection(const DatabaseOptions& options) {
  configure_sqlite();
  // Quotes cannot be escaped in SOCI's connection string; Database::open refuses such paths.
  session.open(soci::sqlite3, "dbname=\"" + options.path + "\" timeout=" +
                                  std::to_string((options.busy_timeout_millis + 999) / 1000));
  session << "PRAGMA journal_mode = WAL";
  session << "PRAGMA synchronous = FULL";
  session << "PRAGMA foreign_keys = ON";
  session << "PRAGMA busy_timeout = " << options.busy_timeout_millis;
  // Fewer checkpoints: each copies pages into the file and waits for the disk. In pages of 4 KB.
  session << "PRAGMA wal_autocheckpoint = 4096";
  session << "PRAGMA temp_store = MEMORY";
  session << "PRAGMA cache_size = -65536";
}

std::unique_ptr<PreparedStatement> Connection::take_statement(const std::string& sql) {
  const auto found = idle_.find(sql);
  if (found == idle_.end()) return std::make_unique<PreparedStatement>(session);
  auto statement = std::move(found->second);
  idle_.erase(found);
  return statement;
}

void Connection::give_back(const std::string& sql, std::unique_ptr<PreparedStatement> statement) {
  constexpr size_t kMostIdle = 128;  // lists make up their SQL, so there is no end of texts
  constexpr size_t kLongText = 4096;
  for (auto* slots : {&statement->parameters, &statement->columns}) {
    for (PreparedStatement::Slot& slot : *slots) {
      if (slot.text.capacity() > kLongText) std::string().swap(slot.text);
    }
  }
  if (idle_.size() >= kMostIdle) idle_.clear();
  idle_[sql] = std::move(statement);
}

std::unique_ptr<Connection> ConnectionPool::take() {
  std::unique_lock lock(mutex_);
  freed_.wait(lock, [&] { return !idle_.empty() || opened_ < size_; });
  if (!idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }
  ++opened_;
  lock.unlock();
  try {
    return std::make_unique<Connection>(options_);
  } catch (...) {
    forget(nullptr);
    throw;
  }
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection) {
  {
    std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }
  freed_.notify_one();
}

void ConnectionPool::forget(std::unique_ptr<Connection> connection) {
  connection.reset();
  {
    std::lock_guard lock(mutex_);
    --opened_;
  }
  freed_.notify_one();
}

namespace {

/// Why SQLite could not, where that lies in the machine and not in what was asked; else nothing.
const char* trouble_of(int result) {
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "Another program is writing to the database. Try again.";
    case SQLITE_FULL:
      return "The disk is full: nothing can be stored until there is room.";
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return "The database file cannot be written; its permissions or its disk forbid it.";
    case SQLITE_IOERR:
      return "The disk does not take what is written. Try again, and look at it.";
    case SQLITE_NOMEM:
      return "The server has no memory left for this. Try again.";
    default:
      return nullptr;
  }
}

}  // namespace

Error storage_failure(const std::exception& cause) {
  log_event(LogLevel::error, "storage", {{"problem", cause.what()}});
  if (const auto* problem = dynamic_cast<const soci::sqlite3_soci_error*>(&cause)) {
    if (const char* trouble = trouble_of(problem->result())) return unavailable_error(trouble);
  }
  return storage_error("The database could not do this. The server's log says why.");
}

ReadTransaction::ReadTransaction(ConnectionPool& pool, std::unique_ptr<Connection> connection)
    : pool_(&pool), connection_(std::move(connection)) {}

ReadTransaction::ReadTransaction(ReadTransaction&& other) noexcept
    : metrics_(other.metrics_),
      pool_(other.pool_),
      connection_(std::move(other.connection_)),
      open_(other.open_) {}

ReadTransaction::~ReadTransaction() {
  if (!connection_) return;
  if (open_ && !finish("ROLLBACK")) {
    pool_->forget(std::move(connection_));
    return;
  }
  pool_->give_back(std::move(connection_));
}

Result<void> ReadTransaction::finish(const char* statement) {
  return guarded([&]() -> Result<void> {
    connection_->session << statement;
    open_ = false;
    return {};
  });
}

Result<void> WriteTransaction::commit() {
  const MetricTimer timer(metrics_, "datavault_sqlite_commit_seconds");
  return finish("COMMIT");
}

Database::Database(const DatabaseOptions& options)
    : path_(options.path),
      metrics_(options.metrics),
      readers_(std::make_unique<ConnectionPool>(options, static_cast<size_t>(options.readers))),
      writer_(std::make_unique<ConnectionPool>(options, 1)) {}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions& options) {
  if (options.path.find('"') != std::string::npos) {
    return invalid_input("A database path cannot hold a quotation mark.");
  }
  std::unique_ptr<Database> database(new Database(options));
  if (!options.is_migrated) return database;
  auto migrated = migrate(*database, migrations());
  if (!migrated) return migrated.error();
  return database;
}

Result<ReadTransaction> Database::read() {
  return guarded([&]() -> Result<ReadTransaction> {
    auto waits =
        std::make_unique<MetricTimer>(metrics_.get(), "datavault_sqlite_read_wait_seconds");
    ReadTransaction transaction(*readers_, readers_->take());
    waits.reset();
    transaction.open_ = false;
    transaction.connection().session << "BEGIN";
    transaction.open_ = true;
    return transaction;
  });
}

Result<void> Database::outside_transactions(const std::function<void(Connection&)>& work) {
  return guarded([&]() -> Result<void> {
    auto connection = readers_->take();
    try {
      work(*connection);
    } catch (...) {
      readers_->forget(std::move(connection));
      throw;
    }
    readers_->give_back(std::move(connection));
    return {};
  });
}

Result<WriteTransaction> Database::write() {
  return guarded([&]() -> Result<WriteTransaction> {
    auto waits =
        std::make_unique<MetricTimer>(metrics_.get(), "datavault_sqlite_write_wait_seconds");
    WriteTransaction transaction(*writer_, writer_->take());
    transaction.metrics_ = metrics_.get();
    transaction.open_ = false;
    // A plain BEGIN would take the write lock at the first write and could fail there.
    transaction.connection().session << "BEGIN IMMEDIATE";
    waits.reset();
    transaction.held_ =
        std::make_unique<MetricTimer>(metrics_.get(), "datavault_sqlite_write_seconds");
    transaction.open_ = true;
    return transaction;
  });
}

}  // namespace datavault::store
