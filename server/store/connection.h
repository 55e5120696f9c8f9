#pragma once

#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <soci/soci.h>

#include "server/store/database.h"

// Inside server/store only: what knows SOCI.
namespace datavault::store {

class Connection {
 public:
  explicit Connection(const DatabaseOptions& options);
  soci::session session;
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
