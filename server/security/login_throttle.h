#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>

namespace datavault {

struct ThrottleLimits {
  size_t failures = 10;  // within the window; the next attempt is refused
  int64_t window_millis = 5 * 60 * 1000;
};

/// Slows down guessing: counts failed sign-ins by key (an address, an account). In memory only: a
/// restart forgives. Safe for use by many threads.
class LoginThrottle {
 public:
  explicit LoginThrottle(ThrottleLimits limits = {}) : limits_(limits) {}

  /// Milliseconds until the next attempt may be made; 0: now.
  int64_t wait_millis(const std::string& key, int64_t now_millis);
  void failed(const std::string& key, int64_t now_millis);
  void succeeded(const std::string& key);

 private:
  void forget_old(int64_t now_millis);

  ThrottleLimits limits_;
  std::mutex mutex_;
  std::map<std::string, std::deque<int64_t>> failures_;
};

}  // namespace datavault
