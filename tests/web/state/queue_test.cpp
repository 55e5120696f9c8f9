// Submissions that wait for the server.
#include <doctest/doctest.h>

#include "core/plan/snapshot_json.h"
#include "tests/web/support/client.h"
#include "web/views/offline_view.h"
#include "web/views/wizard_preview_view.h"

namespace datavault {
namespace {

using test::Client;
using Stage = QueuedSubmission::Stage;

const CallTag kSend{Call::send_queued, 5, 2};

std::string key_of(const std::string& key) { return "u1/queue/" + key; }

void submit(Client& client, const std::string& key, int64_t at_ms) {
  client.send(AskToSubmit{});
  client.send(ConfirmSubmit{});
  client.send(KeyMade{key, at_ms});
}

/// At the preview, with the server gone.
Client client_offline() {
  Client client = test::client_at_preview();
  client.find_kept();
  client.fail({Call::jobs});
  client.forget();
  return client;
}

Client client_with_one_queued() {
  Client client = client_offline();
  submit(client, "k1", 5000);
  return client;
}

/// With another one over these tenants behind it.
Client client_with_two_queued(const std::set<TenantId>& tenants) {
  Client client = client_with_one_queued();
  std::vector<TenantId> others;
  for (const TenantId tenant : client.state.wizard.selected) {
    if (!tenants.contains(tenant)) others.push_back(tenant);
  }
  client.send(SelectTenants{others, false});
  client.open("/distribute/preview");
  client.make_plans();
  submit(client, "k2", 6000);
  return client;
}

void come_back(Client& client) {
  client.answer({Call::ping},
                {{"user", {{"id", 1}, {"role", "SUPER_ADMIN"}}}, {"csrf_token", "token-5"}});
}

/// The browser gives the record that is read before it is sent.
void read_record(Client& client) {
  const auto asked = client.last<LoadBlob>();
  REQUIRE(asked);
  const QueuedSubmission* item = client.state.queue.find(asked->key.substr(9));
  REQUIRE(item != nullptr);
  client.send(BlobArrived{asked->key, text_of(*item)});
}

std::string header(const SendHttp& sent, const std::string& name) {
  for (const auto& entry : sent.request.headers) {
    if (entry.name == name) return entry.value;
  }
  return {};
}

Json stale_answer() {
  return {{"error", "One tenant changed."},
          {"code", "plan_stale"},
          {"details", {{"targets", {{{"company_id", 1}, {"reason", "Its copy changed."}}}}}}};
}

}  // namespace

TEST_CASE("queue: without a server a submission waits, and is kept") {
  Client client = client_with_one_queued();
  REQUIRE(client.state.queue.items.size() == 1);
  const QueuedSubmission& item = client.state.queue.items[0];
  CHECK(item.key == "k1");
  CHECK(item.framework_name == "Small framework");
  CHECK(item.tenants.size() == 6);
  CHECK(item.queued_at_ms == 5000);
  CHECK(item.snapshot_taken_at_ms == 1000);
  CHECK(parse_json(item.body)->contains("plan_digest"));
  CHECK(parse_json(item.body)->at("expected").size() == 6);
  CHECK_FALSE(client.last_call(Call::distribute));
  CHECK(client.last<PersistBlobs>());
  CHECK(client.state.route.page == Page::offline);
  const auto read = queued_from(*client.kept(key_of("k1")));
  REQUIRE(read);
  CHECK(text_of(*read) == text_of(item));
}

TEST_CASE("queue: sent with its key when the server is back, and becomes a job") {
  Client client = client_with_one_queued();
  const std::string body = client.state.queue.items[0].body;
  client.forget();
  come_back(client);
  CHECK(client.last<LoadBlob>()->key == key_of("k1"));
  CHECK_FALSE(client.last_call(Call::send_queued));
  read_record(client);
  const auto sent = client.last_call(Call::send_queued);
  REQUIRE(sent);
  CHECK(sent->request.path == "/superadmin/api/sync/frameworks/5/distribute");
  CHECK(sent->request.body == body);
  CHECK(header(*sent, "Idempotency-Key") == "k1");
  CHECK(header(*sent, "X-CSRF-Token") == "token-5");
  SUBCASE("accepted") {
    client.answer(kSend, {{"sync_operation_id", 31}}, 202);
    CHECK(client.state.queue.items.empty());
    CHECK(client.last<RemoveBlob>()->key == key_of("k1"));
    CHECK(client.state.wizard.snapshot_outdated);
  }
  SUBCASE("nobody answers: it waits on") {
    client.fail(kSend);
    CHECK(client.state.queue.items[0].stage == Stage::waiting);
    client.forget();
    come_back(client);
    read_record(client);
    CHECK(client.last_call(Call::send_queued)->request.body == body);
  }
  SUBCASE("the session ended: kept, and sent after signing in again") {
    client.answer(kSend, {{"error", "Sign in."}}, 401);
    CHECK_FALSE(client.state.session.signed_in());
    CHECK(client.state.queue.items.size() == 1);
    client.forget();
    client.send(SignIn{"super@demo.test", "x", {}});
    client.answer({Call::login},
                  {{"user", {{"id", 1}, {"role", "SUPER_ADMIN"}}}, {"csrf_token", "token-6"}});
    client.find_kept();
    read_record(client);
    CHECK(header(*client.last_call(Call::send_queued), "X-CSRF-Token") == "token-6");
  }
  SUBCASE("the session ended and another user signs in: not seen, not sent, not deleted") {
    client.answer(kSend, {{"error", "Sign in."}}, 401);
    client.forget();
    client.send(SignIn{"b@demo.test", "x", {}});
    client.answer({Call::login},
                  {{"user", {{"id", 2}, {"role", "SUPER_ADMIN"}}}, {"csrf_token", "token-6"}});
    client.send(BlobsArrived{"u2/queue/", {}});
    CHECK(client.state.queue.items.empty());
    CHECK_FALSE(client.last_call(Call::send_queued));
    CHECK_FALSE(client.last<ClearBlobs>());
    CHECK_FALSE(client.last<RemoveBlob>());
  }
  SUBCASE("the server is in trouble: again in a moment") {
    client.answer(kSend, {{"error", "Busy."}}, 503);
    CHECK(client.state.queue.items[0].stage == Stage::waiting);
    CHECK(client.last<StartTimer>()->purpose == TimerPurpose::send_queue);
  }
  SUBCASE("refused: shown, and not sent by itself again") {
    client.answer(kSend, {{"error", "A second super admin has to agree."}}, 403);
    CHECK(client.state.queue.items[0].stage == Stage::refused);
    client.forget();
    come_back(client);
    CHECK_FALSE(client.last<LoadBlob>());
    client.send(SendQueued{"k1"});
    CHECK(client.last<LoadBlob>());
  }
}

TEST_CASE("queue: withdrawn, here or in another tab, it is not sent") {
  Client client = client_with_one_queued();
  SUBCASE("here") {
    client.send(WithdrawQueued{"k1"});
    CHECK(client.last<RemoveBlob>()->key == key_of("k1"));
    client.forget();
    come_back(client);
  }
  SUBCASE("in another tab, which took the record away") {
    client.forget();
    come_back(client);
    client.send(BlobArrived{key_of("k1"), std::nullopt});
  }
  SUBCASE("but where the browser keeps nothing, this page's word counts") {
    client.send(BlobKept{key_of("k1"), false});
    client.forget();
    come_back(client);
    client.send(BlobArrived{key_of("k1"), std::nullopt});
    CHECK(client.last_call(Call::send_queued));
    return;
  }
  CHECK(client.state.queue.items.empty());
  CHECK_FALSE(client.last_call(Call::send_queued));
}

TEST_CASE("queue: after a reload it is as it was, once the server has confirmed who is here") {
  Client client = client_with_one_queued();
  const std::string record = *client.kept(key_of("k1"));
  Client later;
  later.send(Started{7000, false});
  later.fail({Call::session});
  later.send(BlobArrived{
      "people",
      R"({"people": [{"id": 1, "email": "a@demo.test", "role": "SUPER_ADMIN", "seen_at": 1000}]})"});
  later.find_kept({{key_of("k1"), record}});
  CHECK(later.state.queue.items.size() == 1);
  CHECK_FALSE(later.last_call(Call::send_queued));
  later.forget();
  come_back(later);
  read_record(later);
  CHECK(later.last_call(Call::send_queued)->request.body == client.state.queue.items[0].body);
}

TEST_CASE("queue: one over the same tenants waits for the end of the earlier one's job") {
  Client client = client_with_two_queued({{1}, {2}});
  REQUIRE(client.state.queue.items.size() == 2);
  come_back(client);
  read_record(client);
  client.forget();
  client.answer(kSend, {{"sync_operation_id", 31}}, 202);
  REQUIRE(client.state.queue.items.size() == 1);
  CHECK(client.state.queue.items[0].after_jobs == std::set<int64_t>{31});
  CHECK(queued_from(*client.kept(key_of("k2")))->after_jobs == std::set<int64_t>{31});
  CHECK_FALSE(client.last<LoadBlob>());
  CHECK(client.last_call(Call::job)->tag.id == 31);
  client.answer({Call::job, 31}, {{"status", {{"id", 31}, {"status", "RUNNING"}}}});
  client.send(TimerElapsed{TimerPurpose::watch_job, 31});
  CHECK_FALSE(client.last<LoadBlob>());
  SUBCASE("told by the answer") {
    client.answer({Call::job, 31}, {{"status", {{"id", 31}, {"status", "COMPLETED"}}}});
  }
  SUBCASE("told by the stream") {
    client.send(LiveOpened{});
    client.send(LiveEvent{"end", "9", R"({"job": {"id": 31, "status": "FAILED"}})"});
  }
  SUBCASE("the job is not there any more") {
    client.answer({Call::job, 31}, {{"error", "There is no such job."}}, 404);
    client.send(TimerElapsed{TimerPurpose::watch_job, 31});
  }
  REQUIRE(client.last<LoadBlob>());
  CHECK(client.last<LoadBlob>()->key == key_of("k2"));
  read_record(client);
  client.answer(kSend, stale_answer(), 409);
  // The earlier one changed its plan: nothing was distributed, it is shown again.
  CHECK(client.state.queue.items[0].stage == Stage::changed);
}

TEST_CASE("queue: one over other tenants does not wait, one behind a changed one does") {
  Client client = client_with_two_queued({{1}, {2}});
  come_back(client);
  read_record(client);
  client.answer(kSend, stale_answer(), 409);
  CHECK(client.state.queue.items[0].stage == Stage::changed);
  CHECK(client.state.queue.items[1].stage == Stage::waiting);
  CHECK(build_offline_view(client.state).queue[1].reason.starts_with("Goes after"));
  client.forget();
  client.send(WithdrawQueued{"k1"});
  CHECK(client.last<LoadBlob>()->key == key_of("k2"));
}

TEST_CASE("queue: stale, it is shown again with only what changed, and goes as a new one") {
  Client client = client_with_one_queued();
  come_back(client);
  read_record(client);
  client.answer(kSend, stale_answer(), 409);
  REQUIRE(client.state.queue.items[0].stale.size() == 1);
  const OfflineView offline = build_offline_view(client.state);
  CHECK(offline.queue[0].changed.size() == 1);
  client.forget();
  client.send(ReviewQueued{"k1"});
  CHECK(client.state.route.step == WizardStep::preview);
  CHECK(client.state.wizard.selected.size() == 6);
  CHECK(client.state.wizard.review.queued == "k1");
  REQUIRE(client.last_call(Call::snapshot));
  Snapshot now = test::small_snapshot();
  now.tenants[0].adoption = Adoption{2, {}};  // somebody distributed to it meanwhile
  client.answer({Call::snapshot, 5, 2}, {{"snapshot", snapshot_to_json(now)}});
  client.make_plans();
  WizardPreviewUi ui;
  WizardPreviewView view = build_wizard_preview_view(client.state, ui);
  CHECK(view.review.title == "1 of 6 tenants changed since you submitted this");
  REQUIRE(view.rows.size() == 1);
  CHECK(view.rows[0].name == "Acme");
  ui.unchanged_too = true;
  CHECK(build_wizard_preview_view(client.state, ui).rows.size() == 6);
  client.forget();
  submit(client, "k9", 8000);
  const auto sent = client.last_call(Call::distribute);
  REQUIRE(sent);
  CHECK(header(*sent, "Idempotency-Key") == "k9");
  CHECK(client.state.queue.items.size() == 1);  // until the server has it
  client.answer({Call::distribute, 5, 2}, {{"sync_operation_id", 33}}, 202);
  CHECK(client.state.queue.items.empty());
  CHECK_FALSE(client.state.wizard.review.under_way());
}

TEST_CASE("queue: while it is looked at again it is not sent; left, it goes") {
  Client client = client_with_one_queued();
  client.send(ReviewQueued{"k1"});
  client.fail({Call::snapshot, 5, 2});
  client.forget();
  come_back(client);
  for (const Request& request : client.requests) {
    const auto* load = std::get_if<LoadBlob>(&request);
    CHECK((load == nullptr || load->key != key_of("k1")));
  }
  client.forget();
  client.open("/offline");
  CHECK(client.last<LoadBlob>()->key == key_of("k1"));
}

TEST_CASE("queue: submitted again without a server, the new one takes the old one's place") {
  Client client = client_with_one_queued();
  client.send(ReviewQueued{"k1"});
  client.answer({Call::snapshot, 5, 2}, {{"snapshot", snapshot_to_json(test::small_snapshot())}});
  client.fail({Call::jobs});
  client.make_plans();
  submit(client, "k3", 9000);
  REQUIRE(client.state.queue.items.size() == 1);
  CHECK(client.state.queue.items[0].key == "k3");
}

TEST_CASE("queue: what nobody answered can be kept for later, under the same key") {
  Client client = test::client_at_preview();
  client.find_kept();
  submit(client, "k1", 5000);
  client.fail({Call::distribute, 5, 2});
  client.send(KeepForLater{});
  REQUIRE(client.state.queue.items.size() == 1);
  CHECK(client.state.queue.items[0].key == "k1");
}

TEST_CASE("queue: signing out says what it deletes") {
  Client client = client_with_one_queued();
  CHECK(lost_by_signing_out(client.state)->title == "1 submission has not been sent");
  client.send(SignOut{});
  CHECK(client.state.queue.items.empty());
  CHECK_FALSE(lost_by_signing_out(client.state));
  CHECK(client.last<ClearBlobs>()->prefix == "u1/");
}

TEST_CASE("preview: after a stale answer only what changed is shown") {
  Client client = test::client_at_preview();
  submit(client, "k1", 5000);
  client.answer({Call::distribute, 5, 2}, stale_answer(), 409);
  client.send(PreviewAgain{});
  Snapshot now = test::small_snapshot();
  now.tenants[0].adoption = Adoption{2, {}};
  client.answer({Call::snapshot, 5, 2}, {{"snapshot", snapshot_to_json(now)}});
  client.make_plans();
  const WizardPreviewView view = build_wizard_preview_view(client.state, {});
  CHECK(view.review.shown);
  CHECK(view.rows.size() == 1);
}

}  // namespace datavault
