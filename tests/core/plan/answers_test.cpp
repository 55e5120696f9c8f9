#include <doctest/doctest.h>

#include "core/codec/overlay_json.h"
#include "core/model/resolve.h"
#include "core/plan/plan.h"
#include "tests/support/builder.h"
#include "tests/support/plan_laws.h"

namespace datavault {
namespace {

using test::computed;
using test::edit;
using test::field;
using test::version;

Field named(Field item, const std::string& name) {
  item.name = name;
  return item;
}

Field with(Field item, Attribute attribute, const Json& value) {
  REQUIRE(set_attribute(item, attribute, value).ok());
  return item;
}

struct Case {
  std::vector<Field> v1, v2;
  Overlay overlay;
  std::map<FieldUid, StoredValues> values = {};
  std::vector<LineageEntry> lineage = {};
  std::vector<RememberedDecision> remembered = {};

  Snapshot snapshot() const {
    Snapshot result = test::snapshot(version(1, v1), version(2, v2), Adoption{1, overlay});
    result.tenants[0].values = values;
    result.tenants[0].remembered = remembered;
    if (!lineage.empty()) result.lineage[2] = lineage;
    return result;
  }
};

PlanRequest asking(Policy policy = {}) {
  PlanRequest request;
  request.targets = {{7}};
  request.policy = std::move(policy);
  return request;
}

/// Decides the only open conflict of a case.
PlanRequest deciding(const Case& item, Take take, const Json& value = nullptr,
                     bool remember = false) {
  PlanRequest request = asking();
  const auto plan = make_plan(item.snapshot(), request);
  REQUIRE(plan.ok());
  for (const Conflict& conflict : plan->conflicts) {
    if (!allows(conflict, Take::master)) continue;
    request.decisions.push_back({conflict.cluster, "", std::nullopt, take, value, remember});
  }
  REQUIRE(request.decisions.size() == 1);
  return request;
}

Plan planned(const Case& item, const PlanRequest& request) {
  auto plan = make_plan(item.snapshot(), request);
  REQUIRE_MESSAGE(plan.ok(), (plan.ok() ? "" : plan.error().message));
  return *std::move(plan);
}

/// The field as the tenant has it after the plan; the reason as its name where there is none.
std::optional<Field> result(const Case& item, const Plan& plan, const std::string& uid) {
  const Snapshot snapshot = item.snapshot();
  REQUIRE(plan.targets[0].result.has_value());
  const FieldIndex index(snapshot.versions.at(2).content);
  return resolve_field(index, plan.targets[0].result->overlay, {uid});
}

}  // namespace

TEST_CASE("answers: what each answer to each kind of conflict leaves") {
  const Field a = field("a", "Base"), b = field("b");
  const Field own = named(computed("own", "A * 2", {"ua"}), "Own");
  Overlay hides_a, adds_own, adds_code_b;
  hides_a.hidden[{"ua"}] = {};
  adds_own.added[{"uown"}] = {own, {"ua"}, {}};
  Field own_b = field("own", "Own");
  own_b.code = "F-b";
  adds_code_b.added[{"uown"}] = {own_b, {"ua"}, {}};
  const StoredValues fails{3, {3, 1, 1, 1}, {3, 0, 0, 3}};
  const Field text = with(a, Attribute::value_type, "TEXT");
  const Field kg = with(a, Attribute::unit, "kg"), litres = with(a, Attribute::unit, "L");
  struct Row {
    const char* name;
    Case item;
    Take take;
    Json value;
    const char* uid;
    Attribute attribute;
    Json expected;  // the attribute of the field afterwards; "gone": no such field
  };
  const Case both{{a, b}, {named(a, "New"), b}, edit("ua", Attribute::name, "Mine")};
  const Case removed{{a, b}, {b}, edit("ua", Attribute::name, "Mine")};
  const Case hidden{{a, b}, {named(a, "New"), b}, hides_a};
  const Case meets{{a}, {a, b}, adds_code_b};
  const Case type{{a}, {text}, {}, {{{"ua"}, fails}}};
  const Case unit{{kg}, {litres}, {}, {{{"ua"}, fails}}};
  const Case formula{{a, b}, {b}, adds_own};
  const Row rows[] = {
      {"edit-edit, master", both, Take::master, nullptr, "ua", Attribute::name, "New"},
      {"edit-edit, tenant", both, Take::tenant, nullptr, "ua", Attribute::name, "Mine"},
      {"edit-edit, value", both, Take::value, "Third", "ua", Attribute::name, "Third"},
      {"edit-remove, master", removed, Take::master, nullptr, "ua", Attribute::name, "gone"},
      {"edit-remove, tenant", removed, Take::tenant, nullptr, "ua", Attribute::name, "Mine"},
      {"edit-remove, value",
       removed,
       Take::value,
       {{"name", "Third"}},
       "ua",
       Attribute::name,
       "Third"},
      {"remove-edit, master", hidden, Take::master, nullptr, "ua", Attribute::name, "New"},
      {"remove-edit, tenant", hidden, Take::tenant, nullptr, "ua", Attribute::name, "gone"},
      {"remove-edit, value",
       hidden,
       Take::value,
       {{"name", "Third"}},
       "ua",
       Attribute::name,
       "Third"},
      {"add-add, master", meets, Take::master, nullptr, "uown", Attribute::name, "gone"},
      {"add-add, tenant", meets, Take::tenant, nullptr, "uown", Attribute::code, "F-b-own"},
      {"add-add, another code", meets, Take::value, "F-z", "uown", Attribute::code, "F-z"},
      {"add-add, joined with edits",
       meets,
       Take::value,
       {{"name", "Mine"}},
       "ub",
       Attribute::name,
       "Mine"},
      {"type, master", type, Take::master, nullptr, "ua", Attribute::value_type, "TEXT"},
      {"type, tenant", type, Take::tenant, nullptr, "ua", Attribute::value_type, "NUMBER"},
      {"unit, master", unit, Take::master, nullptr, "ua", Attribute::unit, "L"},
      {"unit, tenant", unit, Take::tenant, nullptr, "ua", Attribute::unit, "kg"},
      {"formula, master", formula, Take::master, nullptr, "uown", Attribute::expression, nullptr},
      {"formula, tenant keeps what it reads", formula, Take::tenant, nullptr, "ua", Attribute::name,
       "Base"},
      {"formula, value", formula, Take::value, "1 + 1", "uown", Attribute::expression, "1 + 1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(planned(row.item, asking()).targets[0].outcome == Outcome::hold);
    const Plan plan = planned(row.item, deciding(row.item, row.take, row.value));
    REQUIRE(plan.targets[0].outcome != Outcome::hold);
    const auto after = result(row.item, plan, row.uid);
    CHECK((after ? attribute_of(*after, row.attribute) : Json("gone")) == row.expected);
    CHECK(plan.unused_decisions.empty());
  }
}

TEST_CASE("answers: joining an own field lets its values follow") {
  Field own = field("own", "Own");
  own.code = "F-b";
  Case item{{field("a")}, {field("a"), field("b", "Master's")}, {}};
  item.overlay.added[{"uown"}] = {own, {"ua"}, {}};
  const Plan plan = planned(item, deciding(item, Take::master));
  CHECK(plan.targets[0].result->overlay.joined.at({"uown"}).value == "ub");
}

TEST_CASE("answers: values of a superseded field go where they are told to") {
  Case item{{field("a"), field("b")}, {field("b"), field("c")}, {}};
  item.values[{"ua"}] = {4, {}, {}};
  item.lineage = {{LineageEntry::Kind::superseded, {{"ua"}}, {{"uc"}}}};
  const Plan asked = planned(item, asking());
  REQUIRE(asked.conflicts.size() == 1);
  CHECK(asked.conflicts[0].successors == std::vector<std::string>{"F-c"});
  CHECK(asked.targets[0].outcome == Outcome::fast_forward);  // a warning: archived, not lost
  CHECK(asked.targets[0].result->overlay.joined.empty());
  const Plan told = planned(item, deciding(item, Take::value, "F-c"));
  CHECK(told.targets[0].result->overlay.joined.at({"ua"}).value == "uc");
  const Plan kept = planned(item, deciding(item, Take::tenant));
  CHECK(kept.targets[0].result->overlay.added.contains({"ua"}));
}

TEST_CASE("answers: edits follow a field to its one successor") {
  Case item{{field("a", "Old"), field("b")},
            {field("b"), field("c", "Old")},
            test::with_edit(edit("ua", Attribute::name, "Mine"), "ua", Attribute::unit, "kg")};
  item.lineage = {{LineageEntry::Kind::superseded, {{"ua"}}, {{"uc"}}}};
  const Plan plan = planned(item, asking());
  REQUIRE(plan.conflicts.empty());
  const auto after = result(item, plan, "uc");
  REQUIRE(after.has_value());
  CHECK(after->name == "Mine");
  CHECK(after->unit == "kg");
}

TEST_CASE("answers: who answers, in order") {
  const Case plain{{field("a", "Base")}, {field("a", "New")}, edit("ua", Attribute::name, "Mine")};
  Case remembered = plain;
  remembered.remembered = {{{"ua"}, Attribute::name, "Mine"}};
  Case forgotten = plain;
  forgotten.remembered = {{{"ua"}, Attribute::name, "Once"}};
  Policy name_to_tenant = parent_to_child_policy();
  name_to_tenant.attributes[Attribute::name] = PolicyTake::tenant;
  Policy mirror_but_name = mirror_policy();
  mirror_but_name.attributes[Attribute::name] = PolicyTake::tenant;
  struct Row {
    const char* name;
    const Case& item;
    Policy policy;
    AnsweredBy by;
    const char* expected;
  };
  const Row rows[] = {
      {"parent to child", plain, parent_to_child_policy(), AnsweredBy::policy, "New"},
      {"peer", plain, peer_policy(), AnsweredBy::policy, "Mine"},
      {"mirror", plain, mirror_policy(), AnsweredBy::policy, "New"},
      {"per attribute", plain, name_to_tenant, AnsweredBy::policy, "Mine"},
      {"remembered before the policy", remembered, parent_to_child_policy(), AnsweredBy::remembered,
       "Mine"},
      {"remembered of another value", forgotten, parent_to_child_policy(), AnsweredBy::policy,
       "New"},
      {"mirror, whatever is remembered", remembered, mirror_policy(), AnsweredBy::policy, "New"},
      {"mirror, whatever the attribute", plain, mirror_but_name, AnsweredBy::policy, "New"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const PlanRequest request = asking(row.policy);
    const Plan plan = planned(row.item, request);
    REQUIRE(plan.conflicts.size() == 1);
    CHECK(plan.conflicts[0].answered_by == row.by);
    CHECK(result(row.item, plan, "ua")->name == row.expected);
    CHECK(test::applied_is_noop(row.item.snapshot(), request, plan) == "");
  }
  PlanRequest manual = asking(peer_policy());
  manual.strategy = Strategy::manual;
  CHECK(planned(remembered, manual).targets[0].outcome == Outcome::hold);

  const Conflict conflict = planned(plain, asking()).conflicts[0];
  PlanRequest all = asking(peer_policy());
  all.decisions = {{conflict.cluster, "", std::nullopt, Take::value, "Cluster", false},
                   {conflict.cluster, "", TenantId{7}, Take::value, "Tenant in cluster", false},
                   {"", conflict.id, std::nullopt, Take::value, "Conflict", true}};
  const Plan first = planned(plain, all);
  CHECK(result(plain, first, "ua")->name == "Conflict");
  CHECK(first.unused_decisions == std::vector<size_t>{0, 1});
  REQUIRE(first.targets[0].remember.size() == 1);
  CHECK(first.targets[0].remember[0] == RememberedDecision{{"ua"}, Attribute::name, "Conflict"});
  all.decisions.pop_back();
  CHECK(result(plain, planned(plain, all), "ua")->name == "Tenant in cluster");
  all.decisions.pop_back();
  CHECK(result(plain, planned(plain, all), "ua")->name == "Cluster");
}

TEST_CASE("answers: decisions that do not fit are refused, naming them") {
  const Case both{{field("a")}, {field("a", "New")}, edit("ua", Attribute::name, "Mine")};
  Case unit{{with(field("a"), Attribute::unit, "kg")},
            {with(field("a"), Attribute::unit, "t")},
            edit("ua", Attribute::unit, "g")};
  struct Row {
    const char* name;
    Case item;
    Take take;
    Json value;
  };
  const Row rows[] = {
      {"a name that is a number", both, Take::value, 5},
      {"an empty name", both, Take::value, ""},
      {"a unit out of the blue", unit, Take::value, "mg"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto plan = make_plan(row.item.snapshot(), deciding(row.item, row.take, row.value));
    REQUIRE_FALSE(plan.ok());
    CHECK(plan.error().where.substr(0, 12) == "decisions[0]");
  }
  PlanRequest twice = deciding(both, Take::master);
  twice.decisions.push_back(twice.decisions[0]);
  CHECK_FALSE(make_plan(both.snapshot(), twice).ok());
}

TEST_CASE("answers: a formula that does not work holds the tenant") {
  Case item{{field("a"), field("b")}, {field("b")}, {}};
  item.overlay.added[{"uown"}] = {computed("own", "A * 2", {"ua"}), {"ua"}, {}};
  const Plan plan = planned(item, deciding(item, Take::value, "A +"));
  CHECK(plan.targets[0].outcome == Outcome::hold);
}

TEST_CASE("answers: a question that comes again after its answer holds the tenant") {
  const Field a = field("a"), b = field("b"), s = computed("s", "A * 2", {"ua"});
  const Case circle{
      {a, b, s},
      {a, computed("b", "A * 2", {"us"}), s},
      edit("us", Attribute::variables,
           {{"A", {{"framework", nullptr}, {"field_uid", "ub"}, {"coefficient", "1"}}}})};
  const Plan plan = planned(circle, deciding(circle, Take::value, "A * 2"));
  REQUIRE(plan.conflicts.size() == 1);
  CHECK(plan.conflicts[0].type == ConflictType::formula_cycle);
  CHECK(plan.conflicts[0].answered_by == AnsweredBy::nobody);
  CHECK(plan.conflicts[0].message.find("does not settle") != std::string::npos);
  CHECK(plan.targets[0].outcome == Outcome::hold);
  CHECK_FALSE(plan.targets[0].result.has_value());
  CHECK(planned(circle, deciding(circle, Take::value, "1 + 1")).targets[0].outcome ==
        Outcome::merge);
}

TEST_CASE("mirror: the master wins everything, own fields are out of sight but not lost") {
  Case item{{field("a"), field("b")},
            {field("a"), field("b", "New")},
            edit("ua", Attribute::name, "Mine")};
  item.overlay.added[{"uown"}] = {field("own"), {"ua"}, {}};
  item.overlay.hidden[{"ub"}] = {};
  const Snapshot snapshot = item.snapshot();
  const Plan plan = planned(item, asking(mirror_policy()));
  REQUIRE(plan.targets[0].result.has_value());
  const Overlay& overlay = plan.targets[0].result->overlay;
  CHECK(resolve(&snapshot.versions.at(2).content, overlay).fields ==
        snapshot.versions.at(2).content.fields);
  CHECK(overlay.added.contains({"uown"}));
  CHECK(overlay.hidden.size() == 1);
}

TEST_CASE("mirror: elements that clash with nothing go with those that clash") {
  const Field a = field("a");
  const auto option = [](const char* code, const char* label) {
    return Json{{"code", code}, {"label", label}};
  };
  struct Row {
    const char* name;
    Attribute attribute;
    Json tenant, master;  // the base has none
  };
  const Row rows[] = {
      {"options", Attribute::options,
       Json::array({option("o1", "Mine"), option("o2", "Only mine")}),
       Json::array({option("o1", "New")})},
      {"translations",
       Attribute::translations,
       {{"de", "Mein"}, {"fr", "Le mien"}},
       {{"de", "Neu"}}},
      {"references", Attribute::references, {{"gri", "1"}, {"own", "2"}}, {{"gri", "3"}}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Case item{
        {a}, {with(a, row.attribute, row.master)}, edit("ua", row.attribute, row.tenant)};
    const PlanRequest request = asking(mirror_policy());
    const Plan plan = planned(item, request);
    CHECK(plan.conflicts.size() == 1);
    CHECK(result(item, plan, "ua") == item.v2[0]);
    CHECK(test::applied_is_noop(item.snapshot(), request, plan) == "");
    // Parent to child leaves the element that was not asked about.
    const Plan kept = planned(item, asking(parent_to_child_policy()));
    CHECK(kept.targets[0].result->overlay.edits.at({"ua"}).contains(row.attribute));
  }
}

}  // namespace datavault
