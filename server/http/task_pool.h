#pragma once

#include <httplib.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace datavault::http {

/// The threads that serve connections, one each. A connection that became an event stream keeps its
/// thread for as long as it lasts; the pool has one more meanwhile, so that streams do not take the
/// place of requests.
class TaskPool : public httplib::TaskQueue {
 public:
  TaskPool(size_t threads, size_t most_waiting);

  bool enqueue(std::function<void()> task) override;
  void shutdown() override;

  /// Another thread until the returned guard goes. The guard must not outlive the pool.
  std::shared_ptr<void> lend_thread();

 private:
  void add_thread();
  void run();

  const size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  size_t wanted_ = 0, running_ = 0;
  bool is_shut_down_ = false;
};

}  // namespace datavault::http
