#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/app/audit_log.h"
#include "server/base/clock.h"
#include "server/store/upkeep.h"

namespace datavault {

/// For how many days what is kept for looking things up stays.
struct RetentionDays {
  int64_t jobs = 365;  // from a job's end: its log, and the job itself if it wrote no tenant
  int64_t keys = 7;    // Idempotency-Key answers
};

/// Removes what is older, once, audited if anything went.
///
/// Errors: storage, unavailable; nothing is removed then.
Result<store::Removed> retain(store::Database& database, AuditLog& audit, const Clock& clock,
                              const RetentionDays& days, const Actor& actor);

/// Does so when it is started and every day from then on, in a thread of its own.
class DailyRetention {
 public:
  DailyRetention(store::Database& database, AuditLog& audit, const Clock& clock)
      : database_(database), audit_(audit), clock_(clock) {}
  ~DailyRetention() { stop(); }
  DailyRetention(const DailyRetention&) = delete;
  DailyRetention& operator=(const DailyRetention&) = delete;

  void start(const RetentionDays& days);
  void stop();

 private:
  void run(const RetentionDays& days);

  store::Database& database_;
  AuditLog& audit_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace datavault
