#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace datavault {

/// Something that is done when it is started and again and again from then on, in a thread of its
/// own.
class Periodic {
 public:
  explicit Periodic(std::function<void()> work) : work_(std::move(work)) {}
  ~Periodic() { stop(); }
  Periodic(const Periodic&) = delete;
  Periodic& operator=(const Periodic&) = delete;

  void start(std::chrono::milliseconds pause) {
    if (thread_.joinable()) return;
    stopping_ = false;
    thread_ = std::thread([this, pause] { run(pause); });
  }

  /// Waits for work under way.
  void stop() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    stop_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void run(std::chrono::milliseconds pause) {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      work_();
      lock.lock();
      stop_.wait_for(lock, pause, [&] { return stopping_; });
    }
  }

  std::function<void()> work_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace datavault
