#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "core/base/result.h"
#include "server/base/clock.h"
#include "server/store/database.h"
#include "server/store/jobs.h"

namespace datavault::jobs {

/// How jobs of one type are run.
struct JobKind {
  std::string type;
  /// Does the next bounded part of a RUNNING job in its own transaction; true when the job has
  /// ended (its final status is written then). An error fails the job.
  std::function<Result<bool>(int64_t job_id)> step;
};

/// One thread that takes queued jobs, oldest first, and runs them step by step. A job is rows: one
/// that was interrupted is taken up again at start where it stopped.
///
/// Lease: the worker writes its name and a time into the job that it runs; with more than one
/// server process on a database, a job whose lease has run out may be taken over.
class JobWorker {
 public:
  JobWorker(store::Database& database, const Clock& clock);
  ~JobWorker();  // stops

  void add_kind(JobKind kind);
  void start();
  /// Ends after the step under way; the job goes on at the next start.
  void stop();
  /// A job may be waiting.
  void notify();

 private:
  void run();
  bool should_stop();
  void wait();
  /// The job to run next, marked as running and leased; 0: none.
  Result<int64_t> claim();
  Result<int64_t> claim_interrupted(store::WriteTransaction& tx);
  Result<void> lease(store::WriteTransaction& tx, store::JobRow job);
  /// False when not even the failure could be written.
  bool run_job(int64_t job_id);
  bool fail(int64_t job_id, const Error& error);

  store::Database& database_;
  const Clock& clock_;
  std::string name_;
  std::map<std::string, JobKind> kinds_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool has_news_ = true;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace datavault::jobs
