#include "server/http/task_pool.h"

#include <algorithm>
#include <utility>

namespace datavault::http {

TaskPool::TaskPool(size_t threads, size_t most_waiting) : most_waiting_(most_waiting) {
  std::lock_guard lock(mutex_);
  wanted_ = threads;
  while (running_ < wanted_) add_thread();
}

void TaskPool::add_thread() {
  ++running_;
  threads_.emplace_back([this] { run(); });
}

bool TaskPool::enqueue(std::function<void()> task) {
  {
    std::lock_guard lock(mutex_);
    if (tasks_.size() >= most_waiting_) return false;
    tasks_.push_back(std::move(task));
  }
  changed_.notify_one();
  return true;
}

void TaskPool::shutdown() {
  std::vector<std::thread> threads;
  {
    std::lock_guard lock(mutex_);
    is_shut_down_ = true;
    threads.swap(threads_);
  }
  changed_.notify_all();
  for (std::thread& thread : threads) thread.join();
}

std::shared_ptr<void> TaskPool::lend_thread() {
  {
    std::lock_guard lock(mutex_);
    ++wanted_;
    if (!is_shut_down_ && running_ < wanted_) add_thread();
  }
  return {this, [this](void*) {
            std::lock_guard lock(mutex_);
            --wanted_;
            changed_.notify_one();
          }};
}

void TaskPool::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return !tasks_.empty() || is_shut_down_ || running_ > wanted_; });
    if (!tasks_.empty()) {
      const auto task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
      continue;
    }
    --running_;
    if (is_shut_down_) return;
    // Nobody joins a thread that is no longer needed.
    const auto self = std::find_if(threads_.begin(), threads_.end(), [](const std::thread& thread) {
      return thread.get_id() == std::this_thread::get_id();
    });
    if (self != threads_.end()) {
      self->detach();
      threads_.erase(self);
    }
    return;
  }
}

}  // namespace datavault::http
