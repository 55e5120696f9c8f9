#include <doctest/doctest.h>

#include "core/plan/snapshot_json.h"
#include "tests/web/support/client.h"

namespace datavault {
namespace {

using test::Client;

const CallTag kSnapshotCall{Call::snapshot, 5, 2};

Json snapshot_body() { return {{"snapshot", snapshot_to_json(test::small_snapshot())}}; }

Client client_with_framework() {
  Client client = Client::signed_in();
  client.state.wizard.draft = Wizard::Draft::known;
  client.open("/distribute");
  client.send(ChooseFramework{{5}, 2});
  return client;
}

}  // namespace

TEST_CASE("wizard: a deep link to a later step goes back to the first one that is not done") {
  Client client = Client::signed_in();
  client.state.wizard.draft = Wizard::Draft::known;
  client.open("/distribute/preview");
  CHECK(client.state.route.step == WizardStep::framework);
  CHECK(client.last<Navigate>()->replace);
  client.send(ChooseFramework{{5}, 2});
  client.answer(kSnapshotCall, snapshot_body());
  client.open("/distribute/strategy");
  CHECK(client.state.route.step == WizardStep::tenants);
}

TEST_CASE("wizard: an address chooses framework and version") {
  Client client = Client::signed_in();
  client.state.wizard.draft = Wizard::Draft::known;
  client.open("/distribute?framework=5&version=1");
  CHECK(client.state.wizard.framework == FrameworkId{5});
  CHECK(client.state.wizard.version == 1);
  CHECK(client.state.route.query.empty());
}

TEST_CASE(
    "wizard: the snapshot is asked for once, kept in the browser, and a late one is ignored") {
  Client client = client_with_framework();
  const auto call = client.last_call(Call::snapshot);
  REQUIRE(call);
  CHECK(call->request.path == "/superadmin/api/sync/snapshot?framework_id=5&version=2");
  client.answer({Call::snapshot, 4, 1}, snapshot_body());
  CHECK(client.state.wizard.snapshot_here() == nullptr);
  client.answer(kSnapshotCall, snapshot_body());
  REQUIRE(client.state.wizard.snapshot_here() != nullptr);
  CHECK(client.kept("u1/snapshot/5/2"));
  CHECK(client.state.wizard.snapshot.value.taken_at_ms == 1000);
}

TEST_CASE("wizard: without the server, the browser's copy of the snapshot serves") {
  Client client = client_with_framework();
  client.answer(kSnapshotCall, snapshot_body());
  const std::string blob = *client.kept("u1/snapshot/5/2");

  Client later = client_with_framework();
  later.fail(kSnapshotCall);
  CHECK(later.last<LoadBlob>()->key == "u1/snapshot/5/2");
  SUBCASE("it is there") {
    later.send(BlobArrived{"u1/snapshot/5/2", blob});
    REQUIRE(later.state.wizard.snapshot_here() != nullptr);
    CHECK(later.state.wizard.snapshot.value.from_browser);
    CHECK(later.state.wizard.snapshot.value.taken_at_ms == 1000);
  }
  SUBCASE("there is none") {
    later.send(BlobArrived{"u1/snapshot/5/2", std::nullopt});
    CHECK(later.state.wizard.snapshot.failed());
  }
  SUBCASE("it is another user's") {
    later.state.session.user->id = 2;
    later.send(BlobArrived{"u1/snapshot/5/2", blob});
    CHECK(later.state.wizard.snapshot.loading());
    later.send(BlobArrived{"u2/snapshot/5/2", blob});
    CHECK(later.state.wizard.snapshot.failed());
  }
}

TEST_CASE("wizard: a snapshot that does not fit its digests is refused") {
  Client client = client_with_framework();
  Json body = snapshot_body();
  body["snapshot"]["versions"][0]["digest"] = "sha256:0";
  client.answer(kSnapshotCall, body);
  CHECK(client.state.wizard.snapshot.failed());
  CHECK(client.state.wizard.snapshot_here() == nullptr);
}

TEST_CASE("wizard: the strategy step plans all strategies, the preview reuses the chosen one's") {
  Client client = client_with_framework();
  client.answer(kSnapshotCall, snapshot_body());
  client.send(SelectTenants{{{1}, {2}}, true});
  client.forget();
  client.open("/distribute/strategy");
  size_t asked = 0;
  for (const Request& request : client.requests) asked += std::holds_alternative<MakePlan>(request);
  CHECK(asked == 1);  // one at a time
  client.make_plans();
  CHECK(client.state.wizard.plans.size() == kCompared.size() + 1);
  client.forget();
  client.open("/distribute/preview");
  CHECK_FALSE(client.last<MakePlan>());
}

TEST_CASE("wizard: a plan of an older selection is thrown away") {
  Client client = test::client_at_preview();
  const uint64_t old = client.state.wizard.generation;
  client.send(SelectTenants{{{1}}, false});
  CHECK(client.state.wizard.planned({Strategy::merge, Preset::ask}) == nullptr);
  client.send(PlanMade{old, {Strategy::merge, Preset::ask}, 0, {}});
  CHECK(client.state.wizard.planned({Strategy::merge, Preset::ask}) == nullptr);
  client.make_plans();
  REQUIRE(client.state.wizard.planned({Strategy::merge, Preset::ask}) != nullptr);
  CHECK(client.state.wizard.planned({Strategy::merge, Preset::ask})->plan->targets.size() == 5);
}

TEST_CASE("wizard: the draft survives a reload for the same user only") {
  Client client = test::client_at_preview(Strategy::overwrite);
  client.send(ChooseStrategy{Strategy::overwrite});
  const auto draft = client.last<StoreBlob>();
  REQUIRE(draft);
  Client reloaded = Client::signed_in();
  SUBCASE("the same user") {
    reloaded.open("/distribute/preview");
    CHECK(reloaded.state.route.step == WizardStep::preview);
    reloaded.send(BlobArrived{draft->key, draft->content});
    CHECK(reloaded.state.wizard.strategy == Strategy::overwrite);
    CHECK(reloaded.state.wizard.selected.size() == 6);
    CHECK(reloaded.last_call(Call::snapshot));
    reloaded.answer(kSnapshotCall, snapshot_body());
    reloaded.make_plans();
    CHECK(reloaded.state.wizard.planned({Strategy::overwrite, Preset::ask}) != nullptr);
  }
  SUBCASE("another user") {
    reloaded.state.session.user->id = 2;
    reloaded.open("/distribute/preview");
    reloaded.send(BlobArrived{draft->key, draft->content});
    CHECK(reloaded.state.wizard.draft == Wizard::Draft::loading);
    reloaded.send(BlobArrived{"u2/draft", draft->content});
    CHECK(reloaded.state.wizard.framework == FrameworkId{0});
    CHECK(reloaded.state.route.step == WizardStep::framework);
  }
}

TEST_CASE("wizard: tenants that a fresh snapshot lacks leave the selection") {
  Client client = test::client_at_preview();
  client.send(RefreshSnapshot{});
  Snapshot fewer = test::small_snapshot();
  fewer.tenants.pop_back();
  client.answer(kSnapshotCall, {{"snapshot", snapshot_to_json(fewer)}});
  CHECK(client.state.wizard.selected.size() == 5);
}

}  // namespace datavault
