#include <doctest/doctest.h>

#include "tests/support/builder.h"
#include "tests/web/support/client.h"
#include "web/views/app_view.h"
#include "web/views/framework_view.h"
#include "web/views/frameworks_view.h"
#include "web/views/job_view.h"
#include "web/views/jobs_view.h"
#include "web/views/login_view.h"
#include "web/views/overview_view.h"
#include "web/views/tenants_view.h"
#include "web/views/words.h"

namespace datavault {
namespace {

using test::Client;

Json target(int64_t id, const char* outcome, const char* status) {
  return {{"company_id", id}, {"outcome", outcome}, {"status", status}};
}

Client client_with_detail(const std::string& path) {
  Client client = Client::signed_in();
  client.open(path);
  FrameworkContent content;
  content.topics = {{"e", "Environment", ""}, {"e1", "Climate", "e"}, {"s", "Social", ""}};
  content.fields = {test::field("a", "Energy"), test::field("b", "Water"),
                    test::computed("c", "A + 1", {"ua"})};
  content.fields[0].topic = "e1";
  content.fields[1].topic = "e";
  Json framework = content_to_json(content);
  framework["id"] = 5;
  framework["name"] = "Small";
  framework["version"] = 2;
  framework["latest_version"] = 2;
  client.answer({Call::framework, 5, client.state.route.query_integer("version")},
                {{"framework", framework}});
  return client;
}

}  // namespace

TEST_CASE("matches: all words, in any order, in either case") {
  CHECK(matches("Scope 1 GHG emissions", ""));
  CHECK(matches("Scope 1 GHG emissions", "ghg SCOPE"));
  CHECK_FALSE(matches("Scope 1 GHG emissions", "ghg water"));
}

TEST_CASE("counted: one and many, grouped") {
  CHECK(counted(1, "tenant") == "1 tenant");
  CHECK(counted(0, "tenant") == "0 tenants");
  CHECK(counted(1217, "field") == "1,217 fields");
  CHECK(counted(2, "company", "companies") == "2 companies");
}

TEST_CASE("value_text: as people read it") {
  CHECK(value_text(nullptr) == "none");
  CHECK(value_text("") == "empty");
  CHECK(value_text("kg") == "kg");
  CHECK(value_text(true) == "yes");
  CHECK(value_text({{{"code", "a"}, {"label", "Yes"}}, {{"code", "b"}, {"label", "No"}}}) ==
        "Yes, No");
  CHECK(value_text(Json::array()) == "none");
}

TEST_CASE("app view: the page with its menu entry") {
  Client client = Client::signed_in();
  client.open("/frameworks/5");
  const AppView view = build_app_view(client.state);
  for (const MenuEntry& entry : view.menu) CHECK(entry.selected == (entry.label == "Frameworks"));
  CHECK(view.user_detail == "Super admin");
}

TEST_CASE("login view: why one is here, and what went wrong") {
  Client client = Client::signed_in();
  client.send(SignOut{});
  CHECK(build_login_view(client.state).notice.starts_with("You are signed out."));
  client.send(SignIn{"a", "b", {}});
  CHECK(build_login_view(client.state).busy);
  client.fail({Call::login});
  CHECK_FALSE(build_login_view(client.state).error.empty());
}

TEST_CASE("frameworks view: loading, failed, empty, found") {
  Client client = Client::signed_in();
  client.open("/frameworks");
  CHECK(build_frameworks_view(client.state, {}).load.waiting);
  client.answer({Call::frameworks}, {{"error", "Broken."}}, 500);
  CHECK(build_frameworks_view(client.state, {}).load.problem == "Broken.");
  client.send(Reload{});
  client.answer(
      {Call::frameworks},
      {{"frameworks", {{{"id", 1}, {"name", "GHG Protocol"}}, {{"id", 2}, {"name", "GRI"}}}}});
  CHECK(build_frameworks_view(client.state, {}).cards.size() == 2);
  CHECK(build_frameworks_view(client.state, {"ghg"}).cards.size() == 1);
}

TEST_CASE("framework view: fields below their topics, where to edit and compare") {
  const Client client = client_with_detail("/frameworks/5");
  auto view = build_framework_view(client.state, {});
  CHECK(view.tree.rows.size() == 6);
  CHECK(view.topic_count == 3);
  CHECK(view.computed_count == 1);
  CHECK(view.edit_href == "#/frameworks/5/edit");
  CHECK(view.changes_href == "#/frameworks/5/changes?from=1&to=2");
  FrameworkUi ui;
  ui.tree.search = "wat";
  CHECK(build_framework_view(client.state, ui).tree.matching == 1);
}

TEST_CASE("framework view: lineage in codes, as soon as the version before is here") {
  Client client = Client::signed_in();
  client.open("/frameworks/5");
  const auto answer = [&](int64_t asked, int64_t version, const char* field, const Json& lineage) {
    FrameworkContent content;
    content.fields = {test::field(field)};
    Json framework = content_to_json(content);
    framework["id"] = 5;
    framework["version"] = version;
    framework["lineage"] = lineage;
    client.answer({Call::framework, 5, asked}, {{"framework", framework}});
  };
  client.answer({Call::versions, 5}, {{"versions", {{{"number", 1}}, {{"number", 2}}}}});
  const Json split = {{{"kind", "SUPERSEDED"}, {"from", {"ua"}}, {"to", {"ub"}}}};
  answer(0, 2, "b", split);
  const auto lines = [&] { return build_framework_view(client.state, {}).versions[0].lineage; };
  CHECK(lines() == std::vector<std::string>{"F-b supersedes a former field"});
  REQUIRE(client.last_call(Call::framework)->tag == CallTag{Call::framework, 5, 1});
  answer(1, 1, "a", Json::array());
  CHECK(lines() == std::vector<std::string>{"F-b supersedes F-a"});
}

TEST_CASE("framework view: a field with its formula, and who reads it") {
  const Client client = client_with_detail("/frameworks/5?version=2&field=uc");
  const auto view = build_framework_view(client.state, {});
  REQUIRE(view.field);
  CHECK(view.field->expression == "A + 1");
  REQUIRE(view.field->variables.size() == 1);
  CHECK(view.field->variables[0].code == "F-a");
  CHECK(view.field->variables[0].href == "#/frameworks/5?field=ua&version=2");
  const Client other = client_with_detail("/frameworks/5?version=2&field=ua");
  const auto read = build_framework_view(other.state, {});
  REQUIRE(read.field);
  REQUIRE(read.field->used_by.size() == 1);
  CHECK(read.field->used_by[0].code == "F-c");
}

TEST_CASE("job view: progress, names, what to look at next") {
  Client client = Client::signed_in();
  client.open("/jobs/31");
  client.answer({Call::companies}, {{"companies", {{{"id", 1}, {"name", "Acme"}}}}});
  CHECK(build_job_view(client.state, 31, {}).load.waiting);
  client.answer({Call::job, 31}, {{"status",
                                   {{"id", 31},
                                    {"status", "COMPLETED_WITH_ERRORS"},
                                    {"framework_id", 5},
                                    {"target_version", 2},
                                    {"progress_percentage", 100},
                                    {"targets",
                                     {target(1, "MERGE", "APPLIED"), target(3, "HOLD", "HELD"),
                                      target(4, "CREATE", "STALE")}}}}});
  const JobView view = build_job_view(client.state, 31, {});
  CHECK(view.finished);
  CHECK(view.fraction == 1.0f);
  CHECK(view.progress == "3 of 3 tenants");
  CHECK(view.rows[0].name == "Acme");
  CHECK(view.rows[1].name == "Tenant 3");
  CHECK(view.held == std::vector<TenantId>{{3}});
  CHECK(view.stale == std::vector<TenantId>{{4}});
  CHECK(view.verdict.empty());
}

TEST_CASE("job view: the result is held against the preview") {
  Client client = test::client_at_preview();
  client.send(AskToSubmit{});
  client.send(ConfirmSubmit{});
  client.send(KeyMade{"k"});
  client.answer({Call::distribute, 5, 2}, {{"sync_operation_id", 31}}, 202);
  Json targets = {target(1, "FAST_FORWARD", "APPLIED"),
                  target(2, "MERGE", "APPLIED"),
                  target(3, "HOLD", "HELD"),
                  target(4, "CREATE", "APPLIED"),
                  target(5, "NOOP", "UNCHANGED"),
                  target(6, "SKIP", "SKIPPED")};
  SUBCASE("the same") {
    client.answer({Call::job, 31},
                  {{"status", {{"id", 31}, {"status", "COMPLETED"}, {"targets", targets}}}});
    CHECK(build_job_view(client.state, 31, {}).verdict.find("All 6 tenants ended as previewed") ==
          0);
  }
  SUBCASE("one failed") {
    targets[1]["status"] = "FAILED";
    client.answer(
        {Call::job, 31},
        {{"status", {{"id", 31}, {"status", "COMPLETED_WITH_ERRORS"}, {"targets", targets}}}});
    const JobView view = build_job_view(client.state, 31, {});
    CHECK(view.verdict == "1 tenant ended otherwise than previewed.");
    CHECK(view.verdict_tone == Tone::warning);
  }
}

TEST_CASE("job view: while nobody answers, what is shown is marked as old") {
  Client client = Client::signed_in();
  client.open("/jobs/31");
  client.answer({Call::job, 31}, {{"status", {{"id", 31}, {"status", "RUNNING"}}}});
  client.fail({Call::job, 31});
  const JobView view = build_job_view(client.state, 31, {});
  CHECK(view.interrupted);
  CHECK(view.load.ready());
}

TEST_CASE("lists: jobs, tenants and the overview count what they show") {
  Client client = Client::signed_in();
  client.open("/overview");
  client.answer({Call::jobs}, {{"jobs",
                                {{{"id", 2}, {"status", "RUNNING"}, {"progress_percentage", 40}},
                                 {{"id", 1}, {"status", "COMPLETED"}, {"initiated_by", "ann"}}}}});
  client.answer({Call::companies}, {{"companies",
                                     {{{"id", 1}, {"name", "Acme"}, {"industry", "Energy"}},
                                      {{"id", 2}, {"name", "Bolt"}, {"is_active", false}}}}});
  const auto jobs = build_jobs_view(client.state, {});
  REQUIRE(jobs.rows.size() == 2);
  CHECK(jobs.rows[0].progress == "40%");
  CHECK(build_jobs_view(client.state, {"ann"}).rows.size() == 1);
  CHECK(build_tenants_view(client.state, {"energy"}).rows.size() == 1);
  const auto overview = build_overview_view(client.state);
  CHECK(overview.running.size() == 1);
}

}  // namespace datavault
