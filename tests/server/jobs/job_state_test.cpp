#include "server/jobs/job_state.h"

#include <map>

#include <doctest/doctest.h>

#include "server/jobs/job_options.h"

namespace datavault::jobs {
namespace {

using S = JobState;
using E = JobEvent;

constexpr int kStates = static_cast<int>(S::cancelled) + 1;
constexpr int kEvents = static_cast<int>(E::retry) + 1;

}  // namespace

TEST_CASE("job state: every state with every event, as docs/jobs.md says") {
  const std::map<std::pair<S, E>, S> allowed = {
      {{S::queued, E::claim}, S::running},
      {{S::queued, E::abandon}, S::cancelled},
      {{S::queued, E::pause}, S::paused},
      {{S::queued, E::cancel}, S::cancelled},
      {{S::running, E::take_over}, S::running},
      {{S::running, E::wait}, S::queued},
      {{S::running, E::complete}, S::completed},
      {{S::running, E::complete_with_errors}, S::completed_with_errors},
      {{S::running, E::fail}, S::failed},
      {{S::running, E::halt}, S::paused},
      {{S::running, E::pause}, S::paused},
      {{S::running, E::cancel}, S::cancelled},
      {{S::paused, E::resume}, S::queued},
      {{S::paused, E::cancel}, S::cancelled},
      {{S::completed_with_errors, E::retry}, S::queued},
      {{S::failed, E::retry}, S::queued},
      {{S::cancelled, E::retry}, S::queued},
  };
  for (int from = 0; from < kStates; ++from) {
    for (int event = 0; event < kEvents; ++event) {
      const auto state = static_cast<S>(from);
      const auto cause = static_cast<E>(event);
      CAPTURE(to_text(state));
      CAPTURE(to_text(cause));
      const auto expected = allowed.find({state, cause});
      store::JobRow job;
      job.status = to_text(state);
      const auto changed = transition(job, cause);
      if (expected == allowed.end()) {
        CHECK_FALSE(next_state(state, cause));
        REQUIRE_FALSE(changed);
        CHECK(changed.error().code == Error::Code::conflict);
        CHECK(job.status == to_text(state));
      } else {
        CHECK(next_state(state, cause) == expected->second);
        CHECK(changed.ok());
        CHECK(job.status == to_text(expected->second));
      }
    }
  }
}

TEST_CASE("job state: texts there and back, what is no state is refused") {
  for (int state = 0; state < kStates; ++state) {
    CHECK(state_from_text(to_text(static_cast<S>(state))) == static_cast<S>(state));
  }
  CHECK_FALSE(state_from_text("queued"));
  store::JobRow job;
  job.status = "SLEEPING";
  CHECK_FALSE(transition(job, E::cancel));
  CHECK(job.status == "SLEEPING");
}

TEST_CASE("job options: what is wrong is named, what is left out has its default") {
  const auto defaults = job_options_from_json(nullptr);
  REQUIRE(defaults.ok());
  CHECK(defaults->max_attempts == 3);
  CHECK_FALSE(defaults->waves);
  const auto full = job_options_from_json({{"priority", -5},
                                           {"not_before", "2026-01-31T22:00:00Z"},
                                           {"depends_on", 7},
                                           {"waves", {{"percentages", {5, 25, 100}}}},
                                           {"retries", {{"max_attempts", 1}}}});
  REQUIRE(full.ok());
  CHECK(full->not_before == "2026-01-31T22:00:00.000Z");
  CHECK(full->waves->max_failure_rate == 0);
  const auto again = job_options_from_json(job_options_to_json(*full));
  REQUIRE(again.ok());
  CHECK(job_options_to_json(*again) == job_options_to_json(*full));
  struct Case {
    const char* name;
    Json options;
    const char* where;
  };
  const Case cases[] = {
      {"no object", Json::array(), "sync_options"},
      {"unknown name", {{"prioritty", 1}}, "sync_options.prioritty"},
      {"priority too high", {{"priority", 101}}, "sync_options.priority"},
      {"priority a text", {{"priority", "high"}}, "sync_options.priority"},
      {"a day that is not there",
       {{"not_before", "2026-02-30T00:00:00Z"}},
       "sync_options.not_before"},
      {"local time", {{"not_before", "2026-02-03T00:00:00+01:00"}}, "sync_options.not_before"},
      {"depends on nothing", {{"depends_on", 0}}, "sync_options.depends_on"},
      {"no waves", {{"waves", {{"percentages", Json::array()}}}}, "sync_options.waves.percentages"},
      {"waves that fall",
       {{"waves", {{"percentages", {25, 5, 100}}}}},
       "sync_options.waves.percentages[1]"},
      {"a wave that is null",
       {{"waves", {{"percentages", {nullptr, 100}}}}},
       "sync_options.waves.percentages[0]"},
      {"waves without an end",
       {{"waves", {{"percentages", {5, 25}}}}},
       "sync_options.waves.percentages"},
      {"a rate beyond 1",
       {{"waves", {{"percentages", {100}}, {"max_failure_rate", 1.5}}}},
       "sync_options.waves.max_failure_rate"},
      {"no attempt at all",
       {{"retries", {{"max_attempts", 0}}}},
       "sync_options.retries.max_attempts"},
      {"unknown retry", {{"retries", {{"times", 3}}}}, "sync_options.retries.times"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.name);
    const auto read = job_options_from_json(row.options);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == Error::Code::invalid_input);
    CHECK(read.error().where == row.where);
  }
}

TEST_CASE("waves: every target is in one, in order, the shares as asked for") {
  JobOptions options;
  options.waves = Waves{{5, 25, 100}, 0};
  for (const int64_t count : {1, 3, 20, 300, 999}) {
    CAPTURE(count);
    std::map<int64_t, int64_t> sizes;
    int64_t last = 0;
    for (int64_t i = 0; i < count; ++i) {
      const int64_t wave = wave_of(options, i, count);
      CHECK(wave >= last);
      last = wave;
      ++sizes[wave];
    }
    CHECK(sizes[0] == (count * 5 + 99) / 100);
    CHECK(last <= 2);
  }
  CHECK(wave_of({}, 17, 20) == 0);
}

TEST_CASE("backoff: doubles, and is at most an hour") {
  JobOptions options;
  options.backoff_seconds = 2;
  CHECK(backoff_millis(options, 1) == 2000);
  CHECK(backoff_millis(options, 3) == 8000);
  CHECK(backoff_millis(options, 10) == 1024000);
  options.backoff_seconds = 3600;
  CHECK(backoff_millis(options, 10) == 3600 * 1000);
}

}  // namespace datavault::jobs
