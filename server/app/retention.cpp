#include "server/app/retention.h"

#include <chrono>

#include "server/base/log.h"

namespace datavault {
namespace {

constexpr int64_t kDayMillis = int64_t{24} * 3600 * 1000;

}  // namespace

Result<store::Removed> retain(store::Database& database, AuditLog& audit, const Clock& clock,
                              const RetentionDays& days, const Actor& actor) {
  const int64_t now = clock.now_millis();
  auto tx = database.write();
  if (!tx) return tx.error();
  auto removed = store::remove_old_jobs(*tx, iso_time(now - days.jobs * kDayMillis),
                                        iso_time(now - days.keys * kDayMillis));
  if (!removed) return removed.error();
  if (removed->jobs + removed->log_lines + removed->keys == 0) return removed;
  auto audited = audit.record(*tx, actor,
                              {"job.retention",
                               "job",
                               "",
                               {{"job_days", days.jobs},
                                {"idempotency_days", days.keys},
                                {"jobs", removed->jobs},
                                {"log_lines", removed->log_lines},
                                {"keys", removed->keys}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return removed;
}

void DailyRetention::start(const RetentionDays& days) {
  if (thread_.joinable()) return;
  stopping_ = false;
  thread_ = std::thread([this, days] { run(days); });
}

void DailyRetention::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void DailyRetention::run(const RetentionDays& days) {
  const Actor actor{std::nullopt, "retention", "", ""};
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    if (auto removed = retain(database_, audit_, clock_, days, actor); !removed) {
      log_event(LogLevel::warning, "retention", {{"problem", removed.error().message}});
    }
    lock.lock();
    stop_.wait_for(lock, std::chrono::milliseconds(kDayMillis), [&] { return stopping_; });
  }
}

}  // namespace datavault
