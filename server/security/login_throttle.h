#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace datavault {

struct ThrottleLimits {
  int64_t free = 5;                              // failures that cost no waiting
  int64_t first_wait_millis = 2000;              // after the next; doubles with each further one
  int64_t longest_wait_millis = 15 * 60 * 1000;  // and no longer
  int64_t forgotten_millis = 60 * 60 * 1000;     // so long after the last failure
  size_t most_keys = 100000;                     // beyond, those that failed longest ago go
};

/// Slows down guessing: each failed attempt for a key (an address, an account) makes the next one
/// wait twice as long. In memory only: a restart forgives. Safe for use by many threads.
class LoginThrottle {
 public:
  explicit LoginThrottle(ThrottleLimits limits = {}) : limits_(limits) {}

  /// Milliseconds until the next attempt may be made; 0: now.
  int64_t wait_millis(const std::string& key, int64_t now_millis);
  void failed(const std::string& key, int64_t now_millis);
  void succeeded(const std::string& key);

 private:
  struct Failures {
    int64_t count = 0;
    int64_t last_millis = 0;
  };
  void make_room(int64_t now_millis);

  ThrottleLimits limits_;
  std::mutex mutex_;
  std::map<std::string, Failures> failures_;
};

}  // namespace datavault
