#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/tenant.h"
#include "server/store/database.h"

// What templates read and write of a tenant beside its copies: docs/templates.md.
namespace datavault::store {

/// An entity with its key within templates; empty: it has none yet.
struct KeyedEntity {
  Entity entity;
  std::string key;
};

/// By id.
Result<std::vector<KeyedEntity>> load_keyed_entities(ReadTransaction& tx, TenantId tenant);
/// Rows must hold ids from next_ids(tx, "entities"); parents come before their children.
Result<void> insert_keyed_entities(WriteTransaction& tx, TenantId tenant,
                                   const std::vector<KeyedEntity>& entities,
                                   std::string_view created_at);
/// Name, kind, parent and key.
Result<void> update_entity(WriteTransaction& tx, TenantId tenant, const KeyedEntity& entity);
Result<void> set_entity_keys(WriteTransaction& tx, TenantId tenant,
                             const std::map<int64_t, std::string>& keys);
/// With its assignments. It must hold no values and have no children.
Result<void> delete_entity(WriteTransaction& tx, TenantId tenant, EntityId entity);
/// How many values, and revisions of values, hang on each entity; those without any are left out.
Result<std::map<int64_t, int64_t>> count_entity_values(ReadTransaction& tx, TenantId tenant);

Result<void> delete_assignments(WriteTransaction& tx, TenantId tenant,
                                const std::vector<Assignment>& assignments);

Result<std::map<std::string, std::string>> load_settings(ReadTransaction& tx, TenantId tenant);
/// In place of all that is there.
Result<void> replace_settings(WriteTransaction& tx, TenantId tenant,
                              const std::map<std::string, std::string>& settings);

/// How many active users of a tenant have each role.
Result<std::map<std::string, int64_t>> count_roles(ReadTransaction& tx, TenantId tenant);

/// With the id that it brings, which was handed out before. The slug must be free.
Result<void> insert_tenant_as(WriteTransaction& tx, const Tenant& tenant,
                              std::string_view created_at);

/// The number of a version with this content: `hint` if it has it, else the newest that has.
Result<std::optional<int64_t>> find_version_number(ReadTransaction& tx, FrameworkId framework,
                                                   std::string_view digest, int64_t hint);

}  // namespace datavault::store
