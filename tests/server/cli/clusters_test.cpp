#include "server/cli/clusters.h"

#include <doctest/doctest.h>

#include "core/plan/plan_json.h"

namespace datavault::cli {
namespace {

Conflict conflict(int64_t tenant, const std::string& code, AnsweredBy by) {
  Conflict conflict;
  conflict.tenant = {tenant};
  conflict.type = ConflictType::edit_edit;
  conflict.field = {"u-" + code};
  conflict.field_code = code;
  conflict.attribute = Attribute::name;
  conflict.base = "old";
  conflict.tenant_value = "ours";
  conflict.master = "new";
  conflict.message = "Both changed it.";
  conflict.answered_by = by;
  if (by != AnsweredBy::nobody) conflict.decision = Take::master;
  identify(conflict);
  return conflict;
}

}  // namespace

TEST_CASE("clusters_text: each question once, open ones first, with all that deciding needs") {
  Plan plan;
  plan.conflicts = {conflict(1, "A", AnsweredBy::policy), conflict(1, "B", AnsweredBy::nobody),
                    conflict(2, "B", AnsweredBy::nobody), conflict(3, "B", AnsweredBy::nobody),
                    conflict(4, "B", AnsweredBy::nobody)};
  plan.conflicts[1].values = {3, 1, 1, 1};
  plan.conflicts[2].values = {1, 1, 0, 0};
  const std::string text = clusters_text(plan, {{{1}, "One"}, {{2}, "Two"}, {{3}, "Three"}});
  CHECK(text.find("BLOCKING  EDIT_EDIT  B  name  [open]") < text.find("EDIT_EDIT  A"));
  CHECK(text.find("base \"old\"   tenant \"ours\"   master \"new\"") != std::string::npos);
  CHECK(text.find("4 companies: One, Two, Three and 1 more") != std::string::npos);
  CHECK(text.find("4 values: 2 exact, 1 rounded, 1 failing") != std::string::npos);
  CHECK(text.find("cluster " + plan.conflicts[1].cluster) != std::string::npos);
  CHECK(text.find("[MASTER by POLICY]") != std::string::npos);
  CHECK(clusters_text(Plan{}, {}).empty());
}

TEST_CASE("policy_argument: a preset's name or JSON, read as the API reads it") {
  struct Case {
    const char* name;
    const char* text;
    bool is_good;
  };
  const std::vector<Case> cases{
      {"a preset", "PEER", true},
      {"JSON", R"({"default": "ASK", "attributes": {"unit": "MASTER"}})", true},
      {"no preset", "FRIENDLY", false},
      {"broken JSON", R"({"default")", false}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const auto json = policy_argument(c.text);
    CHECK((json.ok() && policy_from_json(*json).ok()) == c.is_good);
  }
}

}  // namespace datavault::cli
