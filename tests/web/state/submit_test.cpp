#include <doctest/doctest.h>

#include "core/plan/snapshot_json.h"
#include "tests/web/support/client.h"

namespace datavault {
namespace {

using test::Client;
using Phase = Submission::Phase;

const CallTag kDistribute{Call::distribute, 5, 2};

Client client_that_sent() {
  Client client = test::client_at_preview();
  client.send(AskToSubmit{});
  client.send(ConfirmSubmit{});
  client.send(KeyMade{"key-1"});
  return client;
}

std::string header(const SendHttp& sent, const std::string& name) {
  for (const auto& entry : sent.request.headers) {
    if (entry.name == name) return entry.value;
  }
  return {};
}

Json stale_answer() {
  return {{"success", false},
          {"error", "Two tenants changed."},
          {"code", "plan_stale"},
          {"details", {{"targets", {{{"company_id", 2}, {"reason", "Its copy changed."}}}}}}};
}

}  // namespace

TEST_CASE("submit: nothing is sent before it is confirmed and a key is there") {
  Client client = test::client_at_preview();
  client.send(ConfirmSubmit{});
  client.send(KeyMade{"key-1"});
  CHECK_FALSE(client.last_call(Call::distribute));
  client.send(AskToSubmit{});
  CHECK(client.state.wizard.submission.phase == Phase::confirming);
  client.send(ConfirmSubmit{});
  CHECK(client.last<MakeKey>());
  CHECK_FALSE(client.last_call(Call::distribute));
}

TEST_CASE("submit: what is sent is what was previewed") {
  Client client = client_that_sent();
  const auto sent = client.last_call(Call::distribute);
  REQUIRE(sent);
  CHECK(sent->request.method == "POST");
  CHECK(sent->request.path == "/superadmin/api/sync/frameworks/5/distribute");
  CHECK(header(*sent, "Idempotency-Key") == "key-1");
  CHECK(header(*sent, "X-CSRF-Token") == "token-1");
  const Json body = *parse_json(sent->request.body);
  const Plan& plan = *client.state.wizard.planned({Strategy::merge, Preset::ask})->plan;
  CHECK(body["plan_digest"] == plan.digest);
  CHECK(body["rules_version"] == kRulesVersion);
  CHECK(body["version"] == 2);
  CHECK(body["on_stale"] == "REFUSE");
  CHECK(body["target_company_ids"] == Json({1, 2, 3, 4, 5, 6}));
  CHECK(body["expected"].size() == 6);
  CHECK(plan_request_from_json(body).ok());
}

TEST_CASE("submit: when and in which order is sent only where it was chosen") {
  Client client = client_that_sent();
  CHECK_FALSE(
      parse_json(client.last_call(Call::distribute)->request.body)->contains("sync_options"));
  client = test::client_at_preview();
  const SyncOptions options{1'769'896'800'123, {5, 25, 100}, 10, -10};
  client.send(ChooseSyncOptions{options});
  CHECK(client.state.wizard.options == SyncOptions{});  // nothing is being asked
  client.send(AskToSubmit{});
  client.send(ChooseSyncOptions{options});
  client.send(ConfirmSubmit{});
  client.send(KeyMade{"key-2"});
  const Json body = *parse_json(client.last_call(Call::distribute)->request.body);
  CHECK(body["sync_options"] ==
        Json{{"not_before", "2026-01-31T22:00:00Z"},
             {"priority", -10},
             {"waves", {{"percentages", {5, 25, 100}}, {"max_failure_rate", 0.1}}}});
  client.answer(kDistribute, {{"success", true}, {"sync_operation_id", 31}}, 202);
  CHECK(client.state.wizard.options == SyncOptions{});
}

TEST_CASE("submit: accepted, it becomes a job and the snapshot is out of date") {
  Client client = client_that_sent();
  client.answer(kDistribute, {{"success", true}, {"sync_operation_id", 31}}, 202);
  CHECK(client.state.route.step == WizardStep::progress);
  CHECK(client.state.route.id == 31);
  CHECK(client.last_call(Call::job)->tag.id == 31);
  CHECK(client.state.wizard.submitted->job == 31);
  client.forget();
  client.open("/distribute/preview");
  CHECK(client.last_call(Call::snapshot));
}

TEST_CASE("submit: not answered, it is tried again with the same key and body") {
  Client client = client_that_sent();
  const auto first = client.last_call(Call::distribute);
  client.fail(kDistribute);
  CHECK(client.state.wizard.submission.phase == Phase::unanswered);
  client.forget();
  client.send(RetrySubmit{});
  const auto second = client.last_call(Call::distribute);
  REQUIRE(second);
  CHECK(second->request == first->request);
}

TEST_CASE("submit: a session that ended on the way loses nothing") {
  Client client = client_that_sent();
  client.answer(kDistribute, {{"error", "Sign in."}}, 401);
  CHECK_FALSE(client.state.session.signed_in());
  client.send(SignIn{"super@demo.test", "x", {}});
  client.answer({Call::login}, {{"user", {{"id", 1}}}, {"csrf_token", "token-2"}});
  CHECK(client.state.wizard.submission.phase == Phase::unanswered);
  client.send(RetrySubmit{});
  const auto sent = client.last_call(Call::distribute);
  CHECK(header(*sent, "Idempotency-Key") == "key-1");
  CHECK(header(*sent, "X-CSRF-Token") == "token-2");
}

TEST_CASE("submit: stale, the tenants are named and both ways on are open") {
  Client client = client_that_sent();
  client.answer(kDistribute, stale_answer(), 409);
  REQUIRE(client.state.wizard.submission.phase == Phase::stale);
  REQUIRE(client.state.wizard.submission.stale.size() == 1);
  CHECK(client.state.wizard.submission.stale[0].tenant == TenantId{2});
  client.forget();
  SUBCASE("the unchanged ones, under a new key because the request is another one") {
    client.send(SubmitUnchanged{});
    CHECK(client.last<MakeKey>());
    client.send(KeyMade{"key-2"});
    const auto sent = client.last_call(Call::distribute);
    REQUIRE(sent);
    CHECK(header(*sent, "Idempotency-Key") == "key-2");
    CHECK((*parse_json(sent->request.body))["on_stale"] == "SKIP");
  }
  SUBCASE("a fresh preview") {
    client.send(PreviewAgain{});
    CHECK(client.state.wizard.submission.phase == Phase::idle);
    CHECK(client.last_call(Call::snapshot));
    client.answer({Call::snapshot, 5, 2}, {{"snapshot", snapshot_to_json(test::small_snapshot())}});
    CHECK(client.last<MakePlan>());
  }
}

TEST_CASE("submit: any other refusal is shown in the server's words") {
  Client client = client_that_sent();
  client.answer(kDistribute, {{"error", "No such framework."}, {"code", "framework_not_found"}},
                404);
  CHECK(client.state.wizard.submission.phase == Phase::refused);
  CHECK(client.state.wizard.submission.failure.message == "No such framework.");
}

TEST_CASE("jobs: polled while it runs and shown, not afterwards") {
  Client client = Client::signed_in();
  client.open("/jobs/31");
  const Json running = {{"status", {{"id", 31}, {"status", "RUNNING"}}}};
  client.answer({Call::job, 31}, running);
  REQUIRE(client.last<StartTimer>());
  client.forget();
  client.send(TimerElapsed{TimerPurpose::poll_job, 31});
  CHECK(client.last_call(Call::job));
  SUBCASE("finished") {
    client.forget();
    client.answer({Call::job, 31}, {{"status", {{"id", 31}, {"status", "COMPLETED"}}}});
    CHECK_FALSE(client.last<StartTimer>());
    CHECK(client.last<Announce>());
  }
  SUBCASE("another page is shown") {
    client.open("/tenants");
    client.forget();
    client.answer({Call::job, 31}, running);
    CHECK_FALSE(client.last<StartTimer>());
  }
}

TEST_CASE("jobs: tenants that were left out are taken to a preview of their own") {
  Client client = Client::signed_in();
  client.send(ReviewTenants{{5}, 2, {{3}}});
  CHECK(client.state.route.step == WizardStep::preview);
  client.answer({Call::snapshot, 5, 2}, {{"snapshot", snapshot_to_json(test::small_snapshot())}});
  client.make_plans();
  const Planned* planned = client.state.wizard.planned({Strategy::merge, Preset::ask});
  REQUIRE(planned != nullptr);
  CHECK(planned->plan->summary.at(Outcome::hold) == 1);
}

}  // namespace datavault
