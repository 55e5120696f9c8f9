#include <doctest/doctest.h>

#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

struct Company {
  TestServer server;
  int64_t framework = 0;
  std::string path;

  Company() {
    server.sign_in();
    framework = server.import(document("f", {"A", "B"}));
    const auto ids = server.create_companies(1);
    path = "/superadmin/api/companies/" + std::to_string(ids[0]);
    server.distribute(framework, {{"target_company_ids", ids}, {"conflict_resolution", "MERGE"}});
  }
  std::string copy() const { return path + "/frameworks/" + std::to_string(framework); }
};

}  // namespace

TEST_CASE("companies: listed by page, sorted, searched in any script and filtered") {
  TestServer server;
  server.sign_in();
  const Json companies =
      Json::array({{{"name", "Ørsted Vind"}, {"industry", "Energy"}},
                   {{"name", "東京電力"}, {"industry", "Energy"}},
                   {{"name", "Αθηνά Τρόφιμα"}, {"industry", "Food"}, {"is_active", false}}});
  REQUIRE(server.post("/superadmin/api/companies", companies).status == 201);
  const auto total = [&](const std::string& query) {
    return server.get("/superadmin/api/companies?" + query).json["total"];
  };
  CHECK(total("") == 3);
  CHECK(total("search=%C3%B8rsted") == 1);
  CHECK(total("search=%E6%9D%B1%E4%BA%AC") == 1);
  CHECK(total("search=%CE%91%CE%98%CE%97%CE%9D") == 1);
  CHECK(total("industry=Energy") == 2);
  CHECK(total("is_active=false") == 1);
  const Answer page = server.get("/superadmin/api/companies?limit=2&sort=-id");
  CHECK(page.json["companies"][0]["name"] == "Αθηνά Τρόφιμα");
  const Answer next = server.get("/superadmin/api/companies?limit=2&sort=-id&cursor=" +
                                 page.json["next_cursor"].get<std::string>());
  CHECK(next.json["companies"].size() == 1);
  CHECK(next.json["next_cursor"].is_null());
}

TEST_CASE("copy: edited under the state that was seen, else refused") {
  Company company;
  const Answer before = company.server.get(company.copy());
  const std::string etag = before.headers.at("ETag");
  CHECK(etag == "\"" + before.json["framework"]["state"].get<std::string>() + "\"");
  CHECK(company.server.send("GET", company.copy(), "", {{"If-None-Match", etag}}).status == 304);
  const Json edit = {{"edits", Json::array({{{"code", "A"}, {"set", {{"name", "Ours"}}}}})}};
  const Answer edited = company.server.patch(company.copy(), edit, {{"If-Match", etag}});
  REQUIRE(edited.status == 200);
  CHECK(edited.headers.at("ETag") != etag);
  CHECK(edited.json["framework"]["fields"][0]["name"] == "Ours");
  CHECK(edited.json["framework"]["edits"] == 1);
  CHECK(edited.json["framework"]["changes"].dump().find(TestServer::kEmail) != std::string::npos);
  CHECK(edited.json["framework"]["fields"].dump().find(TestServer::kEmail) == std::string::npos);

  const std::string tables = dump_tables(company.server.app().database());
  const Answer late = company.server.patch(company.copy(), edit, {{"If-Match", etag}});
  CHECK(late.status == 412);
  CHECK(late.code() == "state_changed");
  const Json bad = {{"edits", Json::array({{{"code", "A"}, {"set", {{"name", "X"}}}},
                                           {{"code", "NOPE"}, {"hide", true}}})}};
  const Answer refused = company.server.patch(company.copy(), bad);
  CHECK(refused.status == 404);
  CHECK(refused.json["where"].get<std::string>().find("edits[1]") != std::string::npos);
  CHECK(dump_tables(company.server.app().database()) == tables);

  const Json reset = {{"edits", Json::array({{{"code", "A"}, {"reset", Json::array({"name"})}}})}};
  const Answer back = company.server.patch(company.copy(), reset);
  CHECK(back.headers.at("ETag") == etag);
}

TEST_CASE("reporting: entities, assignments and values, one or many, as JSON or CSV") {
  Company company;
  TestServer& server = company.server;
  const Headers csv{{"Content-Type", "text/csv"}};
  const Answer one =
      server.post(company.path + "/entities", {{"name", "Group"}, {"kind", "GROUP"}});
  REQUIRE_MESSAGE(one.status == 201, one.body);
  const int64_t group = one.json["entity_id"].get<int64_t>();
  const Answer many =
      server.send("POST", company.path + "/entities",
                  "name,kind,parent\nGermany,COUNTRY,Group\nBerlin,SITE,Germany\n", csv);
  REQUIRE_MESSAGE(many.status == 201, many.body);
  CHECK(many.json["entities"][1]["parent_id"] == many.json["entities"][0]["id"]);
  CHECK(server.get(company.path + "/entities").json["entities"].size() == 3);

  const Answer assigned = server.post(
      company.path + "/assignments",
      {{"code", "A"}, {"entity_id", group}, {"frequency", "QUARTERLY"}, {"unit", "kg"}});
  REQUIRE_MESSAGE(assigned.status == 200, assigned.body);
  const Json assignment = server.get(company.path + "/assignments").json["assignments"][0];
  CHECK(assignment["field_code"] == "A");
  CHECK(assignment["frequency"] == "QUARTERLY");

  const Json values = Json::array({{{"framework_id", company.framework},
                                    {"code", "A"},
                                    {"entity_id", group},
                                    {"period", "2023"},
                                    {"value", 12.50}},
                                   {{"framework", "f"},
                                    {"code", "B"},
                                    {"entity", "Berlin"},
                                    {"period", "2024-Q1"},
                                    {"value", "7"},
                                    {"unit", "kg"}}});
  const Answer stored = server.post(company.path + "/values", {{"values", values}});
  REQUIRE_MESSAGE(stored.status == 200, stored.body);
  CHECK(stored.json["stored"] == 2);
  CHECK(server.post(company.path + "/values", values).json["unchanged"] == 2);
  const Answer revised = server.send("POST", company.path + "/values",
                                     "code,entity,period,value\nA,Group,2023,13\n", csv);
  REQUIRE_MESSAGE(revised.status == 200, revised.body);
  CHECK(revised.json["revised"] == 1);
  const Json listed =
      server
          .get(company.path + "/values?framework_id=" + std::to_string(company.framework) +
               "&field_code=A")
          .json;
  REQUIRE(listed["values"].size() == 1);
  CHECK(listed["values"][0]["value"] == "13");
  CHECK(listed["values"][0]["unit"] == "t");
  CHECK(listed["values"][0]["revision"] == 2);

  const std::string tables = dump_tables(server.app().database());
  const Answer refused = server.send(
      "POST", company.path + "/values",
      "code,entity,period,value\nA,Group,2024,1\nA,Group,24,1\nB,Nowhere,2024,1\n", csv);
  CHECK(refused.status == 400);
  CHECK(refused.code() == "rows_refused");
  REQUIRE(refused.json["details"]["errors"].size() == 2);
  CHECK(refused.json["details"]["errors"][0]["where"] == "row 3, period");
  CHECK(refused.json["details"]["errors"][1]["where"] == "row 4");
  CHECK(dump_tables(server.app().database()) == tables);
}

TEST_CASE("values: of a field that goes away, counted before and archived after, never deleted") {
  Company company;
  TestServer& server = company.server;
  const Answer entity = server.post(company.path + "/entities", {{"name", "Group"}});
  REQUIRE(server
              .post(company.path + "/values", {{"code", "B"},
                                               {"entity_id", entity.json["entity_id"]},
                                               {"period", "2024"},
                                               {"value", "5"}})
              .status == 200);
  server.import(document("f", {"A"}));
  const Json request = {{"target_company_ids", Json::array({1})}, {"conflict_resolution", "MERGE"}};
  const Json preview = server.conflicts(company.framework, request);
  REQUIRE(preview["conflicts"].size() == 1);
  CHECK(preview["conflicts"][0]["type"] == "REMOVED_WITH_DATA");
  CHECK(preview["conflicts"][0]["values"]["total"] == 1);
  CHECK(server.distribute(company.framework, request)["status"] == "COMPLETED");
  const Json values = server.get(company.path + "/values").json["values"];
  REQUIRE(values.size() == 1);
  CHECK(values[0]["is_archived"] == true);
  CHECK(values[0]["value"] == "5");
}

}  // namespace datavault::test
