#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "server/base/clock.h"
#include "server/jobs/job_runner.h"
#include "server/jobs/process_lock.h"
#include "server/store/database.h"

namespace datavault::jobs {

/// Threads that take queued jobs and run them step by step, one job each. Whatever interrupts them,
/// jobs are taken up again: by this process, or by another on the same database.
///
/// Leases: docs/jobs.md. No wall clock is compared.
class JobWorkers {
 public:
  static constexpr int kDefaultCount = 4;

  JobWorkers(store::Database& database, const Clock& clock, ChangeHub& hub, const JobKinds& kinds,
             Metrics& metrics)
      : database_(database),
        clock_(clock),
        hub_(hub),
        runner_(database, clock, hub, kinds, metrics) {}
  ~JobWorkers();  // stops

  void start(int count = kDefaultCount);
  /// Ends after the batches in hand; their leases are given back and the jobs go on at the next
  /// start.
  void stop();
  /// A job may be waiting.
  void notify();

 private:
  struct StalledLease {
    std::string owner;
    int64_t beat = 0;
    int64_t since_millis = 0;  // of the monotonic clock
  };

  void run(const std::string& owner);
  void beat();
  bool should_stop();
  /// Until there is news or the time is over.
  void wait(int64_t millis);
  /// The job to run next, marked as running and leased; 0: none.
  Result<int64_t> claim(const std::string& owner);
  Result<bool> may_claim(const std::string& now);
  Result<std::optional<store::JobRow>> abandoned_job(store::ReadTransaction& tx);
  bool is_abandoned(const store::JobRow& job);
  void run_job(int64_t job_id, const std::string& owner);
  void give_back(int64_t job_id, const std::string& owner);

  store::Database& database_;
  const Clock& clock_;
  ChangeHub& hub_;
  JobRunner runner_;
  std::unique_ptr<ProcessLock> process_;
  std::mutex mutex_;
  std::condition_variable wake_, stop_;
  std::map<int64_t, std::string> held_;  // jobs that a thread of ours runs, and as whom
  std::map<int64_t, StalledLease> stalled_;
  bool has_news_ = true;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace datavault::jobs
