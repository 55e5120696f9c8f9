#include "server/jobs/job_worker.h"

#include <chrono>
#include <utility>

#include <spdlog/spdlog.h>

#include "server/security/tokens.h"

namespace datavault::jobs {
namespace {

constexpr int64_t kLeaseMillis = 60 * 1000;
// How soon a job that may not start before a time is looked at again.
constexpr std::chrono::seconds kPatience{1};

}  // namespace

JobWorker::JobWorker(store::Database& database, const Clock& clock)
    : database_(database), clock_(clock), name_("worker-" + random_token().substr(0, 12)) {}

JobWorker::~JobWorker() { stop(); }

void JobWorker::add_kind(JobKind kind) {
  const std::string type = kind.type;
  kinds_[type] = std::move(kind);
}

void JobWorker::start() {
  if (thread_.joinable()) return;
  stopping_ = false;
  thread_ = std::thread([this] { run(); });
}

void JobWorker::stop() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void JobWorker::notify() {
  {
    std::lock_guard lock(mutex_);
    has_news_ = true;
  }
  wake_.notify_all();
}

bool JobWorker::should_stop() {
  std::lock_guard lock(mutex_);
  return stopping_;
}

void JobWorker::wait() {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, kPatience, [&] { return has_news_ || stopping_; });
  has_news_ = false;
}

void JobWorker::run() {
  while (!should_stop()) {
    auto job = claim();
    if (!job) spdlog::error("jobs: {}", job.error().message);
    if (!job || *job == 0 || !run_job(*job)) wait();
  }
}

Result<int64_t> JobWorker::claim() {
  const std::string now = iso_now(clock_);
  {
    // Most of the time there is nothing; finding that out must not take the write lock.
    auto tx = database_.read();
    if (!tx) return tx.error();
    auto queued = store::next_queued_job(*tx, now);
    if (!queued) return queued.error();
    auto running = store::load_jobs_with_status(*tx, "RUNNING");
    if (!running) return running.error();
    if (!*queued && running->empty()) return int64_t{0};
  }
  auto tx = database_.write();
  if (!tx) return tx.error();
  auto job = claim_interrupted(*tx);
  if (!job) return job;
  if (*job == 0) {
    auto queued = store::next_queued_job(*tx, now);
    if (!queued) return queued.error();
    if (!*queued) return int64_t{0};
    (*queued)->started_at = now;
    job = (*queued)->id;
    if (auto leased = lease(*tx, **queued); !leased) return leased.error();
  }
  if (auto committed = tx->commit(); !committed) return committed.error();
  return job;
}

/// With one thread, whatever is RUNNING here was interrupted, by this worker or by one that is
/// gone.
Result<int64_t> JobWorker::claim_interrupted(store::WriteTransaction& tx) {
  auto running = store::load_jobs_with_status(tx, "RUNNING");
  if (!running) return running.error();
  if (running->empty()) return int64_t{0};
  if (auto leased = lease(tx, running->front()); !leased) return leased.error();
  return running->front().id;
}

Result<void> JobWorker::lease(store::WriteTransaction& tx, store::JobRow job) {
  job.status = "RUNNING";
  job.lease_owner = name_;
  job.lease_until = iso_time(clock_.now_millis() + kLeaseMillis);
  return store::update_job(tx, job);
}

bool JobWorker::run_job(int64_t job_id) {
  std::string type;
  {
    auto tx = database_.read();
    if (!tx) return false;
    auto job = store::find_job(*tx, job_id);
    if (job && *job) type = (*job)->type;
  }
  const auto kind = kinds_.find(type);
  if (kind == kinds_.end()) {
    return fail(job_id, invalid_input("This program does not know how to run this job."));
  }
  while (!should_stop()) {
    auto ended = kind->second.step(job_id);
    if (!ended) return fail(job_id, ended.error());
    if (*ended) return true;
  }
  return true;
}

bool JobWorker::fail(int64_t job_id, const Error& error) {
  const auto write = [&]() -> Result<void> {
    auto tx = database_.write();
    if (!tx) return tx.error();
    auto job = store::find_job(*tx, job_id);
    if (!job) return job.error();
    if (!*job) return {};
    const int64_t now = clock_.now_millis();
    (*job)->status = "FAILED";
    (*job)->error_message = error.message;
    (*job)->completed_at = iso_time(now);
    (*job)->duration_millis = now - millis_from_iso((*job)->started_at.value_or(""));
    (*job)->lease_owner = std::nullopt;
    (*job)->lease_until = std::nullopt;
    if (auto updated = store::update_job(*tx, **job); !updated) return updated;
    auto logged = store::append_log(*tx, job_id, {0, iso_time(now), "ERROR", error.message});
    if (!logged) return logged;
    return tx->commit();
  };
  const auto written = write();
  if (!written) spdlog::error("jobs: {}", written.error().message);
  return written.ok();
}

}  // namespace datavault::jobs
