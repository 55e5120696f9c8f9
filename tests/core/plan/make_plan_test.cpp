#include <set>

#include <doctest/doctest.h>

#include "core/base/json.h"
#include "core/codec/overlay_json.h"
#include "core/model/resolve.h"
#include "core/plan/plan.h"
#include "core/plan/plan_json.h"
#include "core/plan/snapshot_json.h"
#include "tests/support/builder.h"
#include "tests/support/generator.h"

namespace datavault {
namespace {

using test::computed;
using test::edit;
using test::field;
using test::version;

Plan plan(const Snapshot& snapshot, Strategy strategy = Strategy::merge,
          std::vector<TenantId> targets = {{7}}) {
  PlanRequest request;
  request.targets = std::move(targets);
  request.strategy = strategy;
  request.allow_downgrade = true;
  auto made = make_plan(snapshot, request);
  REQUIRE_MESSAGE(made.ok(), made.error().message);
  return *std::move(made);
}

std::vector<TenantId> all_tenants(const Snapshot& snapshot) {
  std::vector<TenantId> ids;
  for (const TenantFacts& facts : snapshot.tenants) ids.push_back(facts.tenant.id);
  return ids;
}

Field named(Field item, const std::string& name) {
  item.name = name;
  return item;
}

std::string conflicts(const Plan& made) {
  std::string text;
  for (const Conflict& conflict : made.conflicts) {
    text +=
        std::string(to_text(conflict.type)) + "/" + std::string(to_text(conflict.severity)) + " ";
  }
  return text;
}

Adoption based_on(int64_t number, Overlay overlay = {}) { return {number, std::move(overlay)}; }

Adoption own_framework() {
  Adoption adoption;
  adoption.overlay.added[{"own"}] = {named(field("own"), "Own"), {}, {}};
  return adoption;
}

}  // namespace

TEST_CASE("make_plan: the outcome by strategy") {
  const auto v1 = version(1, {field("a"), field("b")});
  const auto v2 = version(2, {named(field("a"), "New"), field("b")});
  const Overlay harmless = edit("ub", Attribute::unit, "kg");
  const Overlay clash = edit("ua", Attribute::name, "Mine");
  struct Row {
    const char* name;
    std::optional<Adoption> adoption;
    bool is_active;
    Outcome skip, overwrite, merge;
  };
  const Row rows[] = {
      {"no copy", std::nullopt, true, Outcome::create, Outcome::create, Outcome::create},
      {"inactive", std::nullopt, false, Outcome::skip, Outcome::skip, Outcome::skip},
      {"behind, no edits", based_on(1), true, Outcome::skip, Outcome::fast_forward,
       Outcome::fast_forward},
      {"behind, harmless edit", based_on(1, harmless), true, Outcome::skip, Outcome::overwrite,
       Outcome::merge},
      {"behind, clash", based_on(1, clash), true, Outcome::skip, Outcome::overwrite, Outcome::hold},
      {"current, no edits", based_on(2), true, Outcome::noop, Outcome::noop, Outcome::noop},
      {"current, edits", based_on(2, harmless), true, Outcome::noop, Outcome::overwrite,
       Outcome::noop},
      {"framework of its own", own_framework(), true, Outcome::skip, Outcome::overwrite,
       Outcome::merge},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Snapshot snapshot = test::snapshot(v1, v2, row.adoption);
    snapshot.tenants[0].tenant.is_active = row.is_active;
    CHECK(plan(snapshot, Strategy::skip).targets[0].outcome == row.skip);
    CHECK(plan(snapshot, Strategy::overwrite).targets[0].outcome == row.overwrite);
    const Plan merged = plan(snapshot, Strategy::merge);
    CHECK(merged.targets[0].outcome == row.merge);
    CHECK(plan(snapshot, Strategy::manual).targets[0].outcome == row.merge);
    const bool writes = merged.targets[0].result.has_value();
    CHECK((merged.targets[0].after != merged.targets[0].before) == writes);
    CHECK(merged.targets[0].before.has_value() == row.adoption.has_value());
  }
}

TEST_CASE("make_plan: conflicts and what they do") {
  struct Row {
    const char* name;
    std::vector<Field> v1, v2;
    std::optional<Adoption> adoption;
    Strategy strategy;
    Outcome outcome;
    const char* conflicts;
  };
  Overlay uses_a;
  uses_a.added[{"own"}] = {computed("own", "A * 2", {"ua"}), {}, {}};
  const Field a = field("a"), b = field("b"), s = computed("s", "A * 2", {"ua"});
  const Field b_of_s = computed("b", "A * 2", {"us"});
  Overlay s_of_b =
      edit("us", Attribute::variables,
           {{"A", {{"framework", nullptr}, {"field_uid", "ub"}, {"coefficient", "1"}}}});
  Overlay hides_a;
  hides_a.hidden[{"ua"}] = {};
  const Row rows[] = {
      {"edit against edit",
       {a},
       {named(a, "New")},
       based_on(1, edit("ua", Attribute::name, "Mine")),
       Strategy::merge,
       Outcome::hold,
       "EDIT_EDIT/BLOCKING "},
      {"the same, overwritten",
       {a},
       {named(a, "New")},
       based_on(1, edit("ua", Attribute::name, "Mine")),
       Strategy::overwrite,
       Outcome::overwrite,
       "EDIT_EDIT/INFO "},
      {"edited field removed",
       {a, b},
       {b},
       based_on(1, edit("ua", Attribute::name, "Mine")),
       Strategy::merge,
       Outcome::hold,
       "EDIT_REMOVE/BLOCKING "},
      {"hidden field changed",
       {a},
       {named(a, "New")},
       based_on(1, hides_a),
       Strategy::merge,
       Outcome::hold,
       "REMOVE_EDIT/BLOCKING "},
      {"own formula on a removed field",
       {a, b},
       {b},
       based_on(1, uses_a),
       Strategy::merge,
       Outcome::hold,
       "BROKEN_FORMULA/BLOCKING "},
      {"formulas in a circle",
       {a, b, s},
       {a, b_of_s, s},
       based_on(1, s_of_b),
       Strategy::merge,
       Outcome::hold,
       "FORMULA_CYCLE/BLOCKING "},
      {"framework of its own",
       {a},
       {b},
       own_framework(),
       Strategy::merge,
       Outcome::merge,
       "FRAMEWORK_EXISTS/INFO "},
      {"nothing to ask", {a}, {a, b}, based_on(1), Strategy::merge, Outcome::fast_forward, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Snapshot snapshot = test::snapshot(version(1, row.v1), version(2, row.v2), row.adoption);
    const Plan made = plan(snapshot, row.strategy);
    CHECK(conflicts(made) == row.conflicts);
    CHECK(made.targets[0].outcome == row.outcome);
    CHECK(made.targets[0].conflicts == static_cast<int64_t>(made.conflicts.size()));
    for (const Conflict& conflict : made.conflicts) CHECK_FALSE(conflict.message.empty());
  }
}

TEST_CASE("make_plan: values of a field that goes away are a warning under every strategy") {
  Snapshot snapshot =
      test::snapshot(version(1, {field("a"), field("b")}), version(2, {field("b")}), based_on(1));
  snapshot.tenants[0].values[{"ua"}] = {12, {}, {}};
  for (const Strategy strategy : {Strategy::merge, Strategy::overwrite}) {
    const Plan made = plan(snapshot, strategy);
    CHECK(conflicts(made) == "REMOVED_WITH_DATA/WARNING ");
    CHECK(made.conflicts[0].values.total == 12);
    CHECK(made.conflicts[0].field_code == "F-a");
    CHECK(made.targets[0].outcome == Outcome::fast_forward);
  }
}

TEST_CASE("make_plan: formulas across frameworks") {
  Field s = computed("s", "A", {"x1"});
  s.computed->variables["A"].framework = "other";
  Snapshot snapshot =
      test::snapshot(version(1, {field("a")}), version(2, {field("a"), s}), based_on(1));

  CHECK(conflicts(plan(snapshot)) == "BROKEN_FORMULA/WARNING ");
  snapshot.tenants[0].foreign_fields["other"] = {};
  CHECK(plan(snapshot).targets[0].outcome == Outcome::hold);
  snapshot.tenants[0].foreign_fields["other"] = {{"x1"}};
  CHECK(conflicts(plan(snapshot)) == "");

  Snapshot removed =
      test::snapshot(version(1, {field("a"), field("b")}), version(2, {field("b")}), based_on(1));
  removed.tenants[0].inbound = {{"other", {"z"}, "Z-1", {"ua"}}};
  CHECK(conflicts(plan(removed)) == "BROKEN_FORMULA/BLOCKING ");
  CHECK(plan(removed, Strategy::overwrite).targets[0].outcome == Outcome::hold);
}

TEST_CASE("make_plan: refused requests") {
  const Snapshot snapshot =
      test::snapshot(version(1, {field("a")}), version(2, {field("b")}), based_on(2));
  PlanRequest request;
  CHECK(make_plan(snapshot, request).error().where == "target_company_ids");

  Snapshot back = snapshot;
  back.target_version = 1;
  request.targets = {{7}};
  const auto refused = make_plan(back, request);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == Error::Code::conflict);
  CHECK(refused.error().message.find("Acme") != std::string::npos);
  request.allow_downgrade = true;
  CHECK(make_plan(back, request)->targets[0].outcome == Outcome::fast_forward);
  request.strategy = Strategy::skip;
  request.allow_downgrade = false;
  CHECK(make_plan(back, request)->targets[0].outcome == Outcome::skip);

  Snapshot incomplete = snapshot;
  incomplete.versions.erase(2);
  CHECK_FALSE(make_plan(incomplete, request).ok());
}

TEST_CASE("make_plan: unknown and repeated targets") {
  const Snapshot snapshot =
      test::snapshot(version(1, {field("a")}), version(2, {field("b")}), based_on(1));
  const Plan made = plan(snapshot, Strategy::merge, {{9}, {7}, {9}});
  REQUIRE(made.targets.size() == 2);
  CHECK(made.targets[1].outcome == Outcome::skip);
  CHECK(conflicts(made) == "COMPANY_NOT_FOUND/INFO ");
  CHECK(made.summary.at(Outcome::skip) == 1);
}

TEST_CASE("make_plan: digests follow what is covered and nothing else") {
  Snapshot snapshot = test::snapshot(version(1, {field("a"), field("b")}), version(2, {field("b")}),
                                     based_on(1, edit("ub", Attribute::unit, "kg")));
  const Plan before = plan(snapshot);

  Snapshot other_author = snapshot;
  other_author.tenants[0].adoption->overlay.edits[{"ub"}][Attribute::unit].stamp.by =
      "someone else";
  CHECK(plan(other_author).digest == before.digest);

  Snapshot other_edit = snapshot;
  other_edit.tenants[0].adoption->overlay.edits[{"ub"}][Attribute::unit].value = "t";
  CHECK(plan(other_edit).targets[0].before != before.targets[0].before);
  CHECK(plan(other_edit).digest != before.digest);

  Snapshot more_values = snapshot;
  more_values.tenants[0].values[{"ua"}] = {1, {}, {}};
  const Plan with_values = plan(more_values);
  CHECK(with_values.targets[0].evidence != before.targets[0].evidence);
  more_values.tenants[0].values[{"ua"}] = {2, {}, {}};
  CHECK(plan(more_values).digest == with_values.digest);  // verdicts count, not counts

  CHECK(plan(snapshot, Strategy::manual).digest != before.digest);
}

TEST_CASE("make_plan: the same question has the same cluster for every tenant") {
  Snapshot snapshot =
      test::snapshot(version(1, {field("a")}), version(2, {named(field("a"), "New")}),
                     based_on(1, edit("ua", Attribute::name, "Mine")));
  TenantFacts second = snapshot.tenants[0];
  second.tenant.id = {8};
  snapshot.tenants.push_back(second);
  const Plan made = plan(snapshot, Strategy::merge, {{7}, {8}});
  REQUIRE(made.conflicts.size() == 2);
  CHECK(made.conflicts[0].cluster == made.conflicts[1].cluster);
  CHECK(made.conflicts[0].id != made.conflicts[1].id);
}

TEST_CASE("make_plan: laws over random snapshots") {
  std::set<Outcome> outcomes;
  std::set<ConflictType> types;
  for (uint64_t seed = 1; seed <= 120; ++seed) {
    CAPTURE(seed);
    const Snapshot snapshot = test::random_snapshot(seed, {24, 12, 5});
    for (const Strategy strategy : {Strategy::merge, Strategy::overwrite, Strategy::skip}) {
      const Plan made = plan(snapshot, strategy, all_tenants(snapshot));
      Snapshot applied = snapshot;
      for (size_t i = 0; i < made.targets.size(); ++i) {
        outcomes.insert(made.targets[i].outcome);
        if (made.targets[i].result) applied.tenants[i].adoption = made.targets[i].result;
      }
      for (const Conflict& conflict : made.conflicts) types.insert(conflict.type);
      // What was applied is done, and its state is the one that was announced.
      const Plan again = plan(applied, strategy, all_tenants(applied));
      for (size_t i = 0; i < made.targets.size(); ++i) {
        if (!made.targets[i].result) continue;
        REQUIRE(again.targets[i].outcome == Outcome::noop);
        REQUIRE(again.targets[i].before == made.targets[i].after);
      }
    }
  }
  CHECK(outcomes.size() == 7);
  for (const ConflictType type :
       {ConflictType::edit_edit, ConflictType::edit_remove, ConflictType::remove_edit,
        ConflictType::add_add, ConflictType::removed_with_data, ConflictType::broken_formula,
        ConflictType::framework_exists, ConflictType::company_inactive}) {
    CHECK_MESSAGE(types.contains(type), to_text(type));
  }
}

TEST_CASE("snapshot json: a snapshot that was sent gives the same plan") {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    const Snapshot snapshot = test::random_snapshot(seed, {24, 12, 5});
    const std::string sent = snapshot_to_json(snapshot).dump();
    const auto parsed = parse_json(sent);
    REQUIRE(parsed.ok());
    const auto received = snapshot_from_json(*parsed);
    REQUIRE_MESSAGE(received.ok(), received.error().message);
    const Plan here = plan(snapshot, Strategy::merge, all_tenants(snapshot));
    const Plan there = plan(*received, Strategy::merge, all_tenants(snapshot));
    CHECK(plan_to_json(here) == plan_to_json(there));
  }
}

TEST_CASE("snapshot json: counts of values that are none are refused") {
  Snapshot snapshot =
      test::snapshot(version(1, {field("a")}), version(2, {field("b")}), based_on(1));
  snapshot.tenants[0].values[{"ua"}].total = 3;
  const Json good = snapshot_to_json(snapshot);
  REQUIRE(snapshot_from_json(good).ok());
  for (const Json& bad : {Json(-1), Json(INT64_MAX), Json(UINT64_MAX), Json(1.5), Json("1")}) {
    CAPTURE(bad.dump());
    Json json = good;
    json["tenants"][0]["values"]["ua"][2] = bad;
    const auto refused = snapshot_from_json(json);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().where == "tenants[0], values");
  }
}

TEST_CASE("expected_from_json: a digest that is none is refused, naming where") {
  const Snapshot snapshot =
      test::snapshot(version(1, {field("a")}), version(2, {field("b")}), based_on(1));
  const Json good = expected_to_json(plan(snapshot));
  REQUIRE(expected_from_json(good).ok());
  for (const char* key : {"before", "evidence", "after"}) {
    for (const Json& bad : {Json(""), Json("sha256:\",\"x\":\""), Json(5)}) {
      Json json = good;
      json[0][key] = bad;
      const auto refused = expected_from_json(json);
      REQUIRE_FALSE(refused.ok());
      CHECK(refused.error().where == std::string("expected[0], ") + key);
    }
  }
}

TEST_CASE("stale_targets: names who changed and why") {
  Snapshot snapshot =
      test::snapshot(version(1, {field("a"), field("b")}), version(2, {field("b")}), based_on(1));
  const Plan before = plan(snapshot);
  const auto expected = expected_from_json(expected_to_json(before));
  REQUIRE(expected.ok());
  CHECK(stale_targets(before, *expected).empty());

  Snapshot edited = snapshot;
  edited.tenants[0].adoption->overlay = edit("ub", Attribute::unit, "kg");
  REQUIRE(stale_targets(plan(edited), *expected).size() == 1);
  CHECK(stale_targets(plan(edited), *expected)[0].reason.find("copy") != std::string::npos);

  snapshot.tenants[0].values[{"ua"}] = {1, {}, {}};
  CHECK(stale_targets(plan(snapshot), *expected)[0].reason.find("Facts") != std::string::npos);
  CHECK(stale_targets(before, {}).size() == 1);
}

TEST_CASE("plan request: refused shapes name the key") {
  struct Row {
    const char* name;
    const char* body;
    const char* where;
  };
  const Row rows[] = {
      {"no targets", R"({"conflict_resolution":"MERGE"})", "target_company_ids"},
      {"targets no list", R"({"target_company_ids":"all","conflict_resolution":"MERGE"})",
       "target_company_ids"},
      {"target no number", R"({"target_company_ids":["1"],"conflict_resolution":"MERGE"})",
       "target_company_ids"},
      {"no strategy", R"({"target_company_ids":[1]})", "conflict_resolution"},
      {"unknown strategy", R"({"target_company_ids":[1],"conflict_resolution":"FORCE"})",
       "conflict_resolution"},
      {"unknown attribute",
       R"({"target_company_ids":[1],"conflict_resolution":"MERGE","policy":{"attributes":{"x":"ASK"}}})",
       "policy, attributes"},
      {"mirror with an exception",
       R"({"target_company_ids":[1],"conflict_resolution":"MERGE","policy":{"preset":"MIRROR","attributes":{"name":"TENANT"}}})",
       "policy, attributes"},
      {"remembered master",
       R"({"target_company_ids":[1],"conflict_resolution":"MERGE","decisions":[{"cluster":"k1","take":"MASTER","remember":true}]})",
       "decisions[0], remember"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto request = plan_request_from_json(Json::parse(row.body));
    REQUIRE_FALSE(request.ok());
    CHECK(request.error().where == row.where);
  }
}

}  // namespace datavault
