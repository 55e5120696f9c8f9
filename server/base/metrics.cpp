#include "server/base/metrics.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace datavault {
namespace {

struct Definition {
  std::string_view name, type, help;
};

constexpr std::array kDefinitions = std::to_array<Definition>({
    {"datavault_http_request_duration_seconds", "histogram",
     "Time from the head of a request to its answer, by route; event streams: until they begin."},
    {"datavault_http_event_streams", "gauge", "Event streams that are open."},
    {"datavault_jobs", "gauge", "Jobs by status."},
    {"datavault_job_duration_seconds", "histogram", "From a job's first start to its end."},
    {"datavault_job_batch_duration_seconds", "histogram", "One batch of a job's targets."},
    {"datavault_job_targets_total", "counter", "Targets of jobs that were settled, by status."},
    {"datavault_sqlite_write_wait_seconds", "histogram", "Waiting for the write transaction."},
    {"datavault_sqlite_write_seconds", "histogram", "Holding the write transaction."},
    {"datavault_sqlite_commit_seconds", "histogram", "Committing durably."},
    {"datavault_sqlite_read_wait_seconds", "histogram", "Waiting for a connection to read with."},
    {"datavault_ready", "gauge", "Whether /readyz says yes."},
    {"process_start_time_seconds", "gauge", "When the process began, since 1970."},
});

constexpr std::array<double, 14> kBounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                         0.1,    0.25,  0.5,    1,     2.5,  10,    60};

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\' || c == '"') result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result;
}

std::string label_text(const MetricLabels& labels) {
  std::string text;
  for (const auto& [name, value] : labels) {
    text += (text.empty() ? "" : ",") + std::string(name) + "=\"" + escaped(value) + "\"";
  }
  return text;
}

std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.10g", value);
  return text;
}

void line(std::string& text, const std::string& name, const std::string& labels, double value) {
  text += name + (labels.empty() ? "" : "{" + labels + "}") + " " + number(value) + "\n";
}

int64_t now_nanos() {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace

void Metrics::count(std::string_view name, const MetricLabels& labels, double by) {
  std::lock_guard lock(mutex_);
  counters_[std::string(name)][label_text(labels)] += by;
}

void Metrics::observe(std::string_view name, const MetricLabels& labels, double seconds) {
  const auto bucket = static_cast<size_t>(
      std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin());
  const std::string key = label_text(labels);
  std::lock_guard lock(mutex_);
  Histogram& histogram = histograms_[std::string(name)][key];
  histogram.buckets.resize(kBounds.size() + 1);
  ++histogram.buckets[bucket];
  histogram.sum += seconds;
  ++histogram.count;
}

std::string Metrics::text(const std::vector<Gauge>& gauges) const {
  std::lock_guard lock(mutex_);
  std::string text;
  for (const Definition& definition : kDefinitions) {
    const std::string name(definition.name);
    std::string series;
    for (const Gauge& gauge : gauges) {
      if (gauge.name == name) line(series, name, label_text(gauge.labels), gauge.value);
    }
    if (const auto found = counters_.find(name); found != counters_.end()) {
      for (const auto& [labels, value] : found->second) line(series, name, labels, value);
    }
    if (const auto found = histograms_.find(name); found != histograms_.end()) {
      for (const auto& [labels, histogram] : found->second) {
        const std::string comma = labels.empty() ? "" : labels + ",";
        uint64_t below = 0;
        for (size_t i = 0; i < kBounds.size(); ++i) {
          below += histogram.buckets[i];
          line(series, name + "_bucket", comma + "le=\"" + number(kBounds[i]) + "\"",
               static_cast<double>(below));
        }
        line(series, name + "_bucket", comma + "le=\"+Inf\"", static_cast<double>(histogram.count));
        line(series, name + "_sum", labels, histogram.sum);
        line(series, name + "_count", labels, static_cast<double>(histogram.count));
      }
    }
    if (series.empty()) continue;
    text += "# HELP " + name + " " + std::string(definition.help) + "\n# TYPE " + name + " " +
            std::string(definition.type) + "\n" + series;
  }
  return text;
}

MetricTimer::MetricTimer(Metrics* metrics, std::string_view name, MetricLabels labels)
    : metrics_(metrics), name_(name), labels_(std::move(labels)), began_(now_nanos()) {}

MetricTimer::~MetricTimer() {
  if (metrics_) metrics_->observe(name_, labels_, seconds());
}

double MetricTimer::seconds() const { return static_cast<double>(now_nanos() - began_) / 1e9; }

}  // namespace datavault
