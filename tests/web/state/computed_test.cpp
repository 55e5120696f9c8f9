#include <doctest/doctest.h>

#include "tests/web/support/client.h"
#include "web/views/computed_view.h"

namespace datavault {
namespace {

using test::Client;

Json impact(const std::string& outcome, const Json& fields) {
  return {{"impact",
           {{"company_id", 2}, {"outcome", outcome}, {"period", "2025"}, {"fields", fields}}}};
}

const Json kRow = {{"code", "F-t"},
                   {"entity", {{"id", 7}, {"name", "Site"}}},
                   {"before", 12.5},
                   {"after", nullptr},
                   {"unit_before", "t"},
                   {"unit_after", nullptr},
                   {"reason", "afterwards: no value"}};

Client client_that_asked() {
  Client client = test::client_at_preview();
  client.send(ShowComputed{{2}});
  return client;
}

}  // namespace

TEST_CASE("computed values: asked for one tenant, with the plan's request") {
  const Client client = client_that_asked();
  const auto call = client.last_call(Call::computed);
  REQUIRE(call);
  CHECK(call->request.path == "/superadmin/api/sync/frameworks/5/impact");
  const Json body = *parse_json(call->request.body);
  CHECK(body["company_id"] == 2);
  CHECK(body["version"] == 2);
  CHECK(body["conflict_resolution"] == "MERGE");
  CHECK_FALSE(body.contains("target_company_ids"));
  CHECK(build_computed_view(client.state, {2}).load.waiting);
  CHECK_FALSE(build_computed_view(client.state, {3}).asked);
}

TEST_CASE("computed values: rows with units and reasons, or why there are none") {
  struct Case {
    const char* name;
    Json reply;
    size_t rows;
    const char* summary;
  };
  const Case cases[] = {
      {"one", impact("MERGE", Json::array({kRow})), 1, "1 computed value of 2025 changes."},
      {"none", impact("MERGE", Json::array()), 0, "No computed value of 2025 changes."},
      {"held", impact("HOLD", Json::array()), 0,
       "Nothing is written to this tenant, so no computed value changes."}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    Client client = client_that_asked();
    client.answer({Call::computed, 1}, c.reply);
    const ComputedView view = build_computed_view(client.state, {2});
    CHECK(view.summary == c.summary);
    REQUIRE(view.rows.size() == c.rows);
    if (view.rows.empty()) continue;
    CHECK(view.rows[0].before == "12.5");
    CHECK(view.rows[0].unit_before == "t");
    CHECK(view.rows[0].after == "none");
    CHECK(view.rows[0].reason == "Afterwards: no value");
  }
}

TEST_CASE("computed values: numbers of any size show the digits that tell them apart") {
  struct Case {
    double before, after;
    const char *before_text, *after_text;
  };
  const Case cases[] = {
      {0.1 + 0.2, 0.0000001234, "0.3", "0.0000001234"},
      {1234567.25, -0.0, "1234567.25", "0"},
      {1e-7, 1.5e-7, "0.0000001", "0.00000015"},
      {-99999999999.5, 1e21, "-99999999999.5", "1000000000000000000000"},
  };
  for (const Case& c : cases) {
    Client client = client_that_asked();
    Json row = kRow;
    row["before"] = c.before;
    row["after"] = c.after;
    client.answer({Call::computed, 1}, impact("MERGE", Json::array({row})));
    const ComputedView view = build_computed_view(client.state, {2});
    REQUIRE(view.rows.size() == 1);
    CHECK(view.rows[0].before == c.before_text);
    CHECK(view.rows[0].after == c.after_text);
  }
}

TEST_CASE("computed values: a failure is said, and what was asked later counts") {
  Client client = client_that_asked();
  client.fail({Call::computed, 1});
  CHECK_FALSE(build_computed_view(client.state, {2}).load.problem.empty());
  client.send(ShowComputed{{2}});
  client.answer({Call::computed, 1}, impact("MERGE", Json::array({kRow})));  // late
  CHECK(build_computed_view(client.state, {2}).load.waiting);
  client.answer({Call::computed, 2}, impact("MERGE", Json::array({kRow})));
  CHECK(build_computed_view(client.state, {2}).rows.size() == 1);
}

TEST_CASE("computed values: those of another plan are not shown") {
  Client client = client_that_asked();
  client.answer({Call::computed, 1}, impact("MERGE", Json::array({kRow})));
  client.send(ChooseStrategy{Strategy::overwrite});
  client.make_plans();
  CHECK_FALSE(build_computed_view(client.state, {2}).asked);
}

}  // namespace datavault
