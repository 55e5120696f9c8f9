#include "server/jobs/job_worker.h"

#include <future>

#include <doctest/doctest.h>

#include "tests/server/support/test_server.h"

namespace datavault::jobs {
namespace {

struct Bench {
  test::TemporaryFolder folder;
  SystemClock clock;
  std::unique_ptr<store::Database> database;

  Bench() {
    auto opened = store::Database::open({folder.file("jobs.db")});
    REQUIRE(opened.ok());
    database = *std::move(opened);
  }

  int64_t queue(const std::string& type) {
    auto tx = database->write();
    store::JobRow job;
    job.type = type;
    job.status = "QUEUED";
    job.created_at = iso_now(clock);
    job.parameters = "{}";
    auto id = store::insert_job(*tx, job, {});
    REQUIRE(id.ok());
    REQUIRE(tx->commit().ok());
    return *id;
  }

  store::JobRow job(int64_t id) {
    auto tx = database->read();
    return **store::find_job(*tx, id);
  }

  Result<void> set_status(int64_t id, const std::string& status) {
    auto tx = database->write();
    auto row = **store::find_job(*tx, id);
    row.status = status;
    if (auto updated = store::update_job(*tx, row); !updated) return updated;
    return tx->commit();
  }
};

}  // namespace

TEST_CASE("worker: jobs in the order of their queueing, each step by step to its end") {
  Bench bench;
  const int64_t first = bench.queue("COUNT");
  const int64_t second = bench.queue("COUNT");
  std::vector<int64_t> steps;
  std::promise<void> ended;
  JobWorker worker(*bench.database, bench.clock);
  worker.add_kind({"COUNT", [&](int64_t id) -> Result<bool> {
                     steps.push_back(id);
                     const bool is_last = steps.size() % 3 == 0;
                     if (is_last && !bench.set_status(id, "COMPLETED")) return storage_error("no");
                     if (steps.size() == 6) ended.set_value();
                     return is_last;
                   }});
  worker.start();
  ended.get_future().wait();
  worker.stop();
  CHECK(steps == std::vector<int64_t>{first, first, first, second, second, second});
  CHECK(bench.job(second).status == "COMPLETED");
}

TEST_CASE("worker: stopped in the middle of a job, another one goes on with it") {
  Bench bench;
  const int64_t id = bench.queue("LONG");
  {
    std::promise<void> stepped;
    JobWorker worker(*bench.database, bench.clock);
    bool is_first = true;
    worker.add_kind({"LONG", [&](int64_t) -> Result<bool> {
                       if (is_first) stepped.set_value();
                       is_first = false;
                       return false;
                     }});
    worker.start();
    stepped.get_future().wait();
    worker.stop();
  }
  CHECK(bench.job(id).status == "RUNNING");
  CHECK(bench.job(id).lease_owner.has_value());
  const auto started_at = bench.job(id).started_at;
  std::promise<int64_t> resumed;
  JobWorker next(*bench.database, bench.clock);
  next.add_kind({"LONG", [&](int64_t job) -> Result<bool> {
                   if (!bench.set_status(job, "COMPLETED")) return storage_error("no");
                   resumed.set_value(job);
                   return true;
                 }});
  next.start();
  CHECK(resumed.get_future().get() == id);
  next.stop();
  CHECK(bench.job(id).started_at == started_at);
}

TEST_CASE("worker: a job that cannot be run, fails and does not hold up the next") {
  Bench bench;
  const int64_t unknown = bench.queue("UNKNOWN");
  const int64_t broken = bench.queue("BROKEN");
  const int64_t good = bench.queue("GOOD");
  std::promise<void> done;
  JobWorker worker(*bench.database, bench.clock);
  worker.add_kind({"BROKEN", [](int64_t) -> Result<bool> { return storage_error("It broke."); }});
  worker.add_kind({"GOOD", [&](int64_t id) -> Result<bool> {
                     if (!bench.set_status(id, "COMPLETED")) return storage_error("no");
                     done.set_value();
                     return true;
                   }});
  worker.start();
  done.get_future().wait();
  worker.stop();
  CHECK(bench.job(unknown).status == "FAILED");
  CHECK(bench.job(broken).status == "FAILED");
  CHECK(bench.job(broken).error_message == "It broke.");
  CHECK(bench.job(good).status == "COMPLETED");
}

}  // namespace datavault::jobs
