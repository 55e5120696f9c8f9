// The laws of docs/templates.md on random set-ups.
#include <doctest/doctest.h>

#include "core/codec/overlay_json.h"
#include "core/model/resolve.h"
#include "core/template/extract.h"
#include "core/template/relative.h"
#include "core/template/template_document.h"
#include "core/template/template_json.h"
#include "core/template/upgrade.h"
#include "tests/support/setup_generator.h"

namespace datavault {
namespace {

using test::Random;
using test::SetupWorld;
using test::Stages;

constexpr uint64_t kSeeds = 150;

TemplateContent template_of(const SetupWorld& world, const Setup& tenant, const std::string& name) {
  auto extraction = extract(tenant, name, {}, nullptr, world.finder());
  REQUIRE(extraction.ok());
  return extraction->content;
}

Setup filled(const TemplateContent& content, const std::string& name) {
  auto setup = fill_in(content, {{"company_name", name}, {"company_slug", "s"}, {"industry", ""}});
  REQUIRE_MESSAGE(setup.ok(), setup.error().message);
  return *setup;
}

std::vector<Field> fields_of(const FrameworkContent* version, const Overlay& overlay) {
  return resolve(version, overlay).fields;
}

UpgradePlan planned(const UpgradeFacts& facts, const PlanRequest& request, int64_t version = 2) {
  UpgradeSnapshot snapshot{"t", version, "sha256:master", {facts}};
  auto plan = make_upgrade_plan(snapshot, request);
  REQUIRE_MESSAGE(plan.ok(), plan.error().message);
  return *std::move(plan);
}

PlanRequest merging(PolicyTake winner) {
  PlanRequest request;
  request.targets = {{7}};
  request.policy.fallback = winner;
  return request;
}

/// What a conflict's answer by default leaves open: formulas and values.
bool is_written(const UpgradePlan& plan) { return plan.results.contains({7}); }

void check_same_setup(const SetupWorld& world, const Setup& a, const Setup& b) {
  CHECK(a.entities == b.entities);
  CHECK(a.assignments == b.assignments);
  CHECK(a.settings == b.settings);
  REQUIRE(a.copies.size() == b.copies.size());
  for (size_t i = 0; i < a.copies.size(); ++i) {
    CHECK(a.copies[i].key == b.copies[i].key);
    CHECK(a.copies[i].version_digest == b.copies[i].version_digest);
    CHECK(fields_of(world.find(a.copies[i]), a.copies[i].overlay) ==
          fields_of(world.find(b.copies[i]), b.copies[i].overlay));
  }
}

}  // namespace

TEST_CASE("template: extract, provision, extract gives an equal template") {
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const SetupWorld world = test::random_world(random);
    const Setup source = test::random_setup(random, world, "Acme");
    const TemplateContent content = template_of(world, source, "Acme");
    CHECK(validate_template(content).empty());
    CHECK(validate_copies(content, world.finder()).empty());
    const Setup tenant = filled(content, "Beta Ltd");
    CHECK(template_digest(template_of(world, tenant, "Beta Ltd")) == template_digest(content));
    const TemplateOrigin origin{content, {{"company_name", "Beta Ltd"}}};
    auto again = extract(tenant, "Renamed since", {}, &origin, world.finder());
    REQUIRE(again.ok());
    CHECK(template_digest(again->content) == template_digest(content));
    check_same_setup(world, filled(content, "Acme"), source);
  }
}

TEST_CASE("template: its JSON and its document give it back, digest for digest") {
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const SetupWorld world = test::random_world(random);
    TemplateDocument document;
    document.key = "t";
    document.name = "T";
    document.version = 1;
    document.content = template_of(world, test::random_setup(random, world, "Acme"), "Acme");
    for (const SetupCopy& copy : document.content.setup.copies) {
      if (!copy.version) continue;
      const auto& version = world.frameworks.at(copy.key)[static_cast<size_t>(*copy.version) - 1];
      document.frameworks.push_back({copy.key, copy.name, "", version});
    }
    const Json json = document_to_json(document);
    const auto read = read_template_document(json.dump());
    for (const Error& error : read.errors) FAIL_CHECK(error.where << ": " << error.message);
    CHECK(template_digest(read.document.content) == template_digest(document.content));
    CHECK(document_to_json(read.document) == json);
  }
}

TEST_CASE("relative overlay: says exactly what differs, also on top of another one") {
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const SetupWorld world = test::random_world(random);
    const FrameworkContent& version = world.frameworks.at("alpha")[0].content;
    const FrameworkContent& next = world.frameworks.at("alpha")[1].content;
    const Overlay lower = test::random_overlay(random, version, next, 5);
    const Overlay other = test::random_overlay(random, version, next, 5);
    const FrameworkContent base = resolve(&version, lower);
    const FrameworkContent now = resolve(&version, other);
    CHECK(relative_overlay(base, base, {}).empty());
    const Overlay upper = relative_overlay(base, now, other);
    CHECK(resolve(&base, upper).fields == now.fields);
    CHECK(resolve(&version, compose_overlays(&version, lower, upper)).fields == now.fields);
    CHECK(overlay_text(compose_overlays(&version, lower, {}), Stamps::leave_out) ==
          overlay_text(lower, Stamps::leave_out));
  }
}

TEST_CASE("upgrade: a tenant that edited nothing gets the new version exactly") {
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const SetupWorld world = test::random_world(random);
    const auto base = template_of(world, test::random_setup(random, world, "Acme", 2), "Acme");
    const auto master = test::random_successor(random, world, base);
    Stages stages;
    const Setup before = filled(base, "Beta"), wanted = filled(master, "Beta");
    const auto facts = test::upgrade_facts(world, {7}, before, wanted, before, stages);
    const auto plan = planned(facts, merging(PolicyTake::ask));
    REQUIRE(plan.plan.targets.size() == 1);
    CAPTURE(to_text(plan.plan.targets[0].outcome));
    if (!is_written(plan)) continue;  // a formula that the random template broke
    CHECK(plan.plan.targets[0].outcome == Outcome::fast_forward);
    check_same_setup(world, plan.results.at({7}).setup, wanted);
  }
}

TEST_CASE("upgrade: what the template left alone stays as the tenant has it") {
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const SetupWorld world = test::random_world(random);
    const auto base = template_of(world, test::random_setup(random, world, "Acme", 2), "Acme");
    Stages stages;
    const Setup before = filled(base, "Beta");
    const Setup now = test::random_edit(random, world, before, true);
    const auto facts = test::upgrade_facts(world, {7}, before, before, now, stages);
    const auto plan = planned(facts, merging(PolicyTake::ask));
    for (const SetupConflict& conflict : plan.conflicts) {
      CHECK_FALSE(is_merge_conflict(conflict.conflict.type));
    }
    if (is_written(plan)) check_same_setup(world, plan.results.at({7}).setup, now);
  }
}

TEST_CASE("upgrade: edits merge, what was applied plans as NOOP, and no copy goes back") {
  size_t merged = 0;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const SetupWorld world = test::random_world(random);
    const auto base = template_of(world, test::random_setup(random, world, "Acme", 2), "Acme");
    const auto master = test::random_successor(random, world, base);
    const Setup before = filled(base, "Beta"), wanted = filled(master, "Beta");
    const Setup now = test::random_edit(random, world, before, true);
    for (const PolicyTake winner : {PolicyTake::master, PolicyTake::tenant}) {
      Stages stages;
      auto facts = test::upgrade_facts(world, {7}, before, wanted, now, stages);
      const auto plan = planned(facts, merging(winner));
      if (!is_written(plan)) continue;
      ++merged;
      const Setup& after = plan.results.at({7}).setup;
      CHECK(plan.plan.targets[0].after == setup_state(after, 2));
      for (const auto& [name, value] : after.settings) {
        const auto of = [&, &key = name](const Setup& setup) {
          const auto found = setup.settings.find(key);
          return found == setup.settings.end() ? std::string() : found->second;
        };
        if (of(now) == of(before)) CHECK(value == of(wanted));
        if (of(wanted) == of(before)) CHECK(value == of(now));
        if (of(now) != of(before) && of(wanted) != of(before)) {
          CHECK(value == of(winner == PolicyTake::master ? wanted : now));
        }
      }
      for (const SetupCopy& copy : after.copies) {
        const SetupCopy* was = find_copy(now, copy.key);
        if (was && was->version) CHECK(*copy.version >= *was->version);
      }
      for (const SetupEntity& entity : after.entities) {
        const bool has_parent = entity.parent.empty() || find_entity(after, entity.parent);
        CHECK(has_parent);
      }
      // On the version: nothing is left to do. As if it came from there: nothing would change.
      Stages again;
      auto applied = test::upgrade_facts(world, {7}, wanted, wanted, after, again);
      applied.version = 2;
      CHECK(planned(applied, merging(winner)).plan.targets[0].outcome == Outcome::noop);
      const auto next = planned(applied, merging(winner), 3);
      if (is_written(next)) check_same_setup(world, next.results.at({7}).setup, after);
    }
  }
  CHECK(merged > kSeeds);
}

}  // namespace datavault
