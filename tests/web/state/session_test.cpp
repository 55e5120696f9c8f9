#include <doctest/doctest.h>

#include "tests/web/support/client.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

using test::Client;

Json user(int64_t id) {
  return {{"user", {{"id", id}, {"email", "a@demo.test"}, {"role", "SUPER_ADMIN"}}},
          {"csrf_token", "token-" + std::to_string(id)}};
}

}  // namespace

TEST_CASE("session: asks the server first, and shows the login when nobody is signed in") {
  Client client;
  client.send(Started{});
  CHECK(client.last_call(Call::session)->request.path == "/api/auth/session");
  CHECK(client.state.session.phase == Session::Phase::restoring);
  client.answer({Call::session}, {{"user", nullptr}});
  CHECK(client.state.session.phase == Session::Phase::signed_out);
}

TEST_CASE("session: a deep link waits for the sign-in and is loaded after it") {
  Client client;
  client.send(Started{});
  client.open("/frameworks");
  client.answer({Call::session}, {{"user", nullptr}});
  CHECK_FALSE(client.last_call(Call::frameworks));
  client.send(SignIn{"a@demo.test", "secret", {}});
  CHECK(parse_json(client.last_call(Call::login)->request.body)->at("password") == "secret");
  client.answer({Call::login}, user(1));
  CHECK(client.state.session.signed_in());
  CHECK(client.last_call(Call::frameworks));
}

TEST_CASE("session: a wrong password shows the server's words and signs nobody in") {
  Client client;
  client.send(Started{});
  client.answer({Call::session}, {{"user", nullptr}});
  client.send(SignIn{"a@demo.test", "wrong", {}});
  client.answer({Call::login}, {{"success", false}, {"error", "Wrong email or password."}}, 401);
  CHECK_FALSE(client.state.session.signed_in());
  CHECK(client.state.session.failure.message == "Wrong email or password.");
}

TEST_CASE("session: a right password with a code missing leads to the second step") {
  Client client;
  client.send(Started{});
  client.answer({Call::session}, {{"user", nullptr}});
  client.send(SignIn{"a@demo.test", "secret", {}});
  client.answer({Call::login}, {{"error", "Type the code."}, {"code", "second_factor_required"}},
                401);
  CHECK(client.state.session.asks_code);
  CHECK(client.state.session.failure.message.empty());
  SUBCASE("a wrong code stays there, and the right one lets in") {
    client.send(SignIn{"a@demo.test", "secret", "000000"});
    CHECK(parse_json(client.last_call(Call::login)->request.body)->at("one_time_code") == "000000");
    client.answer({Call::login}, {{"error", "Wrong."}, {"code", "wrong_code"}}, 401);
    CHECK(client.state.session.asks_code);
    CHECK(client.state.session.failure.message == "Wrong.");
    client.send(SignIn{"a@demo.test", "secret", "123456"});
    client.answer({Call::login}, user(1));
    CHECK(client.state.session.signed_in());
    CHECK_FALSE(client.state.session.asks_code);
  }
  SUBCASE("going back asks for the password again") {
    client.send(ForgetCode{});
    CHECK_FALSE(client.state.session.asks_code);
  }
}

TEST_CASE("session: where nobody can sign in yet, the server says so") {
  Client client;
  client.send(Started{});
  client.answer({Call::session}, {{"user", nullptr}, {"needs_first_user", true}});
  CHECK(client.state.session.needs_first_user);
}

TEST_CASE(
    "session: a company's user arrives at the company's frameworks, without a super admin's "
    "stream") {
  Client client;
  client.send(Started{});
  client.answer({Call::session}, {{"user", {{"id", 7}, {"email", "a@acme.test"}, {"role", "USER"}}},
                                  {"company", {{"id", 3}, {"name", "Acme"}}}});
  CHECK_FALSE(client.last<OpenStream>());
  CHECK(client.state.route.page == Page::own_frameworks);
  CHECK(client.last_call(Call::own_frameworks)->request.path == "/api/tenant/frameworks");
  client.forget();
  client.open("/users");
  CHECK(client.requests.empty());
  CHECK_FALSE(may_see(client.state, Page::users));
}

TEST_CASE("impersonation: the pages begin anew in the other's place, and again on the way back") {
  Client client = test::client_at_preview();
  client.open("/users");
  client.send(Impersonate{7});
  CHECK(client.last_call(Call::impersonate)->request.path == "/superadmin/api/users/7/impersonate");
  client.answer({Call::impersonate, 7},
                {{"user", {{"id", 7}, {"email", "a@acme.test"}, {"role", "USER"}}},
                 {"impersonator", {{"id", 1}, {"email", "super@demo.test"}}},
                 {"company", {{"id", 3}, {"name", "Acme"}}},
                 {"csrf_token", "token-7"}});
  CHECK(client.state.session.impersonator->email == "super@demo.test");
  // The super admin's kept data does not open in the other's place, and nothing is kept for them.
  CHECK(person_without_server(client.state) == nullptr);
  CHECK_FALSE(client.state.kept.known);
  CHECK(client.state.people.list.front().user.id == 1);
  CHECK(client.state.session.csrf_token == "token-7");
  CHECK(client.state.wizard.selected.empty());
  CHECK(client.state.route.page == Page::own_frameworks);
  client.send(EndImpersonation{});
  client.answer({Call::end_impersonation}, user(1));
  CHECK_FALSE(client.state.session.impersonator);
  CHECK(client.state.session.is_super_admin());
  CHECK(person_without_server(client.state)->user.id == 1);
  CHECK(client.state.route.page == Page::users);
}

TEST_CASE("session: its end keeps what the same user was doing") {
  Client client = test::client_at_preview();
  const auto selected = client.state.wizard.selected;
  client.send(Reload{});
  client.answer({Call::jobs}, {{"error", "Sign in."}}, 401);
  CHECK_FALSE(client.state.session.signed_in());
  CHECK_FALSE(client.state.session.notice.empty());
  CHECK(client.state.wizard.selected == selected);
  client.send(SignIn{"a@demo.test", "x", {}});
  client.answer({Call::login}, user(1));
  CHECK(client.state.session.signed_in());
  CHECK(client.state.wizard.selected == selected);
  CHECK(client.state.wizard.planned({Strategy::merge, Preset::ask}) != nullptr);
}

TEST_CASE("session: another user finds nothing of the last one") {
  Client client = test::client_at_preview();
  client.answer({Call::jobs}, Json::object(), 401);
  client.send(SignIn{"b@demo.test", "x", {}});
  client.forget();
  client.answer({Call::login}, user(2));
  CHECK(client.state.wizard.selected.empty());
  CHECK(client.state.wizard.snapshot_here() == nullptr);
  CHECK_FALSE(client.last<ClearBlobs>());  // the other finds it again
  CHECK(client.last<ListBlobs>()->prefix == "u2/queue/");
}

TEST_CASE("session: signing out tells the server, wipes the state and the browser's copies") {
  Client client = test::client_at_preview();
  client.send(SignOut{});
  const auto logout = client.last_call(Call::logout);
  REQUIRE(logout);
  CHECK(logout->request.headers.back() == platform::HttpHeader{"X-CSRF-Token", "token-1"});
  CHECK(client.last<ClearBlobs>()->prefix == "u1/");
  CHECK(client.last<RemoveBlob>()->key == "people");
  CHECK(client.state.wizard.snapshot_here() == nullptr);
  CHECK_FALSE(client.state.session.user);
}

TEST_CASE("connection: an unreachable server is asked again, and then the page loads") {
  Client client = Client::signed_in();
  client.open("/frameworks");
  client.fail({Call::frameworks});
  client.send(BlobArrived{"u1/list/frameworks", std::nullopt});
  CHECK(client.state.connection.offline());
  CHECK(client.state.catalogue.frameworks.failure.unreachable);
  REQUIRE(client.last<StartTimer>());
  client.send(TimerElapsed{TimerPurpose::ping, 0});
  REQUIRE(client.last_call(Call::ping));
  client.forget();
  client.answer({Call::ping}, user(1));
  CHECK_FALSE(client.state.connection.offline());
  CHECK(client.last_call(Call::frameworks));
}

TEST_CASE("connection: opened while the server was away, the session is restored when it is back") {
  Client client;
  client.send(Started{});
  client.fail({Call::session});
  client.send(BlobArrived{"people", std::nullopt});
  CHECK(client.state.session.phase == Session::Phase::signed_out);
  CHECK(client.state.session.failure.unreachable);
  client.send(TimerElapsed{TimerPurpose::ping, 0});
  client.answer({Call::ping}, user(1));
  CHECK(client.state.session.signed_in());
}

}  // namespace datavault
