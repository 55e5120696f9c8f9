// Single cases of upgrades; tests/core/template/template_laws_test.cpp has the laws.
#include "core/template/upgrade.h"

#include <doctest/doctest.h>

#include "core/model/resolve.h"
#include "tests/support/builder.h"

namespace datavault {
namespace {

/// A framework of three versions, in which the name of field a grows, and one tenant.
struct Stage {
  std::vector<FrameworkVersion> versions;
  Setup base, master, now;
  std::map<std::string, int64_t> values;
  PlanRequest request;

  Stage() {
    for (int64_t n = 1; n <= 3; ++n) {
      versions.push_back(
          test::version(n, {test::field("a", "Name " + std::to_string(n)), test::field("b")}));
    }
    base.copies = master.copies = now.copies = {copy(1)};
    base.entities = {{"hq", "HQ", "GROUP", ""}, {"plant", "Plant", "SITE", "hq"}};
    master.entities = now.entities = base.entities;
    base.settings = master.settings = now.settings = {{"due_days", "30"}};
    request.targets = {{7}};
  }

  SetupCopy copy(int64_t number, Overlay overlay = {}) const {
    return {"fw",
            "Framework",
            "",
            number,
            versions[static_cast<size_t>(number) - 1].digest,
            bare_overlay(std::move(overlay))};
  }

  UpgradePlan plan() {
    FrameworkHistory history;
    for (const FrameworkVersion& version : versions) history.versions[version.number] = &version;
    UpgradeFacts facts;
    facts.tenant = {{7}, "Acme", "acme", "", true};
    facts.version = 1;
    facts.base = base;
    facts.master = master;
    facts.now = now;
    facts.entity_values = values;
    std::unique_ptr<UpgradeStage> stage;
    if (const SetupCopy* mine = find_copy(now, "fw")) {
      auto made = UpgradeStage::make(find_copy(base, "fw"), find_copy(master, "fw"), mine->version,
                                     history);
      REQUIRE(made.ok());
      stage = *std::move(made);
      UpgradeCopy upgrade;
      upgrade.key = "fw";
      upgrade.stage = stage.get();
      upgrade.facts.tenant = facts.tenant;
      upgrade.facts.adoption = Adoption{mine->version, stage->beyond(mine->overlay)};
      facts.copies.push_back(std::move(upgrade));
    }
    auto made = make_upgrade_plan({"t", 2, "sha256:m", {facts}}, request);
    REQUIRE_MESSAGE(made.ok(), made.error().message);
    return *std::move(made);
  }

  Setup result() {
    UpgradePlan made = plan();
    REQUIRE(made.results.contains({7}));
    return made.results.at({7}).setup;
  }

  std::string name_of_a(const Setup& setup) const {
    const SetupCopy& mine = setup.copies.at(0);
    const auto& version = versions[static_cast<size_t>(*mine.version) - 1].content;
    return resolve(&version, mine.overlay).fields.at(0).name;
  }
};

}  // namespace

TEST_CASE("upgrade: a newer framework version comes with the template, edits stay") {
  Stage stage;
  stage.master.copies = {stage.copy(2)};
  stage.now.copies = {stage.copy(1, test::edit("ub", Attribute::name, "Ours"))};
  const Setup after = stage.result();
  CHECK(after.copies[0].version == 2);
  CHECK(stage.name_of_a(after) == "Name 2");
  CHECK(after.copies[0].overlay.edits.size() == 1);
}

TEST_CASE("upgrade: a tenant beyond the template's version stays there; only overlays merge") {
  Stage stage;
  stage.now.copies = {stage.copy(3)};
  stage.master.copies = {stage.copy(2, test::edit("ub", Attribute::name, "By the template"))};
  const Setup after = stage.result();
  CHECK(after.copies[0].version == 3);
  CHECK(stage.name_of_a(after) == "Name 3");
  CHECK(after.copies[0].overlay.edits.at({"ub"}).at(Attribute::name).value == "By the template");
}

TEST_CASE("upgrade: a version that a distribution brought meanwhile is no edit") {
  Stage stage;
  stage.now.copies = {stage.copy(2)};
  stage.master.copies = {stage.copy(3)};
  const UpgradePlan plan = stage.plan();
  CHECK(plan.conflicts.empty());
  CHECK(stage.name_of_a(plan.results.at({7}).setup) == "Name 3");
}

TEST_CASE("upgrade: what both changed is asked, cluster by cluster, and holds until answered") {
  Stage stage;
  stage.master.copies = {stage.copy(1, test::edit("ub", Attribute::name, "Template's"))};
  stage.now.copies = {stage.copy(1, test::edit("ub", Attribute::name, "Ours"))};
  stage.master.entities[1].name = "Plant North";
  stage.now.entities[1].name = "Werk Nord";
  stage.master.settings["due_days"] = "45";
  stage.now.settings["due_days"] = "10";
  UpgradePlan plan = stage.plan();
  CHECK(plan.plan.targets[0].outcome == Outcome::hold);
  CHECK(plan.results.empty());
  REQUIRE(plan.conflicts.size() == 3);
  for (const SetupConflict& conflict : plan.conflicts) {
    CHECK(conflict.conflict.type == ConflictType::edit_edit);
    Decision decision;
    decision.cluster = conflict.conflict.cluster;
    decision.take = conflict.part == SetupPart::setting ? Take::value : Take::master;
    if (conflict.part == SetupPart::setting) decision.value = "20";
    stage.request.decisions.push_back(decision);
  }
  plan = stage.plan();
  REQUIRE(plan.results.contains({7}));
  const Setup& after = plan.results.at({7}).setup;
  CHECK(after.entities[1].name == "Plant North");
  CHECK(after.settings.at("due_days") == "20");
  CHECK(after.copies[0].overlay.edits.at({"ub"}).at(Attribute::name).value == "Template's");
}

TEST_CASE("upgrade: an entity that the template drops goes, unless something hangs on it") {
  Stage stage;
  stage.master.entities.pop_back();
  CHECK(stage.result().entities.size() == 1);
  SUBCASE("values") { stage.values["plant"] = 3; }
  SUBCASE("an entity of the tenant's own") {
    stage.now.entities.insert(stage.now.entities.begin(), {"#9", "Hall", "SITE", "plant"});
  }
  const UpgradePlan plan = stage.plan();
  REQUIRE(plan.results.contains({7}));
  if (stage.values.empty() && stage.now.entities.size() == 2) return;
  CHECK(find_entity(plan.results.at({7}).setup, "plant") != nullptr);
  REQUIRE(plan.conflicts.size() == 1);
  CHECK(plan.conflicts[0].conflict.type == ConflictType::removed_with_data);
  CHECK(plan.conflicts[0].conflict.severity == Severity::warning);
}

TEST_CASE("upgrade: an own entity that equals a newcomer becomes it") {
  Stage stage;
  stage.now.entities.insert(stage.now.entities.begin(), {"#9", "Hall", "SITE", "hq"});
  stage.master.entities.insert(stage.master.entities.begin(), {"hall", "Hall", "SITE", "hq"});
  const UpgradePlan plan = stage.plan();
  REQUIRE(plan.results.contains({7}));
  CHECK(plan.results.at({7}).adopted.at("hall") == "#9");
  CHECK(plan.results.at({7}).setup.entities.size() == 3);
}

TEST_CASE("upgrade: moves that would close a circle are asked, and never close one") {
  Stage stage;
  for (Setup* setup : {&stage.base, &stage.master, &stage.now}) {
    setup->entities = {{"a", "A", "SITE", ""}, {"b", "B", "SITE", ""}};
  }
  stage.now.entities[0].parent = "b";
  stage.master.entities[1].parent = "a";
  UpgradePlan plan = stage.plan();
  CHECK(plan.plan.targets[0].outcome == Outcome::hold);
  REQUIRE(plan.conflicts.size() == 1);
  for (const Take take : {Take::master, Take::tenant}) {
    Decision decision;
    decision.conflict = plan.conflicts[0].conflict.id;
    decision.take = take;
    stage.request.decisions = {decision};
    const Setup after = stage.result();
    CHECK(after.entities[0].parent == (take == Take::master ? "" : "b"));
    CHECK(after.entities[1].parent == (take == Take::master ? "a" : ""));
  }
}

TEST_CASE("upgrade: a framework comes and goes with the template, but not from under values") {
  Stage stage;
  stage.base.copies.clear();
  stage.now.copies.clear();
  CHECK(stage.result().copies.size() == 1);
  stage.base.copies = stage.now.copies = stage.master.copies;
  stage.master.copies.clear();
  CHECK(stage.result().copies.empty());
  stage.now.copies = {stage.copy(1, test::edit("ub", Attribute::name, "Ours"))};
  CHECK(stage.plan().plan.targets[0].outcome == Outcome::hold);
}

TEST_CASE("upgrade: SKIP and OVERWRITE are no ways to merge; going back must be asked for") {
  Stage stage;
  stage.request.strategy = Strategy::overwrite;
  CHECK(make_upgrade_plan({"t", 2, "d", {}}, stage.request).error().where == "conflict_resolution");
  stage.request.strategy = Strategy::merge;
  UpgradeFacts beyond;
  beyond.tenant.id = {7};
  beyond.version = 3;
  CHECK(make_upgrade_plan({"t", 2, "d", {beyond}}, stage.request).error().code ==
        Error::Code::conflict);
  Decision decision;
  decision.cluster = "k";
  decision.remember = true;
  stage.request.decisions = {decision};
  CHECK(make_upgrade_plan({"t", 2, "d", {}}, stage.request).error().where ==
        "decisions[0], remember");
}

}  // namespace datavault
