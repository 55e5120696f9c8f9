#include "server/jobs/change_hub.h"

#include "server/store/jobs.h"

namespace datavault::jobs {
namespace {

constexpr std::chrono::seconds kPollInterval{1};

}  // namespace

void ChangeHub::publish() {
  {
    std::lock_guard lock(mutex_);
    ++count_;
  }
  changed_.notify_all();
}

uint64_t ChangeHub::count() {
  std::lock_guard lock(mutex_);
  return count_;
}

void ChangeHub::wait(uint64_t seen, std::chrono::milliseconds longest) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, longest, [&] { return count_ != seen || is_closed_; });
}

void ChangeHub::rest(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time, [&] { return is_closed_; });
}

void ChangeHub::close() {
  {
    std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  changed_.notify_all();
  if (poller_.joinable()) poller_.join();
}

bool ChangeHub::is_closed() {
  std::lock_guard lock(mutex_);
  return is_closed_;
}

int ChangeHub::watches() {
  std::lock_guard lock(mutex_);
  return watches_;
}

ChangeHub::Watch::Watch(ChangeHub& hub) : hub_(hub) {
  std::lock_guard lock(hub_.mutex_);
  ++hub_.watches_;
  if (!hub_.poller_.joinable() && !hub_.is_closed_) {
    hub_.poller_ = std::thread([&hub] { hub.poll(); });
  }
  hub_.changed_.notify_all();
}

ChangeHub::Watch::~Watch() {
  std::lock_guard lock(hub_.mutex_);
  --hub_.watches_;
}

void ChangeHub::poll() {
  int64_t known = -1;
  std::unique_lock lock(mutex_);
  while (!is_closed_) {
    changed_.wait(lock, [&] { return is_closed_ || watches_ > 0; });
    changed_.wait_for(lock, kPollInterval, [&] { return is_closed_; });
    if (is_closed_ || watches_ == 0) continue;
    lock.unlock();
    int64_t last = known;
    if (auto tx = database_.read()) {
      auto number = store::last_change_number(*tx);
      if (number) last = *number;
    }
    lock.lock();
    if (last == known) continue;
    known = last;
    ++count_;
    changed_.notify_all();
  }
}

}  // namespace datavault::jobs
