#include "server/security/login_throttle.h"

#include <algorithm>

namespace datavault {

int64_t LoginThrottle::wait_millis(const std::string& key, int64_t now_millis) {
  std::lock_guard lock(mutex_);
  const auto found = failures_.find(key);
  if (found == failures_.end()) return 0;
  const Failures& failures = found->second;
  // A clock that was set back must not lock anybody out for longer.
  const int64_t since = std::max<int64_t>(0, now_millis - failures.last_millis);
  if (since >= limits_.forgotten_millis) {
    failures_.erase(found);
    return 0;
  }
  const int64_t beyond = failures.count - limits_.free;
  if (beyond < 0) return 0;
  const int64_t wait = limits_.first_wait_millis << std::min<int64_t>(beyond, 20);
  return std::max<int64_t>(0, std::min(wait, limits_.longest_wait_millis) - since);
}

void LoginThrottle::failed(const std::string& key, int64_t now_millis) {
  std::lock_guard lock(mutex_);
  if (failures_.size() >= limits_.most_keys && failures_.count(key) == 0) make_room(now_millis);
  Failures& failures = failures_[key];
  ++failures.count;
  failures.last_millis = now_millis;
}

void LoginThrottle::succeeded(const std::string& key) {
  std::lock_guard lock(mutex_);
  failures_.erase(key);
}

void LoginThrottle::make_room(int64_t now_millis) {
  int64_t oldest = now_millis;
  for (const auto& [key, failures] : failures_) oldest = std::min(oldest, failures.last_millis);
  // Half of the time that they span: often called, this stays cheap.
  const int64_t until = oldest + (now_millis - oldest) / 2;
  std::erase_if(failures_, [&](const auto& entry) { return entry.second.last_millis <= until; });
}

}  // namespace datavault
