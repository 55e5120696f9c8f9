#include "web/state/account.h"

#include <doctest/doctest.h>

#include "tests/web/support/client.h"

namespace datavault {
namespace {

using test::Client;

Client client_at_account() {
  Client client = Client::signed_in();
  client.open("/account");
  client.answer({Call::account},
                {{"user", {{"id", 1}, {"has_second_factor", false}}}, {"recovery_codes_left", 0}});
  client.answer(
      {Call::account_sessions},
      {{"sessions", {{{"id", 4}, {"is_current", true}}, {{"id", 5}, {"is_current", false}}}}});
  client.answer({Call::account_tokens}, {{"tokens", Json::array()}});
  client.forget();
  return client;
}

Json sent_body(const Client& client, Call call) {
  return *parse_json(client.last_call(call)->request.body);
}

}  // namespace

TEST_CASE("account: a second factor is begun, confirmed and gives recovery codes once") {
  Client client = client_at_account();
  client.send(ShowAccountForm{AccountForm::second_factor});
  client.send(BeginSecondFactor{"pw"});
  client.answer({Call::begin_second_factor}, {{"secret", "ABCD"}, {"uri", "otpauth://x"}});
  REQUIRE(client.state.account.second_factor);
  client.send(ConfirmSecondFactor{"pw", "123456"});
  const Json body = sent_body(client, Call::confirm_second_factor);
  CHECK(body.at("secret") == "ABCD");
  CHECK(body.at("one_time_code") == "123456");
  client.answer({Call::confirm_second_factor}, {{"recovery_codes", {"aaaa", "bbbb"}}});
  CHECK(client.state.account.recovery_codes.size() == 2);
  client.open("/overview");
  CHECK(client.state.account.recovery_codes.empty());
}

TEST_CASE("account: a wrong code keeps the secret that was scanned") {
  Client client = client_at_account();
  client.send(ShowAccountForm{AccountForm::second_factor});
  client.send(BeginSecondFactor{"pw"});
  client.answer({Call::begin_second_factor}, {{"secret", "ABCD"}, {"uri", "otpauth://x"}});
  client.send(ConfirmSecondFactor{"pw", "000000"});
  client.answer({Call::confirm_second_factor}, {{"error", "Not it."}, {"code", "wrong_code"}}, 401);
  CHECK(client.state.session.signed_in());
  CHECK(client.state.account.task.failure.code == "wrong_code");
  CHECK(client.state.account.second_factor->secret == "ABCD");
}

TEST_CASE("account: a form that was closed hears no answer") {
  Client client = client_at_account();
  client.send(ShowAccountForm{AccountForm::token});
  client.send(MakeToken{"CI", {"read"}, 30});
  client.send(ShowAccountForm{});
  client.answer({Call::make_token}, {{"api_token", "dv_secret"}}, 201);
  CHECK(client.state.account.made_token.empty());
}

TEST_CASE("account: a token is shown once, and the list is read again") {
  Client client = client_at_account();
  client.send(ShowAccountForm{AccountForm::token});
  client.send(MakeToken{"CI", {"read", "sync:write"}, 30});
  CHECK(sent_body(client, Call::make_token) ==
        Json{{"name", "CI"}, {"scopes", {"read", "sync:write"}}, {"days", 30}});
  client.answer({Call::make_token}, {{"api_token", "dv_secret"}, {"token", {{"id", 9}}}}, 201);
  CHECK(client.state.account.made_token == "dv_secret");
  CHECK(client.last_call(Call::account_tokens));
}

TEST_CASE("account: a session is ended once, however often it is pressed") {
  Client client = client_at_account();
  client.send(EndSession{5});
  client.send(EndSession{5});
  CHECK(client.requests.size() == 1);
  CHECK(client.last_call(Call::end_session)->request.path == "/api/account/sessions/5");
  client.answer({Call::end_session, 5}, Json::object());
  CHECK(client.last_call(Call::account_sessions));
}

}  // namespace datavault
