#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace datavault {

/// What a series is told apart by: {{"route", "/healthz"}, {"status", "2xx"}}.
using MetricLabels = std::vector<std::pair<std::string_view, std::string>>;

/// Counters and histograms of this process, written in Prometheus's text format 0.0.4. Safe for use
/// by many threads. Names and their help stand in metrics.cpp.
class Metrics {
 public:
  /// A value as it is at this moment, read when the text is made.
  struct Gauge {
    std::string_view name;
    MetricLabels labels;
    double value = 0;
  };

  void count(std::string_view name, const MetricLabels& labels, double by = 1);
  void observe(std::string_view name, const MetricLabels& labels, double seconds);
  /// Ends with a newline; series in the order of their labels.
  std::string text(const std::vector<Gauge>& gauges) const;

 private:
  struct Histogram {
    std::vector<uint64_t> buckets;  // not cumulative; the last is beyond all bounds
    double sum = 0;
    uint64_t count = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::string, std::map<std::string, double>, std::less<>> counters_;
  std::map<std::string, std::map<std::string, Histogram>, std::less<>> histograms_;
};

/// Observes how long its scope took.
class MetricTimer {
 public:
  MetricTimer(Metrics* metrics, std::string_view name, MetricLabels labels = {});
  ~MetricTimer();
  MetricTimer(const MetricTimer&) = delete;
  MetricTimer& operator=(const MetricTimer&) = delete;
  double seconds() const;

 private:
  Metrics* metrics_;  // null: nothing is kept
  std::string_view name_;
  MetricLabels labels_;
  int64_t began_;  // nanoseconds of the monotonic clock
};

}  // namespace datavault
