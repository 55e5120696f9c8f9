#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include <soci/soci.h>

#include "server/store/database.h"

// Inside server/store only: what knows SOCI.
namespace datavault::store {

/// A statement with the places that its parameters are read from and its columns are written to.
struct PreparedStatement {
  struct Slot {
    bool is_text = false;
    std::string text;
    long long number = 0;
    soci::indicator indicator = soci::i_ok;
  };
  explicit PreparedStatement(soci::session& session) : statement(session) {}

  soci::statement statement;
  std::deque<Slot> parameters, columns;  // a deque never moves what SOCI points to
  bool is_prepared = false;
};

/// Used by one thread at a time.
class Connection {
 public:
  explicit Connection(const DatabaseOptions& options);

  /// The statement as it was given back, or a new one.
  std::unique_ptr<PreparedStatement> take_statement(const std::string& sql);
  /// It must have no rows left: those would keep the database's state of then.
  void give_back(const std::string& sql, std::unique_ptr<PreparedStatement> statement);

  soci::session session;

 private:
  std::unordered_map<std::string, std::unique_ptr<PreparedStatement>> idle_;  // by their SQL
};

/// Connections that are taken and given back.
class ConnectionPool {
 public:
  ConnectionPool(DatabaseOptions options, size_t size)
      : options_(std::move(options)), size_(size) {}
  std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection> connection);
  /// Instead of giving back a connection that failed to end its transaction.
  void forget(std::unique_ptr<Connection> connection);

 private:
  DatabaseOptions options_;
  size_t size_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Connection>> idle_;
  size_t opened_ = 0;
};

/// Logs the cause, which may name tables and files, and gives the error that users may see.
Error storage_failure(const std::exception& cause);

/// Runs `work`, which returns a Result, and turns exceptions of the library into an error.
template <typename Work>
std::invoke_result_t<Work> guarded(Work&& work) {
  try {
    return work();
  } catch (const std::exception& cause) {
    return storage_failure(cause);
  }
}

}  // namespace datavault::store
