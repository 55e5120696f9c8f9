#include "server/store/setups.h"

#include "server/store/fold.h"
#include "server/store/query.h"

namespace datavault::store {
namespace {

std::optional<int64_t> parent_of(const Entity& entity) {
  return entity.parent ? std::optional<int64_t>(entity.parent->value) : std::nullopt;
}

void count_into(ReadTransaction& tx, const char* table, TenantId tenant,
                std::map<int64_t, int64_t>& counts) {
  int64_t entity = 0, count = 0;
  Query query(tx, std::string("SELECT entity_id, COUNT(*) FROM ") + table +
                      " WHERE tenant_id = :t GROUP BY entity_id");
  query.use(tenant.value).into(entity).into(count);
  while (query.next()) counts[entity] += count;
}

}  // namespace

Result<std::vector<KeyedEntity>> load_keyed_entities(ReadTransaction& tx, TenantId tenant) {
  return guarded([&]() -> Result<std::vector<KeyedEntity>> {
    std::vector<KeyedEntity> rows;
    KeyedEntity row;
    std::optional<int64_t> parent;
    Query query(tx,
                "SELECT id, name, kind, parent_id, template_key FROM entities WHERE tenant_id = :t "
                "ORDER BY id");
    query.use(tenant.value).into(row.entity.id.value).into(row.entity.name);
    query.into(row.entity.kind).into(parent).into(row.key);
    while (query.next()) {
      row.entity.parent = parent ? std::optional(EntityId{*parent}) : std::nullopt;
      rows.push_back(row);
    }
    return rows;
  });
}

Result<void> insert_keyed_entities(WriteTransaction& tx, TenantId tenant,
                                   const std::vector<KeyedEntity>& entities,
                                   std::string_view created_at) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "INSERT INTO entities (tenant_id, id, name, kind, parent_id, created_at, "
                "template_key) VALUES (:t, :id, :name, :kind, :parent, :at, :key)");
    for (const auto& [entity, key] : entities) {
      query.again().use(tenant.value).use(entity.id.value).use(entity.name).use(entity.kind);
      query.use(parent_of(entity)).use(created_at).use(key).run();
    }
    return {};
  });
}

Result<void> update_entity(WriteTransaction& tx, TenantId tenant, const KeyedEntity& row) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "UPDATE entities SET name = :name, kind = :kind, parent_id = :parent, "
                "template_key = :key WHERE tenant_id = :t AND id = :id");
    query.use(row.entity.name).use(row.entity.kind).use(parent_of(row.entity)).use(row.key);
    query.use(tenant.value).use(row.entity.id.value).run();
    return {};
  });
}

Result<void> set_entity_keys(WriteTransaction& tx, TenantId tenant,
                             const std::map<int64_t, std::string>& keys) {
  return guarded([&]() -> Result<void> {
    Query query(tx, "UPDATE entities SET template_key = :key WHERE tenant_id = :t AND id = :id");
    for (const auto& [id, key] : keys) {
      query.again().use(key).use(tenant.value).use(id).run();
    }
    return {};
  });
}

Result<void> delete_entity(WriteTransaction& tx, TenantId tenant, EntityId entity) {
  return guarded([&]() -> Result<void> {
    Query(tx, "DELETE FROM assignments WHERE tenant_id = :t AND entity_id = :e")
        .use(tenant.value)
        .use(entity.value)
        .run();
    Query(tx, "DELETE FROM entities WHERE tenant_id = :t AND id = :e")
        .use(tenant.value)
        .use(entity.value)
        .run();
    return {};
  });
}

Result<std::map<int64_t, int64_t>> count_entity_values(ReadTransaction& tx, TenantId tenant) {
  return guarded([&]() -> Result<std::map<int64_t, int64_t>> {
    std::map<int64_t, int64_t> counts;
    count_into(tx, "field_values", tenant, counts);
    count_into(tx, "value_revisions", tenant, counts);
    return counts;
  });
}

Result<void> delete_assignments(WriteTransaction& tx, TenantId tenant,
                                const std::vector<Assignment>& assignments) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "DELETE FROM assignments WHERE tenant_id = :t AND field_uid = :f AND entity_id = "
                ":e");
    for (const Assignment& row : assignments) {
      query.again().use(tenant.value).use(row.field.value).use(row.entity.value).run();
    }
    return {};
  });
}

Result<std::map<std::string, std::string>> load_settings(ReadTransaction& tx, TenantId tenant) {
  return guarded([&]() -> Result<std::map<std::string, std::string>> {
    std::map<std::string, std::string> settings;
    std::string name, value;
    Query query(tx, "SELECT name, value FROM tenant_settings WHERE tenant_id = :t ORDER BY name");
    query.use(tenant.value).into(name).into(value);
    while (query.next()) settings[name] = value;
    return settings;
  });
}

Result<void> replace_settings(WriteTransaction& tx, TenantId tenant,
                              const std::map<std::string, std::string>& settings) {
  return guarded([&]() -> Result<void> {
    Query(tx, "DELETE FROM tenant_settings WHERE tenant_id = :t").use(tenant.value).run();
    Query query(tx, "INSERT INTO tenant_settings (tenant_id, name, value) VALUES (:t, :n, :v)");
    for (const auto& [name, value] : settings) {
      query.again().use(tenant.value).use(name).use(value).run();
    }
    return {};
  });
}

Result<std::map<std::string, int64_t>> count_roles(ReadTransaction& tx, TenantId tenant) {
  return guarded([&]() -> Result<std::map<std::string, int64_t>> {
    std::map<std::string, int64_t> roles;
    std::string role;
    int64_t count = 0;
    Query query(tx,
                "SELECT role, COUNT(*) FROM users WHERE tenant_id = :t AND is_active = 1 GROUP BY "
                "role ORDER BY role");
    query.use(tenant.value).into(role).into(count);
    while (query.next()) roles[role] = count;
    return roles;
  });
}

Result<void> insert_tenant_as(WriteTransaction& tx, const Tenant& tenant,
                              std::string_view created_at) {
  return guarded([&]() -> Result<void> {
    Query query(
        tx,
        "INSERT INTO tenants (id, name, slug, industry, is_active, search_text, created_at) "
        "VALUES (:id, :name, :slug, :industry, :active, :search, :at)");
    query.use(tenant.id.value).use(tenant.name).use(tenant.slug).use(tenant.industry);
    query.use(tenant.is_active);
    query.use(fold_case(tenant.name + "\n" + tenant.slug + "\n" + tenant.industry));
    query.use(created_at).run();
    return {};
  });
}

Result<std::optional<int64_t>> find_version_number(ReadTransaction& tx, FrameworkId framework,
                                                   std::string_view digest, int64_t hint) {
  return guarded([&]() -> Result<std::optional<int64_t>> {
    std::optional<int64_t> found;
    int64_t number = 0;
    Query query(tx,
                "SELECT number FROM framework_versions WHERE framework_id = :f AND digest = :d "
                "ORDER BY number");
    query.use(framework.value).use(digest).into(number);
    while (query.next()) {
      if (!found || *found != hint) found = number;
    }
    return found;
  });
}

}  // namespace datavault::store
