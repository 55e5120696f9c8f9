#include <doctest/doctest.h>

#include "tests/web/support/client.h"

namespace datavault {
namespace {

using test::Client;

Client client_with_link(const Json& owner) {
  Client client;
  client.send(Started{});
  client.open("/welcome?token=t1");
  client.answer({Call::session}, {{"user", nullptr}, {"needs_first_user", owner.is_null()}});
  client.answer({Call::link}, {{"email", owner}});
  client.forget();
  return client;
}

Json sent_body(const Client& client, Call call) {
  return *parse_json(client.last_call(call)->request.body);
}

}  // namespace

TEST_CASE("welcome: the link is looked at before anything is asked") {
  Client client;
  client.send(Started{});
  client.open("/welcome?token=t1");
  CHECK(sent_body(client, Call::link).at("token") == "t1");
  CHECK(client.state.welcome.phase == Welcome::Phase::checking);
}

TEST_CASE("welcome: the first super admin chooses address and password, and then signs in") {
  Client client = client_with_link(nullptr);
  CHECK(client.state.welcome.is_first());
  client.send(Redeem{"first@vault.test", "a long enough password"});
  const Json body = sent_body(client, Call::redeem);
  CHECK(body.at("email") == "first@vault.test");
  CHECK(body.at("token") == "t1");
  client.answer({Call::redeem}, {{"user", {{"id", 1}, {"email", "first@vault.test"}}}});
  CHECK(client.state.route.page == Page::overview);
  CHECK(client.state.session.email_hint == "first@vault.test");
  CHECK_FALSE(client.state.session.notice.empty());
  CHECK_FALSE(client.state.session.needs_first_user);
}

TEST_CASE("welcome: others choose a password alone") {
  Client client = client_with_link("a@acme.test");
  client.send(Redeem{"", "a long enough password"});
  CHECK_FALSE(sent_body(client, Call::redeem).contains("email"));
}

TEST_CASE("welcome: a weak password can be chosen again, a used link cannot") {
  Client client = client_with_link("a@acme.test");
  client.send(Redeem{"", "password1234"});
  client.answer({Call::redeem},
                {{"error", "Tried first."}, {"code", "invalid_input"}, {"where", "password"}}, 400);
  CHECK(client.state.welcome.phase == Welcome::Phase::open);
  CHECK(client.state.welcome.failure.where == "password");
  client.send(Redeem{"", "a long enough password"});
  client.answer({Call::redeem}, {{"error", "Used."}, {"code", "link_not_found"}}, 404);
  CHECK(client.state.welcome.phase == Welcome::Phase::broken);
  client.forget();
  client.send(Redeem{"", "a long enough password"});
  CHECK(client.requests.empty());
}

}  // namespace datavault
