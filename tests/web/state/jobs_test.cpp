#include <doctest/doctest.h>

#include "tests/web/support/client.h"
#include "web/views/job_view.h"
#include "web/views/jobs_view.h"

namespace datavault {
namespace {

using test::Client;

Json job(const std::string& status, const Json& more = Json::object()) {
  Json json = {{"id", 9},
               {"type", "FRAMEWORK_SYNC"},
               {"status", status},
               {"target_count", 4},
               {"framework_id", 5},
               {"created_at", "2026-01-31T12:00:00Z"},
               {"progress_percentage", 50}};
  json.update(more);
  return json;
}

Json status_of(Json json, int64_t change, const Json& targets = Json::array()) {
  json["last_event_id"] = change;
  json["targets"] = targets;
  json["log_entries"] =
      Json::array({{{"number", 1}, {"at", ""}, {"level", "INFO"}, {"message", "Queued"}}});
  return {{"status", json}};
}

LiveEvent event(const std::string& name, int64_t id, const Json& json,
                const Json& log = Json::array()) {
  return {name, std::to_string(id), Json({{"job", json}, {"log_entries", log}}).dump()};
}

/// At the page of job 9, with the stream open.
Client client_at_job(const Json& status) {
  Client client = Client::signed_in();
  client.send(LiveOpened{});
  client.open("/jobs/9");
  client.answer({Call::job, 9}, status);
  client.forget();
  return client;
}

const Job& shown(const Client& client) { return client.state.jobs.by_id.at(9).value; }

}  // namespace

TEST_CASE("jobs: the stream opens with the session and closes with it") {
  Client client;
  client.send(Started{});
  CHECK_FALSE(client.last<OpenStream>());
  client.answer({Call::session},
                {{"user", {{"id", 1}, {"email", "super@demo.test"}, {"role", "SUPER_ADMIN"}}}});
  REQUIRE(client.last<OpenStream>());
  CHECK(client.last<OpenStream>()->path == "/superadmin/api/sync/events");
  client.send(SignOut{});
  CHECK(client.last<CloseStream>());
}

TEST_CASE("jobs: an event shows in the page and in the list, its log behind what was there") {
  Client client = client_at_job(status_of(job("RUNNING"), 10));
  client.state.jobs.list.arrive({}, 0);
  client.send(event("job", 11, job("RUNNING", {{"progress_percentage", 75}}),
                    Json::array({{{"number", 1}, {"message", "Queued"}},
                                 {{"number", 2}, {"message", "Half is done"}}})));
  CHECK(shown(client).progress_percentage == 75);
  REQUIRE(shown(client).log.size() == 2);
  CHECK(shown(client).log[1].message == "Half is done");
  REQUIRE(client.state.jobs.list.value.size() == 1);
  CHECK(client.state.jobs.list.value[0].progress_percentage == 75);
  // The tenants are asked for in a moment, once for any number of events.
  client.send(event("job", 12, job("RUNNING")));
  size_t timers = 0;
  for (const Request& request : client.requests)
    timers += std::holds_alternative<StartTimer>(request);
  CHECK(timers == 1);
  client.send(TimerElapsed{TimerPurpose::poll_job, 9});
  CHECK(client.last_call(Call::job));
}

TEST_CASE("jobs: an answer that is older than what was told does not undo it") {
  Client client = client_at_job(status_of(job("RUNNING"), 10));
  client.send(TimerElapsed{TimerPurpose::poll_job, 9});
  client.send(event("end", 14, job("COMPLETED")));
  client.forget();
  client.answer({Call::job, 9}, status_of(job("RUNNING"), 12));
  CHECK(shown(client).status == "COMPLETED");
  REQUIRE(client.last_call(Call::job));
  client.answer(
      {Call::job, 9},
      status_of(job("COMPLETED"), 14, Json::array({{{"company_id", 1}, {"status", "APPLIED"}}})));
  CHECK(shown(client).targets.size() == 1);
}

TEST_CASE("jobs: an end that is told before the first answer is not lost") {
  Client client = Client::signed_in();
  client.send(LiveOpened{});
  client.open("/jobs/9");
  client.send(event("end", 14, job("COMPLETED")));
  client.forget();
  client.answer({Call::job, 9}, status_of(job("RUNNING"), 12));
  REQUIRE(client.last_call(Call::job));
  client.answer({Call::job, 9}, status_of(job("COMPLETED"), 14));
  CHECK(shown(client).status == "COMPLETED");
}

TEST_CASE("jobs: the end is said once: aloud on its page, as a toast elsewhere") {
  Client client = client_at_job(status_of(job("RUNNING"), 10));
  client.send(event("end", 11, job("COMPLETED")));
  REQUIRE(client.last<Announce>());
  CHECK(client.last<Announce>()->message == "Job 9 is completed.");
  CHECK_FALSE(client.last<ShowToast>());
  client.forget();
  client.send(event("end", 11, job("COMPLETED")));
  CHECK_FALSE(client.last<Announce>());

  client.open("/tenants");
  client.forget();
  client.send(event("end", 12, job("FAILED", {{"id", 10}})));
  REQUIRE(client.last<ShowToast>());
  CHECK(client.last<ShowToast>()->kind == ShowToast::Kind::problem);
  CHECK(client.last<ShowToast>()->message == "Job 10 has failed.");
}

TEST_CASE("jobs: without the stream the page asks again by itself; with it, it does not") {
  Client client = client_at_job(status_of(job("RUNNING"), 10));
  CHECK_FALSE(client.last<StartTimer>());
  client.send(LiveLost{true});
  REQUIRE(client.last<StartTimer>());
  CHECK(client.last<StartTimer>()->purpose == TimerPurpose::poll_job);
  client.forget();
  client.send(TimerElapsed{TimerPurpose::poll_job, 9});
  client.answer({Call::job, 9}, status_of(job("RUNNING"), 10));
  CHECK(client.last<StartTimer>());
}

TEST_CASE("jobs: a stream that is refused is opened again behind the last event that was told") {
  Client client = client_at_job(status_of(job("RUNNING"), 10));
  client.send(event("job", 11, job("RUNNING")));
  client.send(LiveLost{false});
  CHECK(client.last_call(Call::ping));  // the session may have ended
  client.forget();
  client.send(TimerElapsed{TimerPurpose::reopen_stream});
  REQUIRE(client.last<OpenStream>());
  CHECK(client.last<OpenStream>()->path == "/superadmin/api/sync/events?last_event_id=11");
}

TEST_CASE("jobs: a hidden tab gives its stream back and is told later what it missed") {
  Client client = client_at_job(status_of(job("RUNNING"), 10));
  client.send(event("job", 11, job("RUNNING")));
  client.forget();
  client.send(TabShown{false});
  CHECK(client.last<CloseStream>());
  client.forget();
  client.send(TabShown{true});
  REQUIRE(client.last<OpenStream>());
  CHECK(client.last<OpenStream>()->path == "/superadmin/api/sync/events?last_event_id=11");
}

TEST_CASE("jobs: what may be done is offered, sent once, and shown again when it was done") {
  Client client =
      client_at_job(status_of(job("RUNNING", {{"actions", {"cancel", "pause"}},
                                              {"tenants", {{"PENDING", 2}, {"APPLIED", 2}}}}),
                              10));
  const JobView view = build_job_view(client.state, 9, {});
  REQUIRE(view.buttons.size() == 2);
  CHECK(view.buttons[1].label == "Pause");
  CHECK(view.progress == "2 of 4 tenants");
  client.send(ActOnJob{9, JobAction::pause});
  client.send(ActOnJob{9, JobAction::pause});
  REQUIRE(client.requests.size() == 1);
  CHECK(client.last_call(Call::act_on_job)->request.path == "/superadmin/api/sync/jobs/9/pause");
  CHECK(build_job_view(client.state, 9, {}).buttons[1].busy);
  client.answer({Call::act_on_job, 9}, {{"job", job("PAUSED")}});
  CHECK(client.last_call(Call::job));
  client.send(ActOnJob{9, JobAction::resume});
  client.answer({Call::act_on_job, 9},
                {{"success", false}, {"error", "It has ended."}, {"code", "job_state_conflict"}},
                409);
  REQUIRE(client.last<ShowToast>());
  CHECK(client.last<ShowToast>()->message == "It has ended.");
}

TEST_CASE("jobs: why a job waits, its wave and its pace") {
  struct Case {
    Json json;
    const char *waits, *wave, *pace;
  };
  const Case cases[] = {
      {job("QUEUED", {{"depends_on", 7}}), "Waits for job 7 to end.", "", ""},
      {job("PAUSED", {{"reason", "wave 1 failed too often"}}), "Wave 1 failed too often", "", ""},
      {job("RUNNING", {{"waves", {{"percentages", {5, 25, 100}}, {"current", 2}}},
                       {"rate_per_second", 14.2},
                       {"seconds_left", 3}}),
       "", "Wave 2 of 3: up to 25% of the tenants", "14 tenants a second · about 3 s left"},
  };
  for (const Case& c : cases) {
    const Client client = client_at_job(status_of(c.json, 10));
    const JobView view = build_job_view(client.state, 9, {});
    CHECK(view.waits == c.waits);
    CHECK(view.wave == c.wave);
    CHECK(view.pace == c.pace);
  }
}

TEST_CASE("jobs: the list can be narrowed by status") {
  Client client = Client::signed_in();
  client.open("/jobs");
  Json jobs = Json::array();
  for (const char* status : {"RUNNING", "QUEUED", "PAUSED", "COMPLETED", "FAILED", "CANCELLED",
                             "COMPLETED_WITH_ERRORS"}) {
    jobs.push_back(job(status));
  }
  client.answer({Call::jobs}, {{"jobs", jobs}});
  const auto count = [&](JobFilter filter) {
    return build_jobs_view(client.state, {{}, filter}).rows.size();
  };
  CHECK(count(JobFilter::all) == 7);
  CHECK(count(JobFilter::active) == 2);
  CHECK(count(JobFilter::paused) == 1);
  CHECK(count(JobFilter::completed) == 1);
  CHECK(count(JobFilter::problems) == 3);
}

}  // namespace datavault
