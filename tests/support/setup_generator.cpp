#include "tests/support/setup_generator.h"

#include <algorithm>

#include "core/codec/framework_json.h"
#include "core/formula/framework_formulas.h"
#include "core/model/resolve.h"
#include "core/model/validate.h"
#include "core/template/extract.h"

namespace datavault::test {
namespace {

constexpr const char* kKinds[] = {"GROUP", "COMPANY", "SITE"};
constexpr const char* kFrequencies[] = {"ANNUAL", "QUARTERLY", "MONTHLY"};

/// Fields of different frameworks never share a uid.
void rename_fields(FrameworkContent& content, const std::string& prefix) {
  for (Field& field : content.fields) {
    field.uid.value = prefix + field.uid.value;
    if (!field.computed) continue;
    for (auto& [name, variable] : field.computed->variables) {
      if (variable.framework.empty()) variable.field.value = prefix + variable.field.value;
    }
  }
}

/// The generator calls what it adds alike in every version.
void rename_newcomers(FrameworkContent& content, const std::string& prefix) {
  std::map<std::string, std::string> renamed;
  for (Field& field : content.fields) {
    if (!field.uid.value.starts_with("unew")) continue;
    renamed[field.uid.value] = prefix + field.uid.value;
    field.uid.value = prefix + field.uid.value;
    field.code = prefix + field.code;
  }
  for (Field& field : content.fields) {
    if (!field.computed) continue;
    for (auto& [name, variable] : field.computed->variables) {
      const auto found = renamed.find(variable.field.value);
      if (found != renamed.end()) variable.field.value = found->second;
    }
  }
}

bool is_good(const FrameworkContent& content) {
  return validate_content(content).empty() && check_formulas(content).empty();
}

/// Nobody can hide what a formula reads, or give a code twice.
void keep_good(const FrameworkContent* version, Overlay& overlay) {
  if (is_good(resolve(version, overlay))) return;
  overlay.hidden.clear();
  if (!is_good(resolve(version, overlay))) overlay = {};
}

FrameworkVersion version_of(int64_t number, FrameworkContent content) {
  FrameworkVersion version;
  version.number = number;
  version.content = std::move(content);
  version.digest = content_digest(version.content);
  return version;
}

SetupCopy random_copy(Random& random, const std::string& key,
                      const std::vector<FrameworkVersion>& versions, size_t max_version) {
  const size_t at = random.below(std::min(max_version, versions.size()));
  const FrameworkVersion& version = versions[at];
  SetupCopy copy{key, "Framework " + key, "", version.number, version.digest, {}};
  const FrameworkContent& next = versions[std::min(at + 1, versions.size() - 1)].content;
  if (!random.one_in(3)) {
    copy.overlay = bare_overlay(random_overlay(random, version.content, next, 4));
    keep_good(&version.content, copy.overlay);
  }
  return copy;
}

SetupCopy own_copy(Random& random) {
  FrameworkContent content = datavault::test::random_content(random, 4);
  rename_fields(content, "own-");
  SetupCopy copy{"own-figures", "Own figures", "What we count besides", std::nullopt, "", {}};
  FieldUid before;
  for (const Field& field : content.fields) {
    copy.overlay.added[field.uid] = {field, before, {}};
    before = field.uid;
  }
  copy.overlay.topics = content.topics;
  return copy;
}

std::string entity_name(Random& random, const std::string& company, size_t n) {
  if (random.one_in(4)) return company + " plant " + std::to_string(n);
  if (random.one_in(6)) return "Braces {{here}} " + std::to_string(n);
  return "Site " + std::to_string(n);
}

SetupAssignment random_assignment(Random& random, const Setup& setup,
                                  const std::vector<FieldUid>& fields) {
  SetupAssignment assignment;
  assignment.field = fields[random.below(fields.size())];
  assignment.entity = setup.entities[random.below(setup.entities.size())].key;
  if (!random.one_in(3)) {
    assignment.frequency = frequency_from_text(kFrequencies[random.below(3)]);
  }
  if (random.one_in(3)) assignment.unit = "kg";
  return assignment;
}

void add_assignments(Random& random, const SetupWorld& world, Setup& setup, size_t count) {
  const auto shown = shown_fields(setup, world.finder());
  const std::vector<FieldUid> fields(shown.begin(), shown.end());
  if (fields.empty() || setup.entities.empty()) return;
  for (size_t i = 0; i < count; ++i) {
    SetupAssignment made = random_assignment(random, setup, fields);
    std::erase_if(setup.assignments, [&](const SetupAssignment& other) {
      return other.field == made.field && other.entity == made.entity;
    });
    setup.assignments.push_back(std::move(made));
  }
}

bool is_below(const Setup& setup, std::string key, const std::string& above) {
  for (size_t step = 0; step <= setup.entities.size() && !key.empty(); ++step) {
    if (key == above) return true;
    const SetupEntity* entity = find_entity(setup, key);
    key = entity ? entity->parent : "";
  }
  return false;
}

}  // namespace

FrameworkHistory SetupWorld::history(const std::string& key) const {
  FrameworkHistory history;
  const auto found = frameworks.find(key);
  if (found == frameworks.end()) return history;
  for (const FrameworkVersion& version : found->second) {
    history.versions[version.number] = &version;
  }
  return history;
}

const FrameworkContent* SetupWorld::find(const SetupCopy& copy) const {
  const auto found = frameworks.find(copy.key);
  if (found == frameworks.end() || !copy.version) return nullptr;
  return &found->second.at(static_cast<size_t>(*copy.version) - 1).content;
}

SetupWorld random_world(Random& random) {
  SetupWorld world;
  for (const char* key : {"alpha", "beta"}) {
    FrameworkContent content = random_content(random, 12);
    rename_fields(content, std::string(key) + "-");
    auto& versions = world.frameworks[key];
    for (int64_t number = 1; number <= 3; ++number) {
      versions.push_back(version_of(number, content));
      content = datavault::test::random_successor(random, content, 3);
      rename_newcomers(content, std::string(key) + std::to_string(number) + "-");
    }
  }
  return world;
}

Setup random_setup(Random& random, const SetupWorld& world, const std::string& company,
                   size_t max_version) {
  Setup setup;
  for (const auto& [key, versions] : world.frameworks) {
    if (key == "alpha" || !random.one_in(3)) {
      setup.copies.push_back(random_copy(random, key, versions, max_version));
    }
  }
  if (random.one_in(2)) setup.copies.push_back(own_copy(random));
  const size_t entities = 1 + random.below(6);
  for (size_t n = 0; n < entities; ++n) {
    const std::string parent =
        n == 0 || random.one_in(4) ? "" : setup.entities[random.below(n)].key;
    setup.entities.push_back({"site-" + std::to_string(n), entity_name(random, company, n),
                              kKinds[random.below(3)], parent});
  }
  sort_setup(setup);
  add_assignments(random, world, setup, random.below(6));
  if (random.one_in(2)) setup.roles["ADMIN"] = 1;
  if (random.one_in(2)) setup.roles["USER"] = static_cast<int64_t>(1 + random.below(9));
  if (random.one_in(2)) setup.settings["due_days"] = std::to_string(random.below(90));
  if (random.one_in(2)) setup.settings["country"] = random.one_in(2) ? "DE" : "FR";
  if (random.one_in(2)) setup.settings["currency"] = "EUR";
  sort_setup(setup);
  return setup;
}

Setup random_edit(Random& random, const SetupWorld& world, Setup setup, bool is_tenants) {
  for (SetupCopy& copy : setup.copies) {
    const FrameworkContent* version = world.find(copy);
    if (!version || random.one_in(2)) continue;
    const auto& versions = world.frameworks.at(copy.key);
    const Overlay more = random_overlay(random, *version, versions.back().content, 3);
    for (const auto& [uid, edits] : more.edits) copy.overlay.edits[uid] = edits;
    for (const auto& [uid, stamp] : more.hidden) copy.overlay.hidden[uid] = stamp;
    copy.overlay = bare_overlay(normalise(version, std::move(copy.overlay)));
  }
  for (SetupEntity& entity : setup.entities) {
    if (random.one_in(4)) entity.name += random.one_in(2) ? " east" : " west";
    if (random.one_in(6)) entity.kind = kKinds[random.below(3)];
    const std::string& parent = setup.entities[random.below(setup.entities.size())].key;
    if (random.one_in(5) && !is_below(setup, parent, entity.key)) entity.parent = parent;
  }
  if (random.one_in(2)) {
    const std::string id = std::to_string(100 + random.below(20));
    const std::string parent =
        setup.entities.empty() ? "" : setup.entities[random.below(setup.entities.size())].key;
    const std::string key = is_tenants ? "#" + id : "new-" + id;
    if (!find_entity(setup, key)) setup.entities.push_back({key, "New " + id, "SITE", parent});
  }
  sort_setup(setup);
  add_assignments(random, world, setup, random.below(3));
  if (random.one_in(3) && !setup.assignments.empty()) setup.assignments.pop_back();
  if (random.one_in(2)) setup.settings["due_days"] = std::to_string(random.below(5));
  if (random.one_in(4)) setup.settings.erase("currency");
  sort_setup(setup);
  return setup;
}

TemplateContent random_successor(Random& random, const SetupWorld& world, TemplateContent content) {
  for (SetupCopy& copy : content.setup.copies) {
    const auto found = world.frameworks.find(copy.key);
    if (found == world.frameworks.end() || !copy.version || random.one_in(2)) continue;
    const auto from = static_cast<size_t>(*copy.version) - 1;
    if (from + 1 >= found->second.size()) continue;
    const FrameworkVersion& next = found->second[from + 1];
    copy.overlay = carry_overlay(found->second[from].content, next.content, copy.overlay, {});
    copy.version = next.number;
    copy.version_digest = next.digest;
  }
  content.setup = random_edit(random, world, std::move(content.setup), false);
  if (random.one_in(3) && content.setup.entities.size() > 1) {
    const std::string gone = content.setup.entities.back().key;
    content.setup.entities.pop_back();
    for (SetupEntity& entity : content.setup.entities) {
      if (entity.parent == gone) entity.parent.clear();
    }
    std::erase_if(content.setup.assignments,
                  [&](const SetupAssignment& item) { return item.entity == gone; });
  }
  const auto shown = shown_fields(content.setup, world.finder());
  std::erase_if(content.setup.assignments,
                [&](const SetupAssignment& item) { return !shown.contains(item.field); });
  return content;
}

UpgradeFacts upgrade_facts(const SetupWorld& world, TenantId id, const Setup& base,
                           const Setup& master, const Setup& now, Stages& stages) {
  UpgradeFacts facts;
  facts.tenant = {id, "Tenant " + std::to_string(id.value), "t", "", true};
  facts.version = 1;
  facts.base = base;
  facts.master = master;
  facts.now = now;
  for (const SetupCopy& copy : now.copies) {
    auto stage = UpgradeStage::make(find_copy(base, copy.key), find_copy(master, copy.key),
                                    copy.version, world.history(copy.key));
    if (!stage) continue;
    UpgradeCopy upgrade;
    upgrade.key = copy.key;
    upgrade.stage = stage->get();
    upgrade.facts.tenant = facts.tenant;
    upgrade.facts.adoption = Adoption{copy.version, (*stage)->beyond(copy.overlay)};
    stages.list.push_back(*std::move(stage));
    facts.copies.push_back(std::move(upgrade));
  }
  return facts;
}

}  // namespace datavault::test
