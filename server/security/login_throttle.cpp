#include "server/security/login_throttle.h"

namespace datavault {

void LoginThrottle::forget_old(int64_t now_millis) {
  for (auto entry = failures_.begin(); entry != failures_.end();) {
    auto& times = entry->second;
    while (!times.empty() && times.front() + limits_.window_millis <= now_millis) times.pop_front();
    entry = times.empty() ? failures_.erase(entry) : std::next(entry);
  }
}

int64_t LoginThrottle::wait_millis(const std::string& key, int64_t now_millis) {
  std::lock_guard lock(mutex_);
  forget_old(now_millis);
  const auto found = failures_.find(key);
  if (found == failures_.end() || found->second.size() < limits_.failures) return 0;
  const auto& times = found->second;
  return times[times.size() - limits_.failures] + limits_.window_millis - now_millis;
}

void LoginThrottle::failed(const std::string& key, int64_t now_millis) {
  std::lock_guard lock(mutex_);
  failures_[key].push_back(now_millis);
}

void LoginThrottle::succeeded(const std::string& key) {
  std::lock_guard lock(mutex_);
  failures_.erase(key);
}

}  // namespace datavault
