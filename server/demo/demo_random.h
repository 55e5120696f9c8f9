#pragma once

#include <cstdint>
#include <string_view>

namespace datavault {

/// Numbers that look like chance and follow from a text alone (FNV-1a into SplitMix64).
class DemoRandom {
 public:
  explicit DemoRandom(std::string_view seed) {
    for (const char c : seed) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }

  uint64_t next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  /// 0 to `limit` - 1; `limit` is above 0.
  int64_t below(int64_t limit) {
    return static_cast<int64_t>(next() % static_cast<uint64_t>(limit));
  }
  bool percent(int64_t share) { return below(100) < share; }

 private:
  uint64_t state_ = 0xcbf29ce484222325U;
};

}  // namespace datavault
