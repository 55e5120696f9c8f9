// What there is without a server: the session, the lists, the snapshots.
#include <doctest/doctest.h>

#include "core/plan/snapshot_difference.h"
#include "core/plan/snapshot_json.h"
#include "tests/web/support/client.h"

namespace datavault {
namespace {

using test::Client;

constexpr int64_t kDayMs = 24 * 60 * 60 * 1000;

Json frameworks_body() {
  return {{"frameworks",
           {{{"id", 5}, {"name", "Small framework"}, {"latest_version", 2}, {"field_count", 2}},
            {{"id", 6}, {"name", "Other framework"}, {"latest_version", 1}, {"field_count", 9}},
            {{"id", 7}, {"name", "Empty framework"}, {"latest_version", 0}, {"field_count", 0}}}}};
}

Json whole_body(const Snapshot& snapshot) {
  const Json json = snapshot_to_json(snapshot);
  return {{"digest", digest_of_json(json)}, {"snapshot", json}};
}

Json difference_body(const Snapshot& former, const Snapshot& now) {
  const Json a = snapshot_to_json(former), b = snapshot_to_json(now);
  return {{"digest", digest_of_json(b)},
          {"difference", snapshot_difference(index_of_snapshot(a), b, index_of_snapshot(b))}};
}

Snapshot with_edit_of_tenant_1() {
  Snapshot snapshot = test::small_snapshot();
  snapshot.tenants[0].tenant.name = "Acme renamed";
  return snapshot;
}

/// Does what was asked for with snapshots that have to be put together.
void make_merges(Client& client) {
  const auto asked = client.last<MergeSnapshot>();
  REQUIRE(asked);
  client.send(merged_snapshot(*asked));
}

/// Signed in, with what the browser keeps told and the list of frameworks here.
Client client_keeping() {
  Client client = Client::signed_in();
  client.find_kept();
  client.answer({Call::frameworks}, frameworks_body());
  return client;
}

std::string people_text(bool session_ended = false, const char* role = "SUPER_ADMIN") {
  return Json{{"people",
               {{{"id", 1},
                 {"email", "super@demo.test"},
                 {"role", role},
                 {"seen_at", 1000},
                 {"session_ended", session_ended}}}}}
      .dump();
}

Client client_without_server(const std::string& people, int64_t now_ms = 2000) {
  Client client;
  client.send(Started{now_ms, false});
  client.fail({Call::session});
  client.send(BlobArrived{"people", people});
  return client;
}

}  // namespace

TEST_CASE("offline: who was here last finds what is kept, without the server") {
  Client client = client_without_server(people_text());
  CHECK(client.state.session.signed_in());
  CHECK_FALSE(client.state.session.confirmed);
  CHECK(client.state.session.user->email == "super@demo.test");
  CHECK(client.last<ListBlobs>()->prefix == "u1/queue/");
  SUBCASE("the server is back and says the same") {
    client.answer({Call::ping},
                  {{"user", {{"id", 1}, {"email", "super@demo.test"}, {"role", "SUPER_ADMIN"}}},
                   {"csrf_token", "token-9"}});
    CHECK(client.state.session.confirmed);
    CHECK(client.state.session.csrf_token == "token-9");
    CHECK_FALSE(client.state.connection.offline());
  }
  SUBCASE("the server is back and knows of no session") {
    client.answer({Call::ping}, {{"user", nullptr}});
    CHECK_FALSE(client.state.session.signed_in());
    CHECK_FALSE(client.last<ClearBlobs>());
    CHECK(parse_json(*client.kept("people"))->at("people")[0].at("session_ended") == true);
  }
  SUBCASE("the server is back and knows of another user") {
    client.answer({Call::ping},
                  {{"user", {{"id", 2}, {"role", "SUPER_ADMIN"}}}, {"csrf_token", "token-2"}});
    CHECK(client.state.session.user->id == 2);
    CHECK(client.state.session.confirmed);
    CHECK(client.last<ListBlobs>()->prefix == "u2/queue/");
    CHECK_FALSE(client.last<ClearBlobs>());
  }
}

TEST_CASE("offline: nobody is let in whose session ended, or who has not been here for long") {
  struct Case {
    const char* name;
    std::string people;
    int64_t now_ms;
    bool lets_in;
  };
  const Case cases[] = {
      {"lately", people_text(), 1000 + 29 * kDayMs, true},
      {"long ago", people_text(), 1000 + 30 * kDayMs, false},
      {"the session ended", people_text(true), 2000, false},
      {"a company's user, for whom nothing is kept", people_text(false, "USER"), 2000, false},
      {"nobody", R"({"people": []})", 2000, false},
      {"unreadable", "{", 2000, false},
  };
  for (const Case& item : cases) {
    CAPTURE(item.name);
    const Client client = client_without_server(item.people, item.now_ms);
    CHECK(client.state.session.signed_in() == item.lets_in);
    CHECK_FALSE(client.last<ClearBlobs>());
  }
}

TEST_CASE("offline: signing in shuts out those before, and what they left goes after 30 days") {
  Client client;
  client.send(Started{1000 + 31 * kDayMs, false});
  client.send(BlobArrived{"people", people_text()});
  client.send(Replied{{Call::session},
                      {{},
                       platform::HttpOutcome::answered,
                       200,
                       {},
                       R"({"user": {"id": 2, "role": "SUPER_ADMIN"}, "csrf_token": "t"})"},
                      1000 + 31 * kDayMs});
  CHECK(client.state.session.user->id == 2);
  CHECK(client.last<ClearBlobs>()->prefix == "u1/");
  CHECK(client.state.people.list.size() == 1);
}

TEST_CASE("offline: signing out wipes, and reaches the server when there is one") {
  Client client = client_keeping();
  client.send(SignOut{});
  CHECK(client.last<ClearBlobs>()->prefix == "u1/");
  CHECK(client.last<MarkSignedOut>()->unheard);
  SUBCASE("it is there") {
    client.answer({Call::logout}, {{"success", true}});
    CHECK_FALSE(client.last<MarkSignedOut>()->unheard);
  }
  SUBCASE("it is not: the next page signs out before anything else") {
    client.fail({Call::logout});
    CHECK(client.last<MarkSignedOut>()->unheard);
    Client next;
    next.send(Started{2000, true});
    next.answer({Call::session},
                {{"user", {{"id", 1}, {"role", "SUPER_ADMIN"}}}, {"csrf_token", "token-3"}});
    CHECK_FALSE(next.state.session.signed_in());
    const auto logout = next.last_call(Call::logout);
    REQUIRE(logout);
    CHECK(logout->request.headers.back() == platform::HttpHeader{"X-CSRF-Token", "token-3"});
    next.answer({Call::logout}, {{"success", true}});
    CHECK_FALSE(next.last<MarkSignedOut>()->unheard);
  }
}

TEST_CASE("offline: an expired session keeps everything but opens nothing without the server") {
  Client client = client_keeping();
  client.answer({Call::jobs}, Json::object(), 401);
  CHECK_FALSE(client.last<ClearBlobs>());
  CHECK(parse_json(*client.kept("people"))->at("people")[0].at("session_ended") == true);
}

TEST_CASE("lists: kept as they came, and shown with their age when nobody answers") {
  Client client = client_keeping();
  const std::string kept = *client.kept("u1/list/frameworks");
  Client later = client_without_server(people_text());
  later.fail({Call::frameworks});
  CHECK(later.state.catalogue.frameworks.loading());
  SUBCASE("there is one") {
    later.send(BlobArrived{"u1/list/frameworks", kept});
    REQUIRE(later.state.catalogue.frameworks.has_value);
    CHECK(later.state.catalogue.frameworks.value.size() == 3);
    CHECK(later.state.catalogue.frameworks.loaded_at_ms == 1000);
    CHECK_FALSE(later.last_call(Call::snapshot));  // nobody could answer
  }
  SUBCASE("there is none") {
    later.send(BlobArrived{"u1/list/frameworks", std::nullopt});
    CHECK(later.state.catalogue.frameworks.failure.unreachable);
  }
}

TEST_CASE("fields: without a server, those of a version that a kept snapshot holds") {
  Client client = client_keeping();
  client.answer({Call::snapshot, 5, 2}, whole_body(test::small_snapshot()));
  const std::string kept = *client.kept("u1/snapshot/5/2");
  client.open("/frameworks/5");
  client.fail({Call::framework, 5, 0});
  CHECK(client.last<LoadBlob>()->key == "u1/snapshot/5/2");
  client.send(BlobArrived{"u1/snapshot/5/2", kept});
  const auto& detail = client.state.catalogue.details.at({5, 0});
  REQUIRE(detail.has_value);
  CHECK(detail.value->version == 2);
  CHECK(detail.value->summary.name == "Small framework");
  CHECK(detail.value->content.fields.size() == 2);
  CHECK(detail.loaded_at_ms == 1000);
}

TEST_CASE("snapshots: of every framework with a version, one after the other") {
  Client client = client_keeping();
  auto asked = client.last_call(Call::snapshot);
  REQUIRE(asked);
  CHECK(asked->request.path == "/superadmin/api/sync/snapshot?framework_id=5&version=2");
  client.forget();
  client.answer({Call::snapshot, 5, 2}, whole_body(test::small_snapshot()));
  CHECK(client.kept("u1/snapshot/5/2"));
  CHECK(client.state.kept.all.at({5, 2}).bytes > 1000);
  CHECK(client.state.kept.all.at({5, 2}).taken_at_ms == 1000);
  asked = client.last_call(Call::snapshot);
  REQUIRE(asked);
  CHECK(asked->tag == CallTag{Call::snapshot, 6, 1});
  client.forget();
  client.answer({Call::snapshot, 6, 1}, {{"error", "Too busy."}}, 503);
  CHECK(client.state.kept.problems.at(6) == "Too busy.");
  CHECK_FALSE(client.last_call(Call::snapshot));
  SUBCASE("the list again: what is fresh is not asked for") {
    client.answer({Call::frameworks}, frameworks_body());
    REQUIRE(client.last_call(Call::snapshot));
    CHECK(client.last_call(Call::snapshot)->tag.id == 6);
  }
}

TEST_CASE("snapshots: refreshed by difference to the kept one") {
  Client client = client_keeping();
  client.answer({Call::snapshot, 5, 2}, whole_body(test::small_snapshot()));
  client.answer({Call::snapshot, 6, 1}, {{"error", "No."}}, 404);
  const std::string blob = *client.kept("u1/snapshot/5/2");
  const std::string digest = client.state.kept.all.at({5, 2}).digest;
  client.forget();
  client.send(KeepSnapshots{});
  const auto asked = client.last_call(Call::snapshot);
  REQUIRE(asked);
  CHECK(asked->request.path.ends_with("&since=" + digest));
  SUBCASE("something changed") {
    const Snapshot now = with_edit_of_tenant_1();
    client.answer({Call::snapshot, 5, 2}, difference_body(test::small_snapshot(), now));
    CHECK(client.last<LoadBlob>()->key == "u1/snapshot/5/2");
    client.send(BlobArrived{"u1/snapshot/5/2", blob});
    make_merges(client);
    CHECK(client.state.kept.all.at({5, 2}).digest == digest_of_json(snapshot_to_json(now)));
    const Json kept = *parse_json(*client.kept("u1/snapshot/5/2"), 96);
    CHECK(kept["body"]["snapshot"] == snapshot_to_json(now));
    CHECK(client.last_call(Call::snapshot)->tag.id == 6);  // the next one's turn
  }
  SUBCASE("nothing changed: only its age") {
    Json same = difference_body(test::small_snapshot(), test::small_snapshot());
    platform::HttpReply reply{{}, platform::HttpOutcome::answered, 200, {}, same.dump()};
    client.send(Replied{{Call::snapshot, 5, 2}, reply, 5000});
    CHECK_FALSE(client.last<LoadBlob>());
    CHECK_FALSE(client.kept("u1/snapshot/5/2"));
    CHECK(client.state.kept.all.at({5, 2}).taken_at_ms == 5000);
  }
  SUBCASE("what is kept is not what the server thinks: fetched whole") {
    client.answer({Call::snapshot, 5, 2},
                  difference_body(test::small_snapshot(), with_edit_of_tenant_1()));
    client.send(BlobArrived{"u1/snapshot/5/2", std::nullopt});
    make_merges(client);
    CHECK(client.last_call(Call::snapshot)->request.path ==
          "/superadmin/api/sync/snapshot?framework_id=5&version=2");
    client.answer({Call::snapshot, 5, 2}, whole_body(test::small_snapshot()));
    CHECK(client.kept("u1/snapshot/5/2"));
  }
  SUBCASE("the wizard waits for it") {
    client.state.wizard.draft = Wizard::Draft::known;
    client.send(ChooseFramework{{5}, 2});
    const Snapshot now = with_edit_of_tenant_1();
    client.answer({Call::snapshot, 5, 2}, difference_body(test::small_snapshot(), now));
    client.send(BlobArrived{"u1/snapshot/5/2", blob});
    make_merges(client);
    REQUIRE(client.state.wizard.snapshot_here());
    CHECK(client.state.wizard.snapshot_here()->tenants[0].tenant.name == "Acme renamed");
    CHECK_FALSE(client.state.wizard.snapshot.value.from_browser);
  }
}

TEST_CASE("snapshots: what is too large is not kept, and why is said") {
  Client client = client_keeping();
  Json body = whole_body(test::small_snapshot());
  body["snapshot"]["framework"]["description"] =
      std::string(static_cast<size_t>(kMostSnapshotBytes), 'x');
  client.answer({Call::snapshot, 5, 2}, body);
  CHECK_FALSE(client.kept("u1/snapshot/5/2"));
  CHECK(client.state.kept.problems.at(5) == "It is too large to be kept.");
}

TEST_CASE("snapshots: a newer version takes the place of the one before") {
  Client client = client_keeping();
  client.answer({Call::snapshot, 5, 2}, whole_body(test::small_snapshot()));
  client.answer({Call::snapshot, 6, 1}, {{"error", "No."}}, 404);
  Json list = frameworks_body();
  list["frameworks"][0]["latest_version"] = 3;
  client.forget();
  client.answer({Call::frameworks}, list);
  const auto asked = client.last_call(Call::snapshot);
  REQUIRE(asked);
  CHECK(asked->tag.version == 3);
  CHECK(asked->request.path.find("&since=sha256:") != std::string::npos);
  Snapshot newer = test::small_snapshot();
  newer.target_version = 1;  // any other one
  client.answer({Call::snapshot, 5, 3}, whole_body(newer));
  CHECK(client.kept("u1/snapshot/5/3"));
  CHECK_FALSE(client.state.kept.all.contains({5, 2}));
  CHECK(client.last<RemoveBlob>()->key == "u1/kept/5/2");
}

TEST_CASE("update: a newer client takes over when the user says so") {
  Client client = client_keeping();
  client.send(UpdateFound{});
  CHECK(client.state.update_ready);
  CHECK_FALSE(client.last<UpdateClient>());
  client.send(UseUpdate{});
  CHECK(client.last<UpdateClient>());
}

}  // namespace datavault
