#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "server/base/metrics.h"

namespace datavault::store {

class Connection;
class ConnectionPool;

struct DatabaseOptions {
  std::string path;
  int readers = 12;                            // connections for reading, opened when first needed
  int64_t busy_timeout_millis = 10000;         // how long to wait for a writer of another process
  bool is_migrated = true;                     // brings the schema up to date first
  std::shared_ptr<Metrics> metrics = nullptr;  // told how long things take
};

/// One connection inside one transaction: everything read through it is the same state. Ends when
/// it is destroyed. Not for use by two threads at once.
class ReadTransaction {
 public:
  ReadTransaction(ReadTransaction&&) noexcept;
  ReadTransaction& operator=(ReadTransaction&&) = delete;
  ~ReadTransaction();

  Connection& connection() { return *connection_; }

 protected:
  friend class Database;
  ReadTransaction(ConnectionPool& pool, std::unique_ptr<Connection> connection);
  Result<void> finish(const char* statement);
  Metrics* metrics_ = nullptr;  // null: nothing is measured

 private:
  ConnectionPool* pool_;
  std::unique_ptr<Connection> connection_;
  bool open_ = true;
};

/// A transaction that may write. What is not committed when it is destroyed never happened.
class WriteTransaction : public ReadTransaction {
 public:
  WriteTransaction(WriteTransaction&&) noexcept = default;
  ~WriteTransaction() = default;
  /// Makes everything durable (synchronous FULL) before it returns. The transaction has ended then.
  ///
  /// Errors: storage; nothing was written.
  Result<void> commit();

 private:
  friend class Database;
  using ReadTransaction::ReadTransaction;
  std::unique_ptr<MetricTimer> held_;
};

/// The database file: one connection that writes, one writer at a time, and several that read
/// meanwhile (write-ahead log). Safe for use by many threads.
class Database {
 public:
  /// Opens or creates the file and brings its schema up to date.
  ///
  /// Errors: storage when the file cannot be opened, was written by a newer program, or holds a
  ///         migration that differs from the one known here.
  static Result<std::unique_ptr<Database>> open(const DatabaseOptions& options);
  ~Database();

  /// Waits for a free connection.
  Result<ReadTransaction> read();
  /// Waits until no other transaction writes.
  Result<WriteTransaction> write();
  /// For statements that no transaction may hold. Inside server/store only.
  Result<void> outside_transactions(const std::function<void(Connection&)>& work);
  const std::string& path() const { return path_; }

 private:
  explicit Database(const DatabaseOptions& options);
  std::string path_;
  std::shared_ptr<Metrics> metrics_;
  std::unique_ptr<ConnectionPool> readers_, writer_;
};

}  // namespace datavault::store
