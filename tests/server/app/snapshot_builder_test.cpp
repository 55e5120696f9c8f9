#include "server/app/snapshot_builder.h"

#include <doctest/doctest.h>

#include "tests/server/support/test_server.h"

namespace datavault::test {
namespace {

struct Setting {
  TestServer server;
  int64_t framework = 0;
  std::vector<int64_t> companies;
  int64_t entity = 0;

  Setting() {
    server.sign_in();
    framework = server.import(document("f", {"A", "B", "C", "D"}));
    companies = server.create_companies(2);
    server.distribute(framework,
                      {{"target_company_ids", companies}, {"conflict_resolution", "MERGE"}});
    entity = server.entity(companies[0]);
  }

  Snapshot snapshot() {
    auto built = server.app().sync.snapshot(FrameworkId{framework}, std::nullopt);
    REQUIRE(built.ok());
    return *std::move(built);
  }

  FieldUid uid(const std::string& code) {
    return {field_of(server.copy(companies[0], framework), code)["uid"].get<std::string>()};
  }

  Json value(const std::string& code, const std::string& period, const std::string& text) {
    return {{"code", code}, {"entity_id", entity}, {"period", period}, {"value", text}};
  }
};

}  // namespace

TEST_CASE("snapshot: values, only of fields that read differently, with their verdicts") {
  Setting s;
  s.server.put_values(s.companies[0], {s.value("A", "2023", "1.5"), s.value("A", "2024", "2"),
                                       s.value("B", "2024", "1"), s.value("B", "2023", "1234"),
                                       s.value("C", "2024", "7"), s.value("D", "2024", "8")});
  const FieldUid a = s.uid("A"), b = s.uid("B"), c = s.uid("C");
  Json next = document("f", {"A", "B", "D"});
  next["fields"][0]["unit"] = "kg";
  next["fields"][1]["value_type"] = "CHOICE";
  next["fields"][1]["options"] = Json::array({{{"code", "1"}, {"label", "One"}}});
  next["fields"][1]["unit"] = nullptr;
  s.server.import(next);
  const Snapshot snapshot = s.snapshot();
  const auto& values = snapshot.tenants[0].values;
  REQUIRE(values.size() == 3);
  CHECK(values.at(a).total == 2);
  CHECK(values.at(a).as_unit == ValueCounts{2, 2, 0, 0});
  CHECK(values.at(a).as_type == ValueCounts{});
  CHECK(values.at(b).total == 2);
  CHECK(values.at(b).as_type == ValueCounts{2, 1, 0, 1});
  CHECK(values.at(c).total == 1);
  CHECK(values.at(c).as_unit == ValueCounts{});
  CHECK(snapshot.tenants[1].values.empty());
}

TEST_CASE("snapshot: a value without a unit of its own, keeps the one that its field had") {
  Setting s;
  s.server.put_values(s.companies[0], Json::array({s.value("A", "2024", "3")}));
  s.server.edit(s.companies[0], s.framework, {{{"code", "A"}, {"set", {{"unit", "kg"}}}}});
  const Answer stored =
      s.server.get("/superadmin/api/companies/" + std::to_string(s.companies[0]) + "/values");
  REQUIRE(stored.json["values"].size() == 1);
  CHECK(stored.json["values"][0]["unit"] == "t");
}

TEST_CASE("snapshot: lineage, of all versions after the oldest in use") {
  Setting s;
  Json second = document("f", {"A", "B", "C", "D1", "D2"});
  second["lineage"] = {{{"kind", "SPLIT"}, {"from", {"D"}}, {"to", {"D1", "D2"}}}};
  s.server.import(second);
  s.server.import(document("f", {"A", "B", "C", "D1", "D2", "E"}));
  Json fourth = document("f", {"A", "BC", "D1", "D2", "E"});
  fourth["lineage"] = {{{"kind", "MERGED"}, {"from", {"B", "C"}}, {"to", {"BC"}}}};
  s.server.import(fourth);
  const Snapshot snapshot = s.snapshot();
  CHECK(snapshot.versions.size() == 2);
  REQUIRE(snapshot.lineage.size() == 2);
  REQUIRE(snapshot.lineage.at(2).size() == 1);
  CHECK(snapshot.lineage.at(2)[0].kind == LineageEntry::Kind::split);
  CHECK(snapshot.lineage.at(2)[0].to.size() == 2);
  CHECK(snapshot.lineage.at(4)[0].kind == LineageEntry::Kind::merged);
}

TEST_CASE("snapshot: assignments, only where the default becomes another one") {
  Setting s;
  const auto assign = [&](const char* code, const char* frequency) {
    return Json{{"code", code}, {"entity_id", s.entity}, {"frequency", frequency}};
  };
  const Answer put =
      s.server.post("/superadmin/api/companies/" + std::to_string(s.companies[0]) + "/assignments",
                    Json::array({assign("A", "MONTHLY"), assign("B", "MONTHLY")}));
  REQUIRE_MESSAGE(put.status / 100 == 2, put.body);
  Json next = document("f", {"A", "B", "C", "D"});
  next["fields"][0]["frequency"] = "QUARTERLY";
  s.server.import(next);
  const Snapshot snapshot = s.snapshot();
  REQUIRE(snapshot.tenants[0].assignments.size() == 1);
  CHECK(snapshot.tenants[0].assignments[0].field == s.uid("A"));
  const Json seen = s.server.conflicts(
      s.framework, {{"target_company_ids", s.companies}, {"conflict_resolution", "MERGE"}});
  REQUIRE(seen["conflicts"].size() == 1);
  CHECK(seen["conflicts"][0]["type"] == "DATA_POINT_EXISTS");
}

}  // namespace datavault::test
