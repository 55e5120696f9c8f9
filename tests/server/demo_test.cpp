#include "server/demo/demo.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "server/demo/demo_data.h"
#include "tests/server/support/test_server.h"

namespace datavault {
namespace {

/// A server on a database of its own, filled with the demo.
class DemoServer {
 public:
  explicit DemoServer(int64_t tenants) {
    DemoOptions options{"http://127.0.0.1:" + std::to_string(server_.port()),
                        test::TestServer::kEmail,
                        test::TestServer::kPassword,
                        tenants,
                        {}};
    const auto seeded = seed_demo(options);
    if (!seeded) FAIL(seeded.error().where, ": ", seeded.error().message);
    server_.sign_in();
  }

  Json get(const std::string& path) { return expect(server_.get(path)); }
  Json post(const std::string& path, const Json& body) { return expect(server_.post(path, body)); }

 private:
  static Json expect(const test::Answer& answer) {
    REQUIRE_MESSAGE(answer.status / 100 == 2, answer.body);
    return answer.json;
  }

  test::TestServer server_;
};

DemoServer& demo() {
  static DemoServer server(24);
  return server;
}

Json companies(DemoServer& server) {
  return server.get("/superadmin/api/companies?limit=1000").at("companies");
}

std::map<std::string, Json> frameworks(DemoServer& server) {
  std::map<std::string, Json> by_name;
  const Json answer = server.get("/superadmin/api/frameworks?limit=1000");
  for (const Json& row : answer.at("frameworks")) {
    // A framework that a tenant wrote itself has no versions.
    if (!row.at("latest_version").is_null()) by_name[row.at("name").get<std::string>()] = row;
  }
  return by_name;
}

Json all_ids(DemoServer& server) {
  Json ids = Json::array();
  for (const Json& company : companies(server)) ids.push_back(company.at("id"));
  return ids;
}

struct Seen {
  std::set<std::string> outcomes;
  std::set<std::string> conflicts;
};

std::string listed(const std::set<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + text;
  return list;
}

void preview(DemoServer& server, const Json& framework, const Json& ids, const char* strategy,
             Seen& seen) {
  const std::string path = "/superadmin/api/sync/frameworks/" +
                           std::to_string(framework.at("id").get<int64_t>()) +
                           "/conflicts?limit=1000";
  const Json answer =
      server.post(path, {{"target_company_ids", ids}, {"conflict_resolution", strategy}});
  for (const Json& target : answer.at("plan").at("targets")) {
    seen.outcomes.insert(target.at("outcome").get<std::string>());
  }
  for (const Json& conflict : answer.at("conflicts")) {
    seen.conflicts.insert(conflict.at("type").get<std::string>());
  }
}

Seen preview_all_strategies(DemoServer& server, const Json& framework, const Json& ids) {
  Seen seen;
  for (const char* strategy : {"SKIP", "OVERWRITE", "MERGE", "MANUAL"}) {
    preview(server, framework, ids, strategy, seen);
  }
  return seen;
}

}  // namespace

TEST_CASE(
    "demo: the seeded server has 24 tenants of six industries and four frameworks in two "
    "versions") {
  std::set<std::string> industries;
  int inactive = 0;
  const Json rows = companies(demo());
  CHECK(rows.size() == 24);
  for (const Json& company : rows) {
    industries.insert(company.at("industry").get<std::string>());
    if (!company.at("is_active").get<bool>()) ++inactive;
  }
  CHECK(industries.size() == 6);
  CHECK(inactive == 1);
  const auto by_name = frameworks(demo());
  CHECK(by_name.size() == 4);
  for (const auto& framework : by_name) {
    CAPTURE(framework.first);
    CHECK(framework.second.at("latest_version") == 2);
  }
}

TEST_CASE("demo: distributing GHG Protocol 2 would show every outcome and every kind of conflict") {
  Json ids = all_ids(demo());
  ids.push_back(999999);  // COMPANY_NOT_FOUND needs a tenant that is not there
  const Seen seen = preview_all_strategies(
      demo(), frameworks(demo()).at("GHG Protocol Corporate Inventory"), ids);
  for (const char* outcome :
       {"SKIP", "NOOP", "HOLD", "CREATE", "FAST_FORWARD", "OVERWRITE", "MERGE"}) {
    CAPTURE(outcome);
    CHECK(seen.outcomes.contains(outcome));
  }
  for (const char* type :
       {"EDIT_EDIT", "EDIT_REMOVE", "REMOVE_EDIT", "ADD_ADD", "BROKEN_FORMULA", "FORMULA_CYCLE",
        "REMOVED_WITH_DATA", "FRAMEWORK_EXISTS", "TYPE_CHANGED_WITH_DATA", "UNIT_CHANGED_WITH_DATA",
        "DATA_POINT_EXISTS", "COMPANY_NOT_FOUND", "COMPANY_INACTIVE"}) {
    CAPTURE(type);
    CHECK(seen.conflicts.contains(type));
  }
}

TEST_CASE("demo: distributing any other second version would show every outcome, too") {
  const Json ids = all_ids(demo());
  for (const auto& framework : frameworks(demo())) {
    const Seen seen = preview_all_strategies(demo(), framework.second, ids);
    for (const char* outcome :
         {"SKIP", "NOOP", "HOLD", "CREATE", "FAST_FORWARD", "OVERWRITE", "MERGE"}) {
      CAPTURE(framework.first);
      CAPTURE(listed(seen.outcomes));
      CHECK(seen.outcomes.contains(outcome));
    }
  }
}

TEST_CASE("demo: each written tenant meets what docs/demo.md says of it") {
  struct Row {
    const char* name;  // a slug
    const char* outcome;
    std::set<std::string> conflicts;
  };
  const char* const kType = "TYPE_CHANGED_WITH_DATA";
  const char* const kUnits = "UNIT_CHANGED_WITH_DATA";
  const char* const kRemoved = "REMOVED_WITH_DATA";
  const std::vector<Row> rows = {
      {"nordhavn-vaerktoj", "MERGE", {kRemoved, kType, kUnits}},
      {"zeleznik-strojirny", "HOLD", {"EDIT_EDIT", kRemoved, kType, kUnits}},
      {"suiho-seimitsu", "HOLD", {"ADD_ADD", kRemoved, kType, kUnits}},
      {"gogem-makine", "FAST_FORWARD", {kRemoved, kType, kUnits}},
      {"pinon-azafran", "FAST_FORWARD", {"DATA_POINT_EXISTS", kRemoved, kType, kUnits}},
      {"trans-magura", "FAST_FORWARD", {"DATA_POINT_EXISTS", kRemoved, kType, kUnits}},
      {"ljosafl-orka", "HOLD", {"FORMULA_CYCLE", kRemoved, kType, kUnits}},
      {"oasis-energy", "HOLD", {"REMOVE_EDIT", kRemoved, kType, kUnits}},
      {"zoriana-energetyka", "HOLD", {"BROKEN_FORMULA", kRemoved, kType, kUnits}},
      {"dong-phuong-hai-van", "HOLD", {"BROKEN_FORMULA", kRemoved, kType, kUnits}},
      {"paturages-erable", "CREATE", {}},
      {"grossstadtgaerten", "SKIP", {"COMPANY_INACTIVE"}},
      {"wiezowiec-lodzki", "NOOP", {}},
      {"saesol-development", "NOOP", {}},
      {"himshikhar-finance", "MERGE", {kRemoved, kType}},
      {"baia-azul", "HOLD", {"FRAMEWORK_EXISTS", "ADD_ADD"}},
  };
  std::map<std::string, Json> ids;
  for (const Json& company : companies(demo()))
    ids[company.at("slug").get<std::string>()] = company.at("id");
  const Json framework = frameworks(demo()).at("GHG Protocol Corporate Inventory");
  for (const Row& row : rows) {
    CAPTURE(std::string(row.name));
    Seen seen;
    preview(demo(), framework, Json::array({ids.at(row.name)}), "MERGE", seen);
    CHECK(listed(seen.outcomes) == row.outcome);
    CHECK(listed(seen.conflicts) == listed(row.conflicts));
  }
}

TEST_CASE("demo: tenants have entities and values of three years") {
  const Json company = companies(demo()).front();
  const std::string path =
      "/superadmin/api/companies/" + std::to_string(company.at("id").get<int64_t>());
  CHECK(demo().get(path + "/entities").at("entities").size() > 3);
  for (const char* year : {"2023", "2024", "2025"}) {
    CAPTURE(year);
    CHECK(demo().get(path + "/values?period=" + year).at("total").get<int64_t>() > 20);
  }
}

TEST_CASE("demo: some tenants have users of their own, who still have to choose a password") {
  const Json users = demo().get("/superadmin/api/users").at("users");
  std::map<std::string, int> roles;
  for (const Json& user : users) {
    ++roles[user["role"].get<std::string>()];
    CHECK(user["has_password"] == (user["role"] == "SUPER_ADMIN"));
  }
  CHECK(roles == std::map<std::string, int>{{"SUPER_ADMIN", 1}, {"ADMIN", 6}, {"USER", 6}});
}

TEST_CASE("demo: fields are assigned to the entities that report them, some with deviations") {
  Json company;
  for (const Json& row : companies(demo())) {
    if (row.at("slug") == "trans-magura") company = row;
  }
  const std::string path =
      "/superadmin/api/companies/" + std::to_string(company.at("id").get<int64_t>());
  const Json all = demo().get(path + "/assignments?limit=1000");
  CHECK(all.at("total").get<int64_t>() > 100);
  int deviating = 0;
  for (const Json& row : all.at("assignments")) {
    if (row.at("frequency").is_null() && row.at("unit").is_null()) continue;
    CHECK(row.at("field_code") == "GHG-2.A");
    CHECK(row.at("frequency") == "QUARTERLY");
    ++deviating;
  }
  CHECK(deviating == 2);  // its two sites
}

TEST_CASE("demo: beyond the written tenants there are generated ones, always the same") {
  const auto once = read_demo_data(1000);
  const auto again = read_demo_data(1000);
  REQUIRE(once);
  REQUIRE(again);
  REQUIRE(once->tenants.size() == 1000);
  std::set<std::string> names, slugs;
  int edited = 0, inactive = 0;
  for (size_t n = 0; n < once->tenants.size(); ++n) {
    const DemoTenant& tenant = once->tenants[n];
    CHECK(tenant.name == again->tenants[n].name);
    CHECK(tenant.edits == again->tenants[n].edits);
    names.insert(tenant.name);
    slugs.insert(tenant.slug);
    if (!tenant.edits.empty()) ++edited;
    if (tenant.inactive) ++inactive;
  }
  CHECK(names.size() == 1000);
  CHECK(slugs.size() == 1000);
  CHECK(edited > 600);
  CHECK(edited < 1000);
  CHECK(inactive > 5);
  CHECK(read_demo_data(3)->tenants.size() == 3);
}

TEST_CASE("demo: generated tenants can be seeded") {
  DemoServer server(40);
  CHECK(companies(server).size() == 40);
}

}  // namespace datavault
