#include "server/app/upgrade_builder.h"

#include <tuple>
#include <utility>

#include "core/model/resolve.h"
#include "core/template/template_json.h"
#include "server/app/framework_catalogue.h"
#include "server/app/tenant_facts.h"
#include "server/store/frameworks.h"
#include "server/store/reporting.h"
#include "server/store/tenants.h"

namespace datavault {
namespace {

class UpgradeBuilder {
 public:
  UpgradeBuilder(store::ReadTransaction& tx, VersionCache& versions, const ParameterValues& given)
      : tx_(tx), versions_(versions), given_(given), values_(tx) {}

  Reply<BuiltUpgrade> run(int64_t template_id, std::optional<int64_t> version,
                          const std::optional<std::vector<TenantId>>& tenants) {
    auto target = load_template(tx_, versions_, template_id, version);
    if (!target) return target.failure();
    built_.target = *std::move(target);
    UpgradeSnapshot& snapshot = built_.snapshot;
    snapshot.template_key = built_.target.row.key;
    snapshot.version = built_.target.version.number;
    snapshot.version_digest = built_.target.version.digest;
    auto ids = ids_of(template_id, tenants);
    if (!ids) return ids.error();
    for (const TenantId id : *ids) {
      auto setup = load_setup(tx_, versions_, id);
      if (!setup) return setup.failure();
      built_.setups.emplace(id, *std::move(setup));
    }
    for (const auto& [id, setup] : built_.setups) {
      if (auto done = add(setup); !done) return done.failure();
    }
    return std::move(built_);
  }

 private:
  Result<std::vector<TenantId>> ids_of(int64_t template_id,
                                       const std::optional<std::vector<TenantId>>& tenants) {
    std::vector<TenantId> ids;
    if (tenants) {
      auto there = store::load_tenants(tx_, tenants);
      if (!there) return there.error();
      for (const Tenant& tenant : *there) ids.push_back(tenant.id);
      return ids;
    }
    auto rows = store::load_tenants_of_template(tx_, template_id);
    if (!rows) return rows.error();
    for (const store::TenantTemplateRow& row : *rows) ids.push_back(row.tenant);
    return ids;
  }

  Reply<Done> add(const TenantSetup& setup) {
    UpgradeFacts facts;
    facts.tenant = setup.tenant;
    facts.now = setup.setup;
    const bool is_ours = setup.origin && setup.origin->template_id == built_.target.row.id;
    if (is_ours) {
      facts.version = setup.origin->version;
      if (auto done = add_templates(setup, facts); !done) return done;
      if (auto done = add_copies(setup, facts); !done) return done.error();
      if (auto done = add_values(setup, facts); !done) return done.error();
    }
    built_.snapshot.tenants.push_back(std::move(facts));
    return Done{};
  }

  Reply<const LoadedTemplate*> base_of(int64_t number) {
    auto& slot = bases_[number];
    if (!slot) {
      auto loaded = load_template(tx_, versions_, built_.target.row.id, number);
      if (!loaded) return loaded.failure();
      slot = std::make_unique<LoadedTemplate>(*std::move(loaded));
    }
    return static_cast<const LoadedTemplate*>(slot.get());
  }

  /// What both versions come to with the tenant's parameters.
  Reply<Done> add_templates(const TenantSetup& setup, UpgradeFacts& facts) {
    const ParameterValues had =
        parameters_from_json(Json::parse(setup.origin->parameters, nullptr, false));
    auto base = base_of(facts.version);
    if (!base) return base.failure();
    auto before = fill_in((*base)->content, had);
    if (!before) return before.error();
    facts.base = *std::move(before);
    ParameterValues values = given_;
    for (const auto& [name, value] : had) values.try_emplace(name, value);
    const auto& declared = built_.target.content.parameters;
    std::erase_if(values, [&](const auto& item) {
      return !is_given_parameter(item.first) &&
             std::none_of(declared.begin(), declared.end(),
                          [&](const auto& known) { return known.name == item.first; });
    });
    auto complete = complete_parameters(declared, std::move(values));
    if (!complete) {
      return Failure(within(setup.tenant.name, complete.error()), "parameter_missing");
    }
    auto after = fill_in(built_.target.content, *complete);
    if (!after) return within(setup.tenant.name, after.error());
    facts.master = *std::move(after);
    built_.parameters[setup.tenant.id] = *std::move(complete);
    return Done{};
  }

  Result<void> add_copies(const TenantSetup& setup, UpgradeFacts& facts) {
    if (facts.version == built_.snapshot.version) return {};
    for (const SetupCopy& copy : setup.setup.copies) {
      const SetupCopy* base = find_copy(facts.base, copy.key);
      const SetupCopy* master = find_copy(facts.master, copy.key);
      if (!base && !master) continue;
      auto stage = stage_of(setup, facts, copy, base, master);
      if (!stage) return stage.error();
      auto found = facts_between(setup, copy, **stage);
      if (!found) return found.error();
      if (!master) {
        auto count = count_values(setup, copy);
        if (!count) return count.error();
        found->stored_values = *count;
      }
      facts.copies.push_back(*std::move(found));
    }
    return {};
  }

  /// Tenants on one version of the template and one of the framework share it, unless they wrote
  /// the framework themselves.
  Result<LoadedStage*> stage_of(const TenantSetup& setup, const UpgradeFacts& facts,
                                const SetupCopy& copy, const SetupCopy* base,
                                const SetupCopy* master) {
    const StageKey key{copy.key, facts.version, copy.version.value_or(0)};
    if (const auto found = stages_.find(key); found != stages_.end()) return found->second;
    auto history = history_of(setup, facts, copy);
    if (!history) return history.error();
    auto stage = UpgradeStage::make(base, master, copy.version, *history);
    if (!stage) return stage.error();
    auto loaded = std::make_unique<LoadedStage>();
    loaded->stage = *std::move(stage);
    FrameworkVersion content;
    content.content = loaded->stage->base();
    loaded->base = std::make_shared<LoadedVersion>(content);
    content.content = loaded->stage->master();
    loaded->master = std::make_shared<LoadedVersion>(content);
    built_.stages.push_back(std::move(loaded));
    return stages_[key] = built_.stages.back().get();
  }

  Result<FrameworkHistory> history_of(const TenantSetup& setup, const UpgradeFacts& facts,
                                      const SetupCopy& copy) {
    FrameworkHistory history;
    if (!copy.version) return history;
    const auto add = [&](const std::map<std::string, VersionPtr>& versions,
                         const std::optional<int64_t>& number) {
      const auto found = versions.find(copy.key);
      if (found == versions.end() || !number) return;
      built_.versions.push_back(found->second);
      history.versions[*number] = &found->second->version;
    };
    add(setup.versions, copy.version);
    const LoadedTemplate& base = *bases_.at(facts.version);
    for (const LoadedTemplate* from : {&base, &std::as_const(built_.target)}) {
      const SetupCopy* of = find_copy(from->content.setup, copy.key);
      if (of) add(from->versions, of->version);
    }
    auto lineage =
        lineage_between(tx_, setup.rows.at(copy.key).framework, history.versions.begin()->first,
                        history.versions.rbegin()->first);
    if (!lineage) return lineage.error();
    history.lineage = *std::move(lineage);
    return history;
  }

  Result<FactsReader*> reader_of(const TenantSetup& setup, const SetupCopy& copy) {
    const FrameworkId id = setup.rows.at(copy.key).framework;
    auto& slot = readers_[id];
    if (slot) return slot.get();
    auto row = store::find_framework(tx_, id);
    if (!row) return row.error();
    if (!*row) return storage_error("A copy's framework is not there.");
    slot = std::make_unique<FactsReader>(tx_, versions_, (*row)->framework);
    std::vector<TenantId> tenants{setup.tenant.id};
    if (copy.version) {
      tenants.clear();
      for (const auto& [tenant, other] : built_.setups) tenants.push_back(tenant);
    }
    if (auto loaded = slot->load(tenants); !loaded) return loaded.error();
    return slot.get();
  }

  Result<UpgradeCopy> facts_between(const TenantSetup& setup, const SetupCopy& copy,
                                    LoadedStage& stage) {
    auto reader = reader_of(setup, copy);
    if (!reader) return reader.error();
    auto found = (*reader)->facts_between(setup.tenant, stage.base,
                                          stage.stage->beyond(copy.overlay), stage.master);
    if (!found) return found.error();
    UpgradeCopy result{copy.key, stage.stage.get(), std::move(found->facts), 0};
    // As templates call the tenant's own frameworks.
    for (const auto& [key, own] : setup.own_keys) {
      if (key == own) continue;
      auto node = result.facts.foreign_fields.extract(own);
      if (node.empty()) continue;
      node.key() = key;
      result.facts.foreign_fields.insert(std::move(node));
    }
    return result;
  }

  Result<int64_t> count_values(const TenantSetup& setup, const SetupCopy& copy) {
    const auto version = setup.versions.find(copy.key);
    const FrameworkContent content =
        resolve(version == setup.versions.end() ? nullptr : &version->second->version.content,
                copy.overlay);
    std::vector<FieldUid> fields;
    for (const Field& field : content.fields) fields.push_back(field.uid);
    auto counts = values_.count(setup.tenant.id, fields);
    if (!counts) return counts.error();
    int64_t total = 0;
    for (const auto& [uid, count] : *counts) total += count;
    return total;
  }

  Result<void> add_values(const TenantSetup& setup, UpgradeFacts& facts) {
    auto counts = store::count_entity_values(tx_, setup.tenant.id);
    if (!counts) return counts.error();
    for (const auto& [key, id] : setup.entities) {
      const auto found = counts->find(id.value);
      if (found != counts->end()) facts.entity_values[key] = found->second;
    }
    return {};
  }

  using StageKey = std::tuple<std::string, int64_t, int64_t>;

  store::ReadTransaction& tx_;
  VersionCache& versions_;
  const ParameterValues& given_;
  store::ValueCounter values_;
  BuiltUpgrade built_;
  std::map<int64_t, std::unique_ptr<LoadedTemplate>> bases_;  // by version of the template
  std::map<StageKey, LoadedStage*> stages_;
  std::map<FrameworkId, std::unique_ptr<FactsReader>> readers_;
};

}  // namespace

Reply<BuiltUpgrade> build_upgrade(store::ReadTransaction& tx, VersionCache& versions,
                                  int64_t template_id, std::optional<int64_t> version,
                                  const std::optional<std::vector<TenantId>>& tenants,
                                  const ParameterValues& given) {
  return UpgradeBuilder(tx, versions, given).run(template_id, version, tenants);
}

ParameterValues parameters_from_json(const Json& json) {
  ParameterValues values;
  if (!json.is_object()) return values;
  for (const auto& [name, value] : json.items()) {
    if (value.is_string()) values[name] = value.get<std::string>();
  }
  return values;
}

}  // namespace datavault
