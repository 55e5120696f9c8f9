#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace datavault::test {

/// What one run of `work` takes, in milliseconds: the median of several.
template <typename Work>
double median_ms(int runs, Work work) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
            .count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

}  // namespace datavault::test
