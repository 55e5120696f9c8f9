#include "web/views/rollback_view.h"

#include <doctest/doctest.h>

#include "tests/web/support/client.h"

namespace datavault {
namespace {

using test::Client;

/// Job 9 wrote tenants 1 and 2 and held 3; tenant 2 was edited since.
Client client_at_rollback() {
  Client client = Client::signed_in();
  client.open("/jobs/9/rollback");
  client.answer({Call::job, 9}, {{"status",
                                  {{"id", 9},
                                   {"status", "COMPLETED"},
                                   {"targets",
                                    {{{"company_id", 1}, {"status", "APPLIED"}},
                                     {{"company_id", 2}, {"status", "APPLIED"}},
                                     {{"company_id", 3}, {"status", "HELD"}}}}}}});
  client.answer(
      {Call::rollback_preview, 9},
      {{"plan",
        {{"digest", "d"},
         {"targets",
          {{{"company_id", 1}, {"outcome", "MERGE"}}, {{"company_id", 2}, {"outcome", "HOLD"}}}}}},
       {"conflicts",
        {{{"cluster", "c"},
          {"company_id", 2},
          {"type", "EDIT_REMOVE"},
          {"severity", "BLOCKING"},
          {"field_code", "F-a"},
          {"message", "an edit would go"},
          {"answers", {"MASTER", "TENANT"}}}}}});
  return client;
}

}  // namespace

TEST_CASE("rollback view: the tenants that the job wrote, what each gets, what is open") {
  const Client client = client_at_rollback();
  const RollbackView view = build_rollback_view(client.state, {});
  REQUIRE(view.rows.size() == 2);
  CHECK(view.rows[0].outcome.name == "Restored");
  CHECK(view.rows[1].outcome.name == "Held");
  CHECK(view.rows[1].remark == "An edit would go");
  CHECK(view.written == 1);
  CHECK(view.open == 1);
  REQUIRE(view.questions.size() == 1);
  CHECK(view.questions[0].open);
  CHECK(view.why_not.empty());
}

TEST_CASE("rollback view: tenants are left out, and only those that the job wrote are asked for") {
  Client client = client_at_rollback();
  client.forget();
  client.send(IncludeInRollback{{{2}}, false});
  const Json body = *parse_json(client.last_call(Call::rollback_preview)->request.body);
  CHECK(body["target_company_ids"] == Json::array({1}));
  const RollbackView view = build_rollback_view(client.state, {});
  CHECK(view.included == 1);
  CHECK(view.rows[1].outcome.name == "Left out");
}

}  // namespace datavault
