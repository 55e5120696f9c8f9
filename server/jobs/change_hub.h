#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

#include "server/store/database.h"

namespace datavault::jobs {

/// Tells whoever watches jobs that one has changed: at once for this process's commits, within a
/// second for those of others. It carries no data; watchers read the database.
class ChangeHub {
 public:
  explicit ChangeHub(store::Database& database) : database_(database) {}
  ~ChangeHub() { close(); }

  /// After a commit that changed jobs.
  void publish();
  /// Grows with each publication; read it before the database, then wait for more.
  uint64_t count();
  /// Until the count is no longer `seen`, the hub is closed, or the time is over.
  void wait(uint64_t seen, std::chrono::milliseconds longest);
  /// For this time, or until the hub is closed.
  void rest(std::chrono::milliseconds time);
  /// Ends all waiting, for good.
  void close();
  bool is_closed();
  int watches();

  /// One who waits; while there is any, the database is looked at for other processes' changes.
  class Watch {
   public:
    explicit Watch(ChangeHub& hub);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

   private:
    ChangeHub& hub_;
  };

 private:
  void poll();

  store::Database& database_;
  std::mutex mutex_;
  std::condition_variable changed_;
  uint64_t count_ = 0;
  int watches_ = 0;
  bool is_closed_ = false;
  std::thread poller_;
};

}  // namespace datavault::jobs
