#include "server/jobs/job_workers.h"

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <future>
#include <set>

#include <doctest/doctest.h>

#include "server/jobs/job_options.h"
#include "server/store/query.h"
#include "tests/server/support/test_server.h"

namespace datavault::jobs {
namespace {

using store::JobTargetRow;
using RunBatch = std::function<Result<void>(const store::JobRow&, std::vector<JobTargetRow>&)>;

/// A database with a framework or two, kinds of jobs that tests write, and the workers over them.
struct Bench {
  test::TemporaryFolder folder;
  test::ManualClock clock;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<ChangeHub> hub;
  JobKinds kinds;
  Metrics metrics;

  Bench() {
    auto opened = store::Database::open({folder.file("jobs.db")});
    REQUIRE(opened.ok());
    database = *std::move(opened);
    hub = std::make_unique<ChangeHub>(*database);
    for (const char* id : {"1", "2", "3"}) {
      execute(std::string("INSERT INTO frameworks (id, key, name, description, owner_tenant_id, "
                          "search_text, created_at) VALUES (") +
              id + ", 'k" + id + "', 'n" + id + "', '', 0, '', '')");
    }
  }

  std::unique_ptr<JobWorkers> workers() {
    return std::make_unique<JobWorkers>(*database, clock, *hub, kinds, metrics);
  }

  /// A kind whose batch marks its targets as applied, after `work`, which may mark them otherwise.
  void add_kind(const std::string& name, const RunBatch& work) {
    JobKind kind;
    kind.name = name;
    kind.run_batch = [work](store::WriteTransaction&, const store::JobRow& job,
                            std::vector<JobTargetRow> rows) -> Result<BatchResult> {
      for (JobTargetRow& row : rows) row.status = "APPLIED";
      if (auto done = work(job, rows); !done) return done.error();
      return BatchResult{std::move(rows), {}};
    };
    kinds[name] = std::move(kind);
  }

  void execute(const std::string& sql) {
    auto tx = database->write();
    REQUIRE(tx.ok());
    store::Query(*tx, sql).run();
    REQUIRE(tx->commit().ok());
  }

  int64_t queue(const std::string& kind, int targets, int64_t framework,
                const JobOptions& options = {}) {
    auto tx = database->write();
    store::JobRow job;
    job.type = job.kind = kind;
    job.status = "QUEUED";
    job.created_at = iso_now(clock);
    job.framework_id = framework;
    job.priority = options.priority;
    job.not_before = options.not_before;
    job.depends_on = options.depends_on;
    job.target_count = targets;
    job.parameters = Json({{"sync_options", job_options_to_json(options)}}).dump();
    std::vector<JobTargetRow> rows;
    for (int i = 1; i <= targets; ++i) {
      JobTargetRow row;
      row.tenant = TenantId{i};
      row.planned_outcome = "CREATE";
      row.wave = wave_of(options, i - 1, targets);
      rows.push_back(row);
    }
    auto id = store::insert_job(*tx, job, rows);
    REQUIRE(id.ok());
    REQUIRE(tx->commit().ok());
    return *id;
  }

  store::JobRow job(int64_t id) {
    auto tx = database->read();
    return **store::find_job(*tx, id);
  }

  /// Waits for a condition that a change of a job brings about.
  void until(const std::function<bool()>& is_so) {
    const ChangeHub::Watch watch(*hub);
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    for (;;) {
      const uint64_t seen = hub->count();
      if (is_so()) return;
      REQUIRE(std::chrono::steady_clock::now() < give_up);
      hub->wait(seen, std::chrono::seconds(1));
    }
  }

  void until_status(int64_t id, const std::string& status) {
    until([&] { return job(id).status == status; });
  }
};

/// A place where threads wait until they are let on.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return is_open_; });
  }
  void wait_for(int threads) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= threads; });
  }
  void open() {
    {
      std::lock_guard lock(mutex_);
      is_open_ = true;
    }
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool is_open_ = false;
};

Result<void> nothing(const store::JobRow&, std::vector<JobTargetRow>&) { return {}; }

JobOptions with_priority(int64_t priority) {
  JobOptions options;
  options.priority = priority;
  return options;
}

}  // namespace

TEST_CASE("jobs: by priority, then in the order of their queueing") {
  Bench bench;
  std::vector<int64_t> order;
  bench.add_kind("ORDER",
                 [&](const store::JobRow& job, std::vector<JobTargetRow>&) -> Result<void> {
                   order.push_back(job.id);
                   return {};
                 });
  const int64_t first = bench.queue("ORDER", 1, 1);
  const int64_t second = bench.queue("ORDER", 1, 1);
  const int64_t urgent = bench.queue("ORDER", 1, 2, with_priority(10));
  const int64_t late = bench.queue("ORDER", 1, 3, with_priority(-1));
  auto workers = bench.workers();
  workers->start(1);
  bench.until_status(late, "COMPLETED");
  workers->stop();
  CHECK(order == std::vector<int64_t>{urgent, first, second, late});
}

TEST_CASE("jobs: of one framework never two at once, of others as many as there are workers") {
  Bench bench;
  std::mutex mutex;
  std::set<int64_t> running;
  bool overlapped = false;
  bench.add_kind("LONG",
                 [&](const store::JobRow& job, std::vector<JobTargetRow>& rows) -> Result<void> {
                   std::lock_guard lock(mutex);
                   const bool is_first = rows.front().tenant.value == 1;
                   const bool is_last = rows.back().tenant.value == job.target_count;
                   if (is_first)
                     overlapped = overlapped || !running.insert(*job.framework_id).second;
                   if (is_last) running.erase(*job.framework_id);
                   return {};
                 });
  std::vector<int64_t> jobs;
  for (int i = 0; i < 12; ++i) jobs.push_back(bench.queue("LONG", 30, 1 + i % 3));
  auto workers = bench.workers();
  workers->start(4);
  for (const int64_t id : jobs) bench.until_status(id, "COMPLETED");
  workers->stop();
  CHECK_FALSE(overlapped);
  // The database itself refuses a second holder.
  auto tx = bench.database->write();
  CHECK_THROWS(
      store::Query(*tx, "UPDATE jobs SET holds_framework = 1 WHERE framework_id = 1").run());
}

TEST_CASE("jobs: stopped in the middle, the batch in hand is finished and others go on") {
  Bench bench;
  Gate gate;
  std::atomic<int> turns{0};
  bench.add_kind("LONG",
                 [&](const store::JobRow&, std::vector<JobTargetRow>& rows) -> Result<void> {
                   turns += static_cast<int>(rows.size());
                   gate.pass();
                   return {};
                 });
  const int64_t id = bench.queue("LONG", 60, 1);
  auto workers = bench.workers();
  workers->start(2);
  gate.wait_for(1);
  auto stopped = std::async(std::launch::async, [&] { workers->stop(); });
  CHECK(stopped.wait_for(std::chrono::milliseconds(0)) != std::future_status::ready);
  gate.open();
  stopped.get();
  const store::JobRow between = bench.job(id);
  CHECK((between.status == "RUNNING" || between.status == "COMPLETED"));
  CHECK_FALSE(between.lease_owner.has_value());
  CHECK(between.done_count == turns);
  auto next = bench.workers();
  next->start(1);
  bench.until_status(id, "COMPLETED");
  next->stop();
  CHECK(turns == 60);
  CHECK(bench.job(id).started_at == between.started_at);
}

TEST_CASE("jobs: what cannot be run fails and does not hold up the next") {
  Bench bench;
  bench.add_kind("GOOD", nothing);
  bench.add_kind("BROKEN", nothing);
  bench.kinds["BROKEN"].check = [](store::ReadTransaction&, const store::JobRow&) -> Result<void> {
    return invalid_input("It cannot be read.");
  };
  const int64_t unknown = bench.queue("UNKNOWN", 1, 1);
  const int64_t broken = bench.queue("BROKEN", 1, 1);
  const int64_t good = bench.queue("GOOD", 1, 1);
  auto workers = bench.workers();
  workers->start(2);
  bench.until_status(good, "COMPLETED");
  bench.until_status(broken, "FAILED");
  bench.until_status(unknown, "FAILED");
  workers->stop();
  CHECK(bench.job(broken).error_message == "It cannot be read.");
  CHECK_FALSE(bench.job(broken).holds_framework);
}

TEST_CASE("jobs: a lease whose process is gone is taken over at once, one that lives never") {
  Bench bench;
  bench.add_kind("GOOD", nothing);
  const int64_t dead = bench.queue("GOOD", 3, 1);
  const int64_t alive = bench.queue("GOOD", 3, 2);
  const ProcessLock other(bench.database->path() + "-owners");
  bench.execute("UPDATE jobs SET status = 'RUNNING', holds_framework = 1, lease_owner = '" +
                other.name() + "/1' WHERE id = " + std::to_string(alive));
  bench.execute(
      "UPDATE jobs SET status = 'RUNNING', holds_framework = 1, "
      "lease_owner = '1abc/1' WHERE id = " +
      std::to_string(dead));
  auto workers = bench.workers();
  workers->start(2);
  bench.until_status(dead, "COMPLETED");
  workers->stop();
  CHECK(bench.job(alive).status == "RUNNING");
  CHECK(bench.job(alive).lease_owner == other.name() + "/1");
}

TEST_CASE("jobs: the clock set back, neither leases nor waits for a next attempt mind") {
  Bench bench;
  std::atomic<bool> is_broken{true};
  bench.add_kind("MOODY", [&](const store::JobRow&, std::vector<JobTargetRow>&) -> Result<void> {
    if (is_broken) return storage_error("Not now.");
    return {};
  });
  const int64_t id = bench.queue("MOODY", 1, 1);
  auto workers = bench.workers();
  workers->start(1);
  bench.until([&] { return bench.job(id).waits_until.has_value(); });
  CHECK(bench.job(id).status == "QUEUED");
  CHECK(bench.job(id).holds_framework);
  is_broken = false;
  // A year back: the next attempt is a year away by this clock.
  bench.clock.now -= int64_t{365} * 24 * 3600 * 1000;
  bench.until_status(id, "COMPLETED");
  workers->stop();
  CHECK(bench.job(id).duration_millis == 0);
}

TEST_CASE("jobs: a failed target is tried again and again, then it alone has failed") {
  Bench bench;
  std::map<int64_t, int> attempts;
  bench.add_kind(
      "MOODY", [&](const store::JobRow&, std::vector<JobTargetRow>& rows) -> Result<void> {
        for (const JobTargetRow& row : rows) {
          const int64_t tenant = row.tenant.value;
          if (rows.size() == 1 && tenant % 10 == 0) ++attempts[tenant];
          const bool fails = tenant == 10 || tenant == 30 || (tenant == 20 && attempts[tenant] < 2);
          if (fails) return tenant == 30 ? invalid_input("Never.") : storage_error("Not now.");
        }
        return {};
      });
  const int64_t id = bench.queue("MOODY", 40, 1);
  auto workers = bench.workers();
  workers->start(1);
  bench.until([&] {
    if (bench.job(id).status == "QUEUED") bench.clock.now += 60 * 1000;
    return bench.job(id).status == "COMPLETED_WITH_ERRORS";
  });
  workers->stop();
  CHECK(attempts == std::map<int64_t, int>{{10, 3}, {20, 2}, {30, 1}});
  CHECK(Json::parse(bench.job(id).outcomes) == Json{{"APPLIED", 38}, {"FAILED", 2}});
  auto tx = bench.database->read();
  CHECK((*store::find_target(*tx, id, TenantId{10}))->attempts == 3);
  CHECK((*store::find_target(*tx, id, TenantId{10}))->error == "Not now.");
}

TEST_CASE("jobs: trouble of the machine is nobody's fault and costs no attempt") {
  Bench bench;
  std::atomic<int> calls{0};
  bench.add_kind("UNLUCKY", [&](const store::JobRow&, std::vector<JobTargetRow>&) -> Result<void> {
    if (++calls < 3) return unavailable_error("The disk is full.");
    return {};
  });
  const int64_t id = bench.queue("UNLUCKY", 1, 1);
  auto workers = bench.workers();
  workers->start(1);
  bench.until_status(id, "COMPLETED");
  workers->stop();
  auto tx = bench.database->read();
  CHECK((*store::find_target(*tx, id, TenantId{1}))->attempts == 0);
}

TEST_CASE("jobs: waves one after the other, halted where too many failed, resumed with the next") {
  Bench bench;
  std::vector<int64_t> turns;
  bench.add_kind("WAVES",
                 [&](const store::JobRow&, std::vector<JobTargetRow>& rows) -> Result<void> {
                   for (JobTargetRow& row : rows) {
                     turns.push_back(row.wave);
                     if (row.tenant.value == 7 || row.tenant.value == 8) row.status = "STALE";
                   }
                   return {};
                 });
  JobOptions options;
  options.waves = Waves{{5, 25, 100}, 0.1};
  const int64_t id = bench.queue("WAVES", 40, 1, options);
  auto workers = bench.workers();
  workers->start(2);
  bench.until_status(id, "PAUSED");
  CHECK(turns == std::vector<int64_t>{0, 0, 1, 1, 1, 1, 1, 1, 1, 1});
  const store::JobRow halted = bench.job(id);
  CHECK(halted.reason.value_or("").find("Wave 2") != std::string::npos);
  CHECK_FALSE(halted.holds_framework);
  CHECK(halted.done_count == 10);
  bench.execute("UPDATE jobs SET status = 'QUEUED' WHERE id = " + std::to_string(id));
  workers->notify();
  bench.until_status(id, "COMPLETED_WITH_ERRORS");
  workers->stop();
  CHECK(turns.size() == 40);
  CHECK(std::is_sorted(turns.begin(), turns.end()));
}

TEST_CASE("jobs: not before its time, and after the job that it depends on") {
  Bench bench;
  std::vector<int64_t> order;
  bench.add_kind("ORDER",
                 [&](const store::JobRow& job, std::vector<JobTargetRow>&) -> Result<void> {
                   order.push_back(job.id);
                   return {};
                 });
  JobOptions later;
  later.not_before = iso_time(bench.clock.now_millis() + 3600 * 1000);
  later.priority = 100;
  const int64_t scheduled = bench.queue("ORDER", 1, 1, later);
  JobOptions after;
  after.depends_on = scheduled;
  after.priority = 100;
  const int64_t dependent = bench.queue("ORDER", 1, 2, after);
  const int64_t plain = bench.queue("ORDER", 1, 1);
  auto workers = bench.workers();
  workers->start(2);
  bench.until_status(plain, "COMPLETED");
  CHECK(bench.job(scheduled).status == "QUEUED");
  CHECK(bench.job(dependent).status == "QUEUED");
  bench.clock.now += 2 * 3600 * 1000;
  bench.until_status(dependent, "COMPLETED");
  workers->stop();
  CHECK(order == std::vector<int64_t>{plain, scheduled, dependent});
}

TEST_CASE("jobs: what depends on a job that failed is cancelled, and so on down") {
  Bench bench;
  bench.add_kind("GOOD", nothing);
  const int64_t failing = bench.queue("UNKNOWN", 1, 1);
  JobOptions after;
  after.depends_on = failing;
  const int64_t dependent = bench.queue("GOOD", 2, 2, after);
  after.depends_on = dependent;
  const int64_t last = bench.queue("GOOD", 2, 3, after);
  auto workers = bench.workers();
  workers->start(2);
  bench.until_status(last, "CANCELLED");
  workers->stop();
  CHECK(bench.job(dependent).status == "CANCELLED");
  CHECK(bench.job(dependent).reason.value_or("").find("failed") != std::string::npos);
  CHECK(Json::parse(bench.job(last).outcomes) == Json{{"CANCELLED", 2}});
}

TEST_CASE("process lock: tells its own life, another's, and a death") {
  test::TemporaryFolder folder;
  const std::string path = folder.file("x-owners");
  const ProcessLock mine(path);
  std::string name;
  {
    const ProcessLock other(path);
    name = other.name();
    CHECK(mine.life_of(name) == ProcessLock::Life::alive);
    CHECK(ProcessLock::is_any_held(path));
  }
  CHECK(mine.life_of(name) == ProcessLock::Life::dead);
  CHECK(mine.life_of(mine.name()) == ProcessLock::Life::alive);
  CHECK(mine.life_of("worker") == ProcessLock::Life::unknown);
  const ProcessLock nowhere("/nonexistent/x-owners");
  CHECK(nowhere.life_of(name) == ProcessLock::Life::unknown);
}

}  // namespace datavault::jobs
