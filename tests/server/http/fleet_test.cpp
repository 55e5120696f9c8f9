#include <doctest/doctest.h>

#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

Json merge_of(const Json& ids) {
  return {{"target_company_ids", ids}, {"conflict_resolution", "MERGE"}};
}

Json with_names(Json document, const std::string& name) {
  for (Json& field : document["fields"]) field["name"] = name;
  return document;
}

}  // namespace

TEST_CASE("fleet: counts current, behind and customised copies of active companies") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A", "B"}));
  const auto ids = server.create_companies(4);
  server.distribute(framework, merge_of(ids));
  server.edit(ids[0], framework, Json::array({{{"code", "A"}, {"set", {{"decimals", 3}}}}}));
  server.import(with_names(document("f", {"A", "B"}), "New"));
  server.distribute(framework, merge_of({ids[0]}));
  REQUIRE(
      server.patch("/superadmin/api/companies/" + std::to_string(ids[3]), {{"is_active", false}})
          .status == 200);

  const std::string tables = dump_tables(server.app().database());
  const Json fleet = server.get("/superadmin/api/fleet").json;
  CHECK(fleet["active_companies"] == 3);
  CHECK(fleet["frameworks"] == Json::array({{{"framework_id", framework},
                                             {"latest_version", 2},
                                             {"current", 1},
                                             {"behind", 2},
                                             {"customised", 1}}}));
  CHECK(fleet["held"].empty());
  const Json companies = server.get("/superadmin/api/fleet/companies").json["companies"];
  REQUIRE(companies.size() == 4);
  CHECK(companies[0] ==
        Json{{"company_id", ids[0]}, {"copies", 1}, {"behind", 0}, {"customised", 1}});
  CHECK(companies[1]["behind"] == 1);
  CHECK(dump_tables(server.app().database()) == tables);
}

TEST_CASE("fleet: a framework that nobody has, and a company's own one") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A"}));
  const auto ids = server.create_companies(1);
  REQUIRE(server.post("/superadmin/api/frameworks", {{"name", "Ours"}, {"company_id", ids[0]}})
              .status == 201);
  const Json fleet = server.get("/superadmin/api/fleet").json;
  REQUIRE(fleet["frameworks"].size() == 1);
  CHECK(fleet["frameworks"][0]["framework_id"] == framework);
  CHECK(fleet["frameworks"][0]["current"] == 0);
  CHECK(server.get("/superadmin/api/fleet/companies").json["companies"].empty());
}

TEST_CASE("fleet: a company that was held is listed until a later job writes it") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A", "B"}));
  const auto ids = server.create_companies(2);
  server.distribute(framework, merge_of(ids));
  server.edit(ids[0], framework, Json::array({{{"code", "A"}, {"set", {{"name", "Ours"}}}}}));
  server.import(with_names(document("f", {"A", "B"}), "New"));
  const Json job = server.distribute(framework, merge_of(ids));
  const Json held = server.get("/superadmin/api/fleet").json["held"];
  CHECK(held == Json::array({{{"framework_id", framework},
                              {"company_id", ids[0]},
                              {"sync_operation_id", job["id"]}}}));
  server.distribute(framework,
                    {{"target_company_ids", {ids[0]}}, {"conflict_resolution", "OVERWRITE"}});
  CHECK(server.get("/superadmin/api/fleet").json["held"].empty());
}

TEST_CASE("versions: published only onto the version that was seen") {
  TestServer server;
  server.sign_in();
  const int64_t framework = server.import(document("f", {"A"}));
  const std::string path = "/superadmin/api/frameworks/" + std::to_string(framework) + "/versions";
  Json next = {{"content", document("f", {"A", "B"})}, {"base_version", 1}};
  REQUIRE(server.post(path, next).status == 201);
  next["content"] = document("f", {"A", "C"});
  const std::string tables = dump_tables(server.app().database());
  const Answer late = server.post(path, next);
  CHECK(late.status == 409);
  CHECK(late.code() == "version_outdated");
  CHECK(dump_tables(server.app().database()) == tables);
  next["base_version"] = 2;
  CHECK(server.post(path, next).status == 201);
}

TEST_CASE("fleet: nobody but a super admin") {
  TestServer server;
  CHECK(server.get("/superadmin/api/fleet").status == 401);
  CHECK(server.get("/superadmin/api/fleet/companies").status == 401);
}

}  // namespace datavault::test
