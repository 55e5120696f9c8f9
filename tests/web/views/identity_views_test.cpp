#include <doctest/doctest.h>

#include "tests/web/support/client.h"
#include "web/views/account_view.h"
#include "web/views/app_view.h"
#include "web/views/login_view.h"
#include "web/views/welcome_view.h"

namespace datavault {

using test::Client;

TEST_CASE("login: the second step asks for a code and says what was wrong with it at the field") {
  Client client;
  client.send(Started{});
  client.answer({Call::session}, {{"user", nullptr}});
  client.send(SignIn{"a@demo.test", "secret", {}});
  client.answer({Call::login}, {{"error", "Type it."}, {"code", "second_factor_required"}}, 401);
  CHECK(build_login_view(client.state).asks_code);
  CHECK(build_login_view(client.state).error.empty());
  client.send(SignIn{"a@demo.test", "secret", "1"});
  client.answer({Call::login}, {{"error", "Wrong code."}, {"code", "wrong_code"}}, 401);
  CHECK(build_login_view(client.state).code_error == "Wrong code.");
  CHECK(build_login_view(client.state).error.empty());
}

TEST_CASE("login: too many attempts say for how long to wait") {
  Client client;
  client.send(Started{});
  client.answer({Call::session}, {{"user", nullptr}});
  client.send(SignIn{"a@demo.test", "x", {}});
  client.answer({Call::login},
                {{"error", "Too many failed attempts. Try again in 8 seconds."},
                 {"code", "too_many_attempts"},
                 {"details", {{"retry_after_seconds", 8}}}},
                429);
  CHECK(build_login_view(client.state).error ==
        "Too many failed attempts. Try again in 8 seconds.");
}

TEST_CASE("login: where there is no user yet, it says how the first comes in") {
  Client client;
  client.send(Started{});
  client.answer({Call::session}, {{"user", nullptr}, {"needs_first_user", true}});
  CHECK_FALSE(build_login_view(client.state).first_use.empty());
}

TEST_CASE("password_lack: counts characters, not bytes") {
  CHECK_FALSE(password_lack("").empty());
  CHECK(password_lack("elevenchars") == "1 more character needed.");
  CHECK(password_lack("ääääääääää") == "2 more characters needed.");
  CHECK(password_lack("twelve chars").empty());
}

TEST_CASE("welcome: errors stand at the field that they are about") {
  Client client;
  client.open("/welcome?token=t");
  client.answer({Call::link}, {{"email", nullptr}});
  WelcomeUi ui{"me", "a long password"};
  CHECK(build_welcome_view(client.state, ui).title == "Set up DataVault");
  CHECK(build_welcome_view(client.state, ui).can_send);
  client.send(Redeem{"me", "a long password"});
  client.answer({Call::redeem}, {{"error", "No address."}, {"where", "email"}}, 400);
  const WelcomeView view = build_welcome_view(client.state, ui);
  CHECK(view.email_error == "No address.");
  CHECK(view.error.empty());
}

TEST_CASE("app: the menu has what the user may use") {
  const auto labels = [](const AppView& view) {
    std::vector<std::string> names;
    for (const MenuEntry& entry : view.menu) names.push_back(entry.label);
    return names;
  };
  CHECK(labels(build_app_view(Client::of_company().state)) ==
        std::vector<std::string>{"Frameworks", "Values", "Settings"});
  CHECK(labels(build_app_view(Client::signed_in().state)) ==
        std::vector<std::string>{"Overview", "Frameworks", "Tenants", "Templates", "Distribute",
                                 "Jobs", "Offline", "Users", "Audit", "Settings"});
  CHECK(labels(build_app_view(Client::signed_in({{"needs_approval", true}}).state)).size() == 11);
}

TEST_CASE("app: a page for others says so") {
  Client client = Client::of_company();
  client.open("/audit");
  CHECK(build_app_view(client.state).is_for_others);
  client.open("/account");
  CHECK_FALSE(build_app_view(client.state).is_for_others);
}

TEST_CASE("app: the banner names who stands in for whom") {
  const Client client =
      Client::signed_in({{"user", {{"id", 7}, {"email", "a@acme.test"}, {"role", "USER"}}},
                         {"impersonator", {{"id", 1}, {"email", "super@demo.test"}}},
                         {"company", {{"id", 3}, {"name", "Acme"}}}});
  CHECK(build_app_view(client.state).impersonation ==
        "You are super@demo.test, standing in for a@acme.test of Acme.");
  CHECK(build_app_view(Client::signed_in().state).impersonation.empty());
}

TEST_CASE("device_name: browser and system, or the program's own name") {
  CHECK(device_name("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/128.0") ==
        "Firefox on Windows");
  CHECK(device_name("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
                    "Chrome/126.0 Safari/537.36") == "Chrome on Linux");
  CHECK(device_name("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/17.4 Safari/605.1") ==
        "Safari on macOS");
  CHECK(device_name("curl/7.88.1") == "curl");
  CHECK(device_name("") == "Unknown device");
}

TEST_CASE("account: the secret is shown in fours, and few codes are a warning") {
  CHECK(in_fours("ABCDEFGHIJ") == "ABCD EFGH IJ");
  Client client = Client::signed_in();
  client.open("/account");
  client.answer({Call::account},
                {{"user", {{"has_second_factor", true}}}, {"recovery_codes_left", 2}});
  const AccountView view = build_account_view(client.state, {});
  CHECK(view.second_factor == "2 recovery codes left");
  CHECK(view.few_codes);
}

TEST_CASE("account: wrong passwords, wrong codes and weak passwords stand at their fields") {
  struct Case {
    const char* name;
    Json answer;
    std::string AccountFormView::*field;
  };
  const Case cases[] = {
      {"the present password",
       {{"code", "wrong_password"}, {"where", "password"}},
       &AccountFormView::password_error},
      {"the code", {{"code", "wrong_code"}}, &AccountFormView::code_error},
      {"the new password",
       {{"code", "invalid_input"}, {"where", "password"}},
       &AccountFormView::wanted_error},
      {"anything else", {{"code", "too_busy"}}, &AccountFormView::problem},
  };
  for (const Case& one : cases) {
    CAPTURE(one.name);
    Client client = Client::signed_in();
    client.open("/account");
    client.send(ShowAccountForm{AccountForm::password});
    client.send(ChangePassword{"x", "y"});
    Json answer = one.answer;
    answer["error"] = "No.";
    client.answer({Call::change_password}, answer, 403);
    CHECK(build_account_view(client.state, {}).form.*one.field == "No.");
  }
}

TEST_CASE("account: who stands in for the owner changes nothing") {
  Client client =
      Client::signed_in({{"user", {{"id", 7}, {"email", "a@acme.test"}, {"role", "USER"}}},
                         {"impersonator", {{"id", 1}, {"email", "super@demo.test"}}}});
  CHECK_FALSE(build_account_view(client.state, {}).not_ours.empty());
}

}  // namespace datavault
