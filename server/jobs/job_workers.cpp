#include "server/jobs/job_workers.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "server/base/log.h"

namespace datavault::jobs {
namespace {

constexpr int64_t kBeatMillis = 5000;
// How long a lease's beat may stand still before its owner counts as gone, where nothing else
// tells.
constexpr int64_t kStallMillis = 30000;
// How soon jobs that wait for a time, and those of other processes, are looked at again.
constexpr int64_t kPatienceMillis = 1000;
constexpr int64_t kFirstPauseMillis = 200;
constexpr int64_t kLongestPauseMillis = 5000;

std::string process_of(const std::string& owner) { return owner.substr(0, owner.find('/')); }

}  // namespace

JobWorkers::~JobWorkers() { stop(); }

void JobWorkers::start(int count) {
  if (!threads_.empty()) return;
  stopping_ = false;
  process_ = std::make_unique<ProcessLock>(database_.path() + "-owners");
  for (int i = 1; i <= count; ++i) {
    const std::string owner = process_->name() + "/" + std::to_string(i);
    threads_.emplace_back([this, owner] { run(owner); });
  }
  threads_.emplace_back([this] { beat(); });
}

void JobWorkers::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  stop_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void JobWorkers::notify() {
  {
    std::lock_guard lock(mutex_);
    has_news_ = true;
  }
  wake_.notify_one();
}

bool JobWorkers::should_stop() {
  std::lock_guard lock(mutex_);
  return stopping_;
}

void JobWorkers::wait(int64_t millis) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, std::chrono::milliseconds(millis), [&] { return has_news_ || stopping_; });
  has_news_ = false;
}

void JobWorkers::run(const std::string& owner) {
  while (!should_stop()) {
    auto job = claim(owner);
    if (!job) log_event(LogLevel::error, "jobs", {{"problem", job.error().message}});
    if (!job || *job == 0) {
      wait(kPatienceMillis);
      continue;
    }
    // There may be more for those who wait.
    notify();
    run_job(*job, owner);
    std::lock_guard lock(mutex_);
    held_.erase(*job);
  }
}

/// Most of the time there is nothing; finding that out must not take the write lock.
Result<bool> JobWorkers::may_claim(const std::string& now) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto queued = store::next_claimable_job(*tx, now);
  if (!queued) return queued.error();
  if (*queued) return true;
  auto abandoned = abandoned_job(*tx);
  if (!abandoned) return abandoned.error();
  return abandoned->has_value();
}

Result<int64_t> JobWorkers::claim(const std::string& owner) {
  const std::string now = iso_now(clock_);
  auto may = may_claim(now);
  if (!may) return may.error();
  if (!*may) return int64_t{0};
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto job = abandoned_job(*tx);
  if (!job) return job.error();
  const bool is_taken_over = job->has_value();
  if (!is_taken_over) {
    job = store::next_claimable_job(*tx, now);
    if (!job) return job.error();
  }
  if (!*job) return int64_t{0};
  JobEdit edit(*tx, clock_, **std::move(job));
  auto applied = edit.apply(is_taken_over ? JobEvent::take_over : JobEvent::claim);
  if (!applied) return applied.error();
  if (auto counted = edit.recount(); !counted) return counted.error();
  if (is_taken_over) {
    edit.log("INFO", "Goes on after an interruption: " + std::to_string(edit.row.done_count) +
                         " of " + std::to_string(edit.row.target_count) + " are done.");
  }
  if (!edit.row.started_at) {
    edit.row.started_at = now;
    edit.log("INFO", "Started.");
  }
  edit.row.lease_owner = owner;
  ++edit.row.lease_beat;
  edit.row.holds_framework = edit.row.framework_id.has_value();
  edit.row.claimed_at = now;
  edit.row.claimed_done = edit.row.done_count;
  if (auto saved = edit.save(); !saved) return saved.error();
  {
    std::lock_guard lock(mutex_);
    held_[edit.row.id] = owner;
  }
  if (auto committed = tx->commit(); !committed) {
    std::lock_guard lock(mutex_);
    held_.erase(edit.row.id);
    return committed.error();
  }
  hub_.publish();
  return edit.row.id;
}

Result<std::optional<store::JobRow>> JobWorkers::abandoned_job(store::ReadTransaction& tx) {
  auto running = store::load_jobs_with_status(tx, "RUNNING");
  if (!running) return running.error();
  for (store::JobRow& job : *running) {
    if (is_abandoned(job)) return std::optional(std::move(job));
  }
  return std::optional<store::JobRow>();
}

bool JobWorkers::is_abandoned(const store::JobRow& job) {
  std::lock_guard lock(mutex_);
  if (held_.contains(job.id)) return false;
  if (!job.lease_owner) return true;
  const std::string process = process_of(*job.lease_owner);
  if (process == process_->name()) return true;
  const auto life = process_->life_of(process);
  if (life != ProcessLock::Life::unknown) return life == ProcessLock::Life::dead;
  StalledLease& lease = stalled_[job.id];
  const int64_t now = clock_.monotonic_millis();
  if (lease.owner != *job.lease_owner || lease.beat != job.lease_beat) {
    lease = {*job.lease_owner, job.lease_beat, now};
  }
  return now - lease.since_millis >= kStallMillis;
}

void JobWorkers::run_job(int64_t job_id, const std::string& owner) {
  int64_t pause = kFirstPauseMillis;
  bool is_checked = false;
  while (!should_stop()) {
    auto step = is_checked ? runner_.step(job_id, owner) : runner_.check(job_id, owner);
    if (!step) {
      log_event(LogLevel::error, "job waits",
                {{"job", job_id}, {"pause_ms", pause}, {"problem", step.error().message}});
      std::unique_lock lock(mutex_);
      stop_.wait_for(lock, std::chrono::milliseconds(pause), [&] { return stopping_; });
      pause = std::min(2 * pause, kLongestPauseMillis);
      continue;
    }
    if (*step == Step::over) return notify();
    is_checked = true;
    pause = kFirstPauseMillis;
  }
  give_back(job_id, owner);
}

void JobWorkers::give_back(int64_t job_id, const std::string& owner) {
  auto tx = database_.write();
  if (!tx) return;
  auto job = store::find_job(*tx, job_id);
  if (!job || !*job || (*job)->status != "RUNNING" || (*job)->lease_owner != owner) return;
  JobEdit edit(*tx, clock_, **std::move(job));
  edit.release_lease();
  if (edit.save() && tx->commit()) hub_.publish();
}

void JobWorkers::beat() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    stop_.wait_for(lock, std::chrono::milliseconds(kBeatMillis), [&] { return stopping_; });
    if (stopping_ || held_.empty()) continue;
    const auto held = held_;
    lock.unlock();
    auto tx = database_.write();
    for (const auto& [job, owner] : held) {
      if (tx) store::beat_lease(*tx, job, owner).ok();
    }
    if (tx && !tx->commit()) log_event(LogLevel::warning, "leases not renewed", Json::object());
    lock.lock();
  }
}

}  // namespace datavault::jobs
