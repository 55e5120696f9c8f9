#include "server/app/tenant_settings_service.h"

#include <algorithm>

#include "core/template/settings.h"
#include "server/app/copies.h"
#include "server/app/texts.h"
#include "server/store/setups.h"

namespace datavault {
namespace {

using Entities = std::vector<store::KeyedEntity>;

const store::KeyedEntity* find(const Entities& entities, EntityId id) {
  const auto found = std::find_if(entities.begin(), entities.end(),
                                  [&](const auto& row) { return row.entity.id == id; });
  return found == entities.end() ? nullptr : &*found;
}

Failure no_entity(EntityId id) {
  return Failure(
      not_found("The company has no entity with the id " + std::to_string(id.value) + "."),
      "entity_not_found");
}

/// The new parent is there and does not stand below the entity.
Result<void> check_parent(const Entities& entities, EntityId id, EntityId parent) {
  const store::KeyedEntity* above = find(entities, parent);
  if (!above) return invalid_input("The company has no entity with this id.", "parent_id");
  for (size_t step = 0; above && step <= entities.size(); ++step) {
    if (above->entity.id == id) {
      return invalid_input("An entity cannot stand below itself.", "parent_id");
    }
    above = above->entity.parent ? find(entities, *above->entity.parent) : nullptr;
  }
  return {};
}

Result<void> apply(const EntityPatch& patch, const Entities& entities, Entity& entity) {
  if (patch.name) {
    auto name = checked_name(*patch.name, "name");
    if (!name) return name.error();
    entity.name = *std::move(name);
  }
  if (patch.kind) {
    auto kind = checked_text(*patch.kind, "kind", 100);
    if (!kind) return kind.error();
    entity.kind = *std::move(kind);
  }
  if (!patch.parent) return {};
  if (*patch.parent) {
    if (auto good = check_parent(entities, entity.id, **patch.parent); !good) return good;
  }
  entity.parent = *patch.parent;
  return {};
}

}  // namespace

Reply<TenantSettings> TenantSettingsService::get(TenantId tenant) {
  auto tx = database_.read();
  if (!tx) return tx.error();
  if (auto known = require_tenant(*tx, tenant); !known) return known.failure();
  return store::load_settings(*tx, tenant);
}

Reply<TenantSettings> TenantSettingsService::patch(TenantId tenant, const Json& body,
                                                   const Actor& actor) {
  if (!body.is_object()) return invalid_input("An object is expected here.");
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (auto known = require_tenant(*tx, tenant); !known) return known.failure();
  auto settings = store::load_settings(*tx, tenant);
  if (!settings) return settings.error();
  for (const auto& [name, value] : body.items()) {
    if (!value.is_null() && !value.is_string()) {
      return invalid_input("A text, or null, is expected here.", "settings, " + name);
    }
    auto good = checked_setting(name, value.is_null() ? "" : value.get<std::string>());
    const bool is_known = find_setting_rule(name) != nullptr;
    if (!good && !(value.is_null() && is_known)) return good.error();
    if (value.is_null())
      settings->erase(name);
    else
      (*settings)[name] = *std::move(good);
  }
  if (auto wrote = store::replace_settings(*tx, tenant, *settings); !wrote) return wrote.error();
  auto audited = audit_.record(*tx, actor,
                               {"company.settings", "company", std::to_string(tenant.value), body});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return *std::move(settings);
}

Reply<Entity> TenantSettingsService::patch_entity(TenantId tenant, EntityId id,
                                                  const EntityPatch& patch, const Actor& actor) {
  auto tx = database_.write();
  if (!tx) return tx.error();
  if (auto known = require_tenant(*tx, tenant); !known) return known.failure();
  auto entities = store::load_keyed_entities(*tx, tenant);
  if (!entities) return entities.error();
  const store::KeyedEntity* found = find(*entities, id);
  if (!found) return no_entity(id);
  store::KeyedEntity row = *found;
  if (auto applied = apply(patch, *entities, row.entity); !applied) return applied.error();
  if (auto wrote = store::update_entity(*tx, tenant, row); !wrote) return wrote.error();
  auto audited = audit_.record(
      *tx, actor,
      {"company.entities.update",
       "company",
       std::to_string(tenant.value),
       {{"entity_id", id.value}, {"name", row.entity.name}, {"kind", row.entity.kind}}});
  if (!audited) return audited.error();
  if (auto committed = tx->commit(); !committed) return committed.error();
  return row.entity;
}

}  // namespace datavault
