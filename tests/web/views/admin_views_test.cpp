#include <doctest/doctest.h>

#include "tests/web/support/client.h"
#include "web/views/approvals_view.h"
#include "web/views/audit_view.h"
#include "web/views/users_view.h"

namespace datavault {
namespace {

using test::Client;

Json user_json(int64_t id, const char* role, const Json& more = Json::object()) {
  Json json = {{"id", id}, {"email", "u" + std::to_string(id) + "@x.test"}, {"role", role}};
  json.update(more);
  return json;
}

Client client_with_users(const Json& users) {
  Client client = Client::signed_in();
  client.open("/users");
  client.answer({Call::companies}, {{"companies", {{{"id", 3}, {"name", "Acme"}}}}});
  client.answer({Call::users}, {{"users", users}, {"total", users.size()}});
  return client;
}

std::vector<UserForm> forms_of(const UserRow& row) {
  std::vector<UserForm> forms;
  for (const UserChoice& choice : row.choices) forms.push_back(choice.form);
  return forms;
}

}  // namespace

TEST_CASE("users: what can be done depends on whom") {
  const Client client =
      client_with_users({user_json(1, "SUPER_ADMIN"), user_json(2, "SUPER_ADMIN"),
                         user_json(3, "USER", {{"company_id", 3}, {"has_password", false}}),
                         user_json(4, "ADMIN", {{"company_id", 3}, {"is_active", false}})});
  const UsersView view = build_users_view(client.state, {});
  REQUIRE(view.rows.size() == 4);
  CHECK(view.rows[0].choices.empty());
  CHECK(forms_of(view.rows[1]) ==
        std::vector{UserForm::reset, UserForm::end_sessions, UserForm::deactivate});
  CHECK(forms_of(view.rows[2]) == std::vector{UserForm::impersonate, UserForm::role,
                                              UserForm::reset, UserForm::end_sessions,
                                              UserForm::deactivate});
  CHECK(view.rows[2].state == "Invited");
  CHECK(view.rows[2].company == "Acme");
  CHECK(forms_of(view.rows[3]) ==
        std::vector{UserForm::role, UserForm::reset, UserForm::end_sessions, UserForm::activate});
}

TEST_CASE("users: a company's user needs a company, a super admin none") {
  Client client = client_with_users(Json::array());
  client.send(ShowUserForm{UserForm::add, {}});
  UsersUi ui;
  ui.email = "n@x.test";
  CHECK_FALSE(build_users_view(client.state, ui).can_send);
  ui.company = 0;
  CHECK(build_users_view(client.state, ui).can_send);
  ui.company = -1;
  ui.role = 2;
  CHECK(build_users_view(client.state, ui).can_send);
}

TEST_CASE("users: the filters are those of the address") {
  Client client = client_with_users(Json::array());
  client.open("/users?role=ADMIN&company_id=3");
  const UsersView view = build_users_view(client.state, {});
  CHECK(view.role.choices[static_cast<size_t>(view.role.chosen)].label == "Admin");
  CHECK(view.company.choices[static_cast<size_t>(view.company.chosen)].label == "Acme");
  CHECK(view.active.chosen == 0);
  CHECK(view.is_filtered);
}

TEST_CASE("audit: a row names who, in whose place, what and whether it was refused") {
  Client client = Client::signed_in();
  client.open("/audit?is_refused=true");
  client.answer({Call::audit}, {{"audit",
                                 {{{"id", 17},
                                   {"user_email", "super@demo.test"},
                                   {"as_user_email", "a@acme.test"},
                                   {"action", "tenant.framework.edit"},
                                   {"entity", "company"},
                                   {"entity_id", "3"},
                                   {"is_refused", true},
                                   {"payload", {{"code", "forbidden"}}}}}},
                                {"total", 1},
                                {"next_cursor", nullptr}});
  AuditUi ui;
  ui.opened = 17;
  const AuditView view = build_audit_view(client.state, ui);
  REQUIRE(view.rows.size() == 1);
  CHECK(view.rows[0].what == "Edited the own framework");
  CHECK(view.rows[0].as_whom == "as a@acme.test");
  CHECK(view.rows[0].is_refused);
  REQUIRE(view.detail);
  CHECK(view.detail->payload == "{\n  \"code\": \"forbidden\"\n}");
  CHECK(view.csv_path == "/superadmin/api/audit/export?format=csv&is_refused=true");
  CHECK(view.lines_path == "/superadmin/api/audit/export?format=jsonl&is_refused=true");
}

TEST_CASE("audit: the verdict names rows, or up to where it is signed") {
  Client client = Client::signed_in();
  client.open("/audit");
  client.send(VerifyAudit{});
  client.answer({Call::verify_audit}, {{"is_whole", true},
                                       {"findings", Json::array()},
                                       {"last_row", 120},
                                       {"signed_row", 118},
                                       {"signed_at", "2026-01-31T12:00:00Z"}});
  CHECK(build_audit_view(client.state, {}).verdict.title == "The audit is whole");
  client.send(VerifyAudit{});
  client.answer({Call::verify_audit},
                {{"is_whole", false}, {"findings", {{{"row", 17}, {"message", "it is missing"}}}}});
  const VerdictView verdict = build_audit_view(client.state, {}).verdict;
  CHECK_FALSE(verdict.is_whole);
  CHECK(verdict.findings == std::vector<std::string>{"Row 17: it is missing"});
}

TEST_CASE("approvals: nobody decides what they asked for themselves") {
  const auto view_of = [](const char* asker, const char* status) {
    Client client = Client::signed_in({{"needs_approval", true}});
    client.open("/approvals/4");
    client.answer({Call::approval, 4},
                  {{"approval",
                    {{"id", 4},
                     {"kind", "FRAMEWORK_SYNC"},
                     {"title", "\"Small\" version 2 to 6 companies"},
                     {"summary", {{"MERGE", 2}, {"HOLD", 0}}},
                     {"status", status},
                     {"requested_by", asker},
                     {"request", {{"expected", {{{"company_id", 3}, {"outcome", "MERGE"}}}}}}}}});
    return build_approval_view(client.state, {});
  };
  const ApprovalView own = view_of("super@demo.test", "PENDING");
  CHECK_FALSE(own.can_decide);
  CHECK_FALSE(own.why_not.empty());
  CHECK(own.row.title == "Distribute \"Small\" version 2 to 6 companies");
  REQUIRE(own.outcomes.size() == 1);
  CHECK(own.outcomes[0].text == "2 Merged");
  CHECK(own.targets.size() == 1);
  CHECK(view_of("other@demo.test", "PENDING").can_decide);
  CHECK_FALSE(view_of("other@demo.test", "PENDING").can_carry_out);
  CHECK(view_of("super@demo.test", "APPROVED").can_carry_out);
  CHECK_FALSE(view_of("super@demo.test", "REJECTED").can_carry_out);
}

}  // namespace datavault
