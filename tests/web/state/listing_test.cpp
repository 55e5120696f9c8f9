#include "web/state/listing.h"

#include <doctest/doctest.h>

#include "tests/web/support/client.h"

namespace datavault {
namespace {

using test::Client;

Json users_page(int64_t first, int64_t count, const char* next) {
  Json users = Json::array();
  for (int64_t id = first; id < first + count; ++id) {
    users.push_back(
        {{"id", id}, {"email", "u" + std::to_string(id) + "@x.test"}, {"role", "USER"}});
  }
  return {{"users", users},
          {"next_cursor", next == nullptr ? Json(nullptr) : Json(next)},
          {"total", 5}};
}

std::string asked_path(const Client& client) { return client.last_call(Call::users)->request.path; }

}  // namespace

TEST_CASE("listing: pieces follow on each other") {
  Client client = Client::signed_in();
  client.open("/users");
  CHECK(asked_path(client) == "/superadmin/api/users?limit=100");
  client.answer({Call::users}, users_page(1, 3, "c1"));
  client.send(MoreRows{});
  CHECK(asked_path(client) == "/superadmin/api/users?limit=100&cursor=c1");
  client.answer({Call::users}, users_page(4, 2, nullptr));
  const auto& list = client.state.users.list;
  CHECK(list.rows.value.size() == 5);
  CHECK(list.total == 5);
  CHECK(list.next.empty());
}

TEST_CASE("listing: what is typed while a request is on its way is asked for after it") {
  Client client = Client::signed_in();
  client.open("/users");
  client.send(FilterList{"search", "a"});
  client.send(FilterList{"search", "ac"});
  CHECK(asked_path(client) == "/superadmin/api/users?limit=100");
  client.answer({Call::users}, users_page(1, 3, "c1"));
  CHECK(asked_path(client) == "/superadmin/api/users?limit=100&search=ac");
  CHECK(client.state.users.list.rows.value.empty());
  client.answer({Call::users}, users_page(2, 1, nullptr));
  CHECK(client.state.users.list.rows.value.size() == 1);
  CHECK(client.state.route.query_text("search") == "ac");
}

TEST_CASE("listing: a filter that is emptied leaves the address") {
  Client client = Client::signed_in();
  client.open("/audit?action=auth.login");
  CHECK(client.last_call(Call::audit)->request.path ==
        "/superadmin/api/audit?limit=100&action=auth.login");
  client.send(FilterList{"action", ""});
  CHECK(client.last<Navigate>()->path == "/audit");
  CHECK(client.last<Navigate>()->replace);
}

TEST_CASE("users: who is added gets a link, which is shown once") {
  Client client = Client::signed_in();
  client.open("/users");
  client.answer({Call::users}, users_page(1, 1, nullptr));
  client.send(ShowUserForm{UserForm::add, {}});
  client.send(AddUser{"new@acme.test", UserRole::admin, {3}});
  CHECK(*parse_json(client.last_call(Call::add_user)->request.body) ==
        Json{{"email", "new@acme.test"}, {"role", "ADMIN"}, {"company_id", 3}});
  client.answer(
      {Call::add_user},
      {{"user", {{"id", 9}, {"email", "new@acme.test"}}},
       {"link", {{"path", "/#/welcome?token=t"}, {"expires_at", "2026-01-31T12:00:00Z"}}}},
      201);
  REQUIRE(client.state.users.link);
  CHECK(client.state.users.link->email == "new@acme.test");
  CHECK(client.state.users.form == UserForm::none);
  client.open("/overview");
  CHECK_FALSE(client.state.users.link);
}

TEST_CASE("users: a refusal stays in the form") {
  Client client = Client::signed_in();
  client.open("/users");
  client.send(ShowUserForm{UserForm::deactivate, {}});
  client.send(ChangeUser{4, false, {}});
  CHECK(client.last_call(Call::change_user)->request.method == "PATCH");
  client.answer({Call::change_user, 4}, {{"error", "The last one."}, {"code", "last_super_admin"}},
                409);
  CHECK(client.state.users.form == UserForm::deactivate);
  CHECK(client.state.users.task.failure.message == "The last one.");
}

TEST_CASE("audit: verifying says what was found") {
  Client client = Client::signed_in();
  client.open("/audit");
  client.send(VerifyAudit{});
  client.send(VerifyAudit{});
  client.answer({Call::verify_audit},
                {{"is_whole", false}, {"findings", {{{"row", 17}, {"message", "is missing"}}}}});
  CHECK(client.state.audit.verdict.value.findings.front().row == 17);
}

}  // namespace datavault
