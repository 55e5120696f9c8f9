#include <doctest/doctest.h>

#include "server/app/formula_impact.h"
#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

Json with_total(const std::string& expression, const std::string& unit_of_b) {
  Json json = document("f", {"A", "B", "T"});
  json["fields"][1]["unit"] = unit_of_b;
  json["fields"][2]["expression"] = expression;
  json["fields"][2]["variables"] = {{"a", {{"field", "A"}}}, {"b", {{"field", "B"}}}};
  return json;
}

}  // namespace

TEST_CASE(
    "impact: a formula and a unit change, the numbers of the latest period before and after") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(with_total("a + b", "t"));
  const auto companies = server.create_companies(2);
  server.distribute(framework,
                    {{"target_company_ids", companies}, {"conflict_resolution", "MERGE"}});
  const int64_t entity = server.entity(companies[0]);
  const auto value = [&](const char* code, const char* period, const char* text) {
    return Json{{"code", code}, {"entity_id", entity}, {"period", period}, {"value", text}};
  };
  server.put_values(companies[0],
                    {value("A", "2023", "100"), value("A", "2024", "1"), value("B", "2024", "2")});
  const std::string path =
      "/superadmin/api/sync/frameworks/" + std::to_string(framework) + "/impact";
  const auto impact = [&](const Json& more) {
    Json body = more;
    if (!body.contains("company_id")) body["company_id"] = companies[0];
    const Answer answer = server.post(path, body);
    REQUIRE_MESSAGE(answer.status == 200, answer.body);
    return answer.json["impact"];
  };
  CHECK(impact(Json::object())["fields"].empty());
  CHECK(impact(Json::object())["outcome"] == "NOOP");

  server.import(with_total("a + b * 2", "kg"));
  const std::string before = dump_tables(server.app().database());
  const Json changed = impact(Json::object());
  CHECK(changed["period"] == "2024");
  CHECK(changed["version"] == 2);
  CHECK(changed["outcome"] == "FAST_FORWARD");
  REQUIRE(changed["fields"].size() == 1);
  const Json row = changed["fields"][0];
  CHECK(row["code"] == "T");
  CHECK(row["entity"]["id"] == entity);
  CHECK(row["before"] == 3.0);
  CHECK(row["after"] == 4001.0);
  CHECK(row["reason"].is_null());
  CHECK(dump_tables(server.app().database()) == before);

  const Json early = impact({{"period", "2023"}});
  CHECK(early["fields"].empty());
  const Json nobody = impact({{"company_id", companies[1]}});
  CHECK(nobody["period"].is_null());
  CHECK(nobody["fields"].empty());
  CHECK(server.post(path, {{"company_id", 999}}).code() == "company_not_found");
  CHECK(server.post(path, Json::object()).status == 400);
  CHECK(server.post(path, {{"company_id", companies[0]}, {"period", "May"}}).status == 400);

  server.put_values(companies[0], {value("A", "2024", "0.1"), value("B", "2024", "0.2")});
  server.import(with_total("(a * 10 + b * 10) / 10", "t"));  // 0.30000000000000004 and 0.3
  CHECK(impact(Json::object())["fields"].empty());
}

TEST_CASE("impact: a computed field that goes, and one whose value is missing afterwards") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(with_total("a + b", "t"));
  const auto companies = server.create_companies(1);
  server.distribute(framework,
                    {{"target_company_ids", companies}, {"conflict_resolution", "MERGE"}});
  const int64_t entity = server.entity(companies[0]);
  server.put_values(companies[0],
                    {{{"code", "A"}, {"entity_id", entity}, {"period", "2024"}, {"value", "1"}},
                     {{"code", "B"}, {"entity_id", entity}, {"period", "2024"}, {"value", "2"}}});
  server.import(document("f", {"A", "B"}));
  const Answer answer =
      server.post("/superadmin/api/sync/frameworks/" + std::to_string(framework) + "/impact",
                  {{"company_id", companies[0]}});
  REQUIRE(answer.json["impact"]["fields"].size() == 1);
  const Json row = answer.json["impact"]["fields"][0];
  CHECK(row["before"] == 3.0);
  CHECK(row["after"].is_null());
  CHECK(row["reason"].get<std::string>().find("afterwards") == 0);
}

TEST_CASE("period_before: by the end, then the shorter one") {
  struct Case {
    const char* name;
    const char* a;
    const char* b;
  };
  const std::vector<Case> cases{{"years", "2023", "2024"},
                                {"a quarter of the year", "2024-Q3", "2024"},
                                {"the last quarter", "2024-Q4", "2024"},
                                {"the last month", "2024-12", "2024-Q4"},
                                {"a later month", "2024-09", "2024-10"},
                                {"the next year's month", "2024", "2025-01"}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(period_before(c.a, c.b));
    CHECK_FALSE(period_before(c.b, c.a));
    CHECK_FALSE(period_before(c.a, c.a));
  }
}

}  // namespace datavault::test
