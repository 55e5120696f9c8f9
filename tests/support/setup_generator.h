#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/template/template.h"
#include "core/template/upgrade.h"
#include "tests/support/generator.h"

namespace datavault::test {

/// Frameworks of three versions each, of which set-ups are made.
struct SetupWorld {
  std::map<std::string, std::vector<FrameworkVersion>> frameworks;  // by key; numbers from 1

  FrameworkHistory history(const std::string& key) const;
  const FrameworkContent* find(const SetupCopy& copy) const;
  FindVersion finder() const {
    return [this](const SetupCopy& copy) { return find(copy); };
  }
};
SetupWorld random_world(Random& random);

/// A set-up with everything that a tenant may have; in normal form. Entities are called after
/// `company` here and there. `max_version` limits the versions of its copies.
Setup random_setup(Random& random, const SetupWorld& world, const std::string& company,
                   size_t max_version = 3);

/// The set-up after somebody worked on it: copies edited, entities renamed, moved, added, settings
/// and assignments changed. New entities are keyed "new-..." or, as a tenant's, "#...".
Setup random_edit(Random& random, const SetupWorld& world, Setup setup, bool is_tenants);

/// A template's next version: edited, with newer framework versions here and there.
TemplateContent random_successor(Random& random, const SetupWorld& world, TemplateContent content);

/// All that an upgrade reads of a tenant with these set-ups. The stages must outlive the facts.
struct Stages {
  std::vector<std::unique_ptr<UpgradeStage>> list;
};
UpgradeFacts upgrade_facts(const SetupWorld& world, TenantId id, const Setup& base,
                           const Setup& master, const Setup& now, Stages& stages);

}  // namespace datavault::test
