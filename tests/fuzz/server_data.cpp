#include "tests/fuzz/law.h"
#include "tests/fuzz/local_server.h"

namespace datavault::test {
namespace {

const std::string kFrameworks = "/superadmin/api/frameworks";
const std::string kCompanies = "/superadmin/api/companies";
const std::string kJobs = "/superadmin/api/sync/";

void post(TestServer& server, const std::string& path, const Json& body) {
  const Answer answer = server.post(path, body);
  require(answer.status / 100 == 2, path + ": " + answer.body);
}

Json request_for(const std::vector<int64_t>& companies) {
  return {{"target_company_ids", companies}, {"conflict_resolution", "MERGE"}};
}

/// A and B in t, their sum S, a choice C and a text T.
Json first_version() {
  Json json = document("ghg", {"A", "B", "S", "C", "T"});
  json["topics"] = Json::array({{{"code", "top"}, {"name", "Topic"}}});
  json["fields"][0]["topic"] = "top";
  json["fields"][2]["expression"] = "A + B";
  json["fields"][2]["variables"] = {{"A", {{"field", "A"}}}, {"B", {{"field", "B"}}}};
  json["fields"][3] = {{"code", "C"},
                       {"name", "Field C"},
                       {"value_type", "CHOICE"},
                       {"options", Json::array({{{"code", "x"}}, {{"code", "y"}}})}};
  json["fields"][4]["value_type"] = "TEXT";
  json["fields"][4]["unit"] = nullptr;
  return json;
}

/// A has another name and unit, T is gone, D is new.
Json second_version() {
  Json json = first_version();
  json["fields"][0]["name"] = "New name";
  json["fields"][0]["unit"] = "kg";
  json["fields"][4] = {{"code", "D"}, {"name", "Field D"}, {"value_type", "DATE"}};
  return json;
}

/// Reads a field of the other framework.
Json other_framework() {
  Json json = document("other", {"X", "Y"});
  json["fields"][1]["expression"] = "Q * 2";
  json["fields"][1]["variables"] = {{"Q", {{"field", "A"}, {"framework", "ghg"}}}};
  return json;
}

Json edit(const char* code, const char* kind, Json value) {
  return {{"code", code}, {kind, std::move(value)}};
}

void change_copies(TestServer& server, int64_t framework) {
  const Json own = {{"code", "OWN"}, {"name", "Own"}, {"value_type", "NUMBER"}};
  server.edit(1, framework, {edit("A", "set", {{"name", "Our name"}}), {{"add", own}}});
  server.edit(2, framework, {edit("T", "hide", true), edit("A", "set", {{"name", "Theirs"}})});
}

void enter_values(TestServer& server) {
  const int64_t entity = server.entity(1);
  server.put_values(1,
                    {{{"code", "A"}, {"entity_id", entity}, {"period", "2024"}, {"value", 7}},
                     {{"code", "C"}, {"entity_id", entity}, {"period", "2024"}, {"value", "x"}},
                     {{"code", "T"}, {"entity_id", entity}, {"period", "2024"}, {"value", "t"}}});
  post(server, kCompanies + "/1/assignments",
       {{"code", "B"}, {"entity_id", entity}, {"frequency", "MONTHLY"}});
}

/// One answer that is remembered, and one job that waits for its time.
void make_jobs(TestServer& server, int64_t framework) {
  Json request = request_for({1});
  const Json preview = server.conflicts(framework, request);
  request["decisions"] = Json::array();
  for (const Json& conflict : preview["conflicts"]) {
    const bool is_ours = conflict["type"] == "EDIT_EDIT";
    request["decisions"].push_back({{"conflict", conflict["id"]},
                                    {"take", is_ours ? "TENANT" : "MASTER"},
                                    {"remember", is_ours}});
  }
  server.distribute(framework, request);
  Json waiting = server.seen(framework, request_for({2}));
  waiting["sync_options"] = {{"not_before", "2099-01-01T00:00:00Z"}};
  post(server, kJobs + "frameworks/" + std::to_string(framework) + "/distribute", waiting);
}

}  // namespace

void fill_server(TestServer& server) {
  const int64_t framework = server.import(first_version());
  server.create_companies(3);
  server.distribute(framework, request_for({1, 2}));
  server.distribute(server.import(other_framework()), request_for({1}));
  post(server, kFrameworks, {{"name", "Own framework"}, {"company_id", 3}});
  change_copies(server, framework);
  enter_values(server);
  server.import(second_version());
  make_jobs(server, framework);
}

}  // namespace datavault::test
