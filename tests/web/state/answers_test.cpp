#include <doctest/doctest.h>

#include "core/plan/snapshot_json.h"
#include "tests/web/support/client.h"

namespace datavault {
namespace {

using test::Client;

const Plan& plan_of(const Client& client) { return *client.state.wizard.planned()->plan; }

/// The only question of small_snapshot that holds somebody: Cedar and version 2 both renamed "a".
Decision answer(const Client& client, Take take) {
  Decision decision;
  for (const Conflict& conflict : plan_of(client).conflicts) {
    if (conflict.type == ConflictType::edit_edit) decision.cluster = conflict.cluster;
  }
  decision.take = take;
  return decision;
}

void give(Client& client, const Decision& decision) {
  client.send(GiveAnswers{{decision}, {{decision.cluster, "F-a, Name"}}});
}

Outcome outcome_of(const Client& client, int64_t tenant) {
  for (const PlannedTarget& target : plan_of(client).targets) {
    if (target.tenant == TenantId{tenant}) return target.outcome;
  }
  return Outcome::skip;
}

}  // namespace

TEST_CASE("answers: the plan is made again, and the held tenant is merged") {
  Client client = test::client_at_preview();
  REQUIRE(outcome_of(client, 3) == Outcome::hold);
  give(client, answer(client, Take::tenant));
  CHECK(client.state.wizard.trial.waiting);
  CHECK(outcome_of(client, 3) == Outcome::hold);  // the former plan is shown until then
  client.make_plans();
  CHECK_FALSE(client.state.wizard.trial.waiting);
  CHECK(outcome_of(client, 3) == Outcome::merge);
  CHECK(client.state.wizard.decisions.size() == 1);
}

TEST_CASE("answers: one that is refused changes nothing and says why") {
  Client client = test::client_at_preview();
  Decision decision = answer(client, Take::value);
  decision.value = 5;  // a name is a text
  give(client, decision);
  client.make_plans();
  CHECK(client.state.wizard.decisions.empty());
  CHECK(client.state.wizard.trial.cluster == decision.cluster);
  CHECK_FALSE(client.state.wizard.trial.problem.empty());
  CHECK(outcome_of(client, 3) == Outcome::hold);
  client.send(ForgetProblem{});
  CHECK(client.state.wizard.trial.problem.empty());
}

TEST_CASE("answers: one for all replaces those for some, and undo takes all back") {
  Client client = test::client_at_preview();
  Decision apart = answer(client, Take::master);
  apart.tenant = TenantId{3};
  give(client, apart);
  client.make_plans();
  give(client, answer(client, Take::tenant));
  client.make_plans();
  REQUIRE(client.state.wizard.decisions.size() == 1);
  CHECK_FALSE(client.state.wizard.decisions[0].tenant);
  client.send(WithdrawAnswers{apart.cluster, {}});
  client.make_plans();
  CHECK(client.state.wizard.decisions.empty());
  CHECK(outcome_of(client, 3) == Outcome::hold);
}

TEST_CASE("answers: two in a row build on each other") {
  Client client = test::client_at_preview();
  give(client, answer(client, Take::master));
  const Decision removed{
      plan_of(client).conflicts.front().cluster == answer(client, Take::master).cluster
          ? plan_of(client).conflicts.back().cluster
          : plan_of(client).conflicts.front().cluster,
      {},
      std::nullopt,
      Take::tenant,
      nullptr,
      false};
  CHECK(client.state.wizard.trial.waiting);
  client.send(GiveAnswers{{removed}, {}});
  client.make_plans();
  CHECK(client.state.wizard.decisions.size() == 2);
  CHECK(outcome_of(client, 3) == Outcome::merge);
}

TEST_CASE("answers: kept in the draft, sent with the plan") {
  Client client = test::client_at_preview();
  Decision decision = answer(client, Take::value);
  decision.value = "Agreed";
  decision.remember = true;
  give(client, decision);
  client.make_plans();
  client.send(ChooseException{Attribute::unit, PolicyTake::master});
  client.make_plans();
  const auto draft = client.last<StoreBlob>();
  REQUIRE(draft);
  SUBCASE("a reload finds them") {
    Client reloaded = Client::signed_in();
    reloaded.open("/distribute/preview");
    reloaded.send(BlobArrived{draft->key, draft->content});
    REQUIRE(reloaded.state.wizard.decisions.size() == 1);
    CHECK(reloaded.state.wizard.decisions[0].value == "Agreed");
    CHECK(reloaded.state.wizard.decisions[0].remember);
    CHECK(reloaded.state.wizard.questions.at(decision.cluster) == "F-a, Name");
    CHECK(reloaded.state.wizard.exceptions.at(Attribute::unit) == PolicyTake::master);
  }
  SUBCASE("the server reads them, and makes the same plan of them") {
    client.send(AskToSubmit{});
    client.send(ConfirmSubmit{});
    client.send(KeyMade{"k"});
    const Json body = *parse_json(client.last_call(Call::distribute)->request.body);
    const auto request = plan_request_from_json(body);
    REQUIRE(request.ok());
    CHECK(make_plan(test::small_snapshot(), *request)->digest == body["plan_digest"]);
    CHECK(request->decisions.size() == 1);
  }
}

TEST_CASE("answers: a fresh snapshot keeps those that fit and names those that do not") {
  Client client = test::client_at_preview();
  give(client, answer(client, Take::tenant));
  client.make_plans();
  client.send(RefreshSnapshot{});
  Snapshot fresh = test::small_snapshot();
  SUBCASE("the question is still there") {}
  SUBCASE("the tenant has taken its change back") { fresh.tenants[2].adoption->overlay = {}; }
  const bool fits = !fresh.tenants[2].adoption->overlay.empty();
  client.answer({Call::snapshot, 5, 2}, {{"snapshot", snapshot_to_json(fresh)}});
  client.make_plans();
  CHECK(client.state.wizard.decisions.size() == (fits ? 1 : 0));
  CHECK(client.state.wizard.dropped.size() == (fits ? 0 : 1));
  CHECK(plan_of(client).unused_decisions.empty());
  client.send(ForgetDropped{});
  CHECK(client.state.wizard.dropped.empty());
}

TEST_CASE("answers: comparing other approaches drops none") {
  Client client = test::client_at_preview();
  give(client, answer(client, Take::tenant));
  client.make_plans();
  client.open("/distribute/strategy");
  client.make_plans();
  client.send(ChooseStrategy{Strategy::overwrite});
  client.open("/distribute/preview");
  client.make_plans();
  CHECK(plan_of(client).unused_decisions.empty());
  CHECK(client.state.wizard.decisions.size() == 1);
  client.send(ChooseStrategy{Strategy::merge});
  client.make_plans();
  CHECK(outcome_of(client, 3) == Outcome::merge);
}

TEST_CASE("presets: each is planned with its policy, exceptions count but under Mirror") {
  struct Case {
    const char* name;
    Preset preset;
    Outcome cedar;
  };
  const Case cases[] = {{"ask", Preset::ask, Outcome::hold},
                        {"parent to child", Preset::parent_to_child, Outcome::merge},
                        {"peer", Preset::peer, Outcome::merge},
                        {"mirror", Preset::mirror, Outcome::merge}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    Client client = test::client_at_preview();
    client.send(ChooseApproach{{Strategy::merge, c.preset}});
    client.make_plans();
    CHECK(outcome_of(client, 3) == c.cedar);
    CHECK(plan_of(client).policy == policy_of(c.preset));
    CHECK(preset_of(policy_of(c.preset)) == c.preset);
    client.send(ChooseException{Attribute::name, PolicyTake::ask});
    client.make_plans();
    CHECK(outcome_of(client, 3) == (c.preset == Preset::mirror ? Outcome::merge : Outcome::hold));
  }
}

}  // namespace datavault
