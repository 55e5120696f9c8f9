#include "server/store/tenants.h"

#include <algorithm>
#include <utility>

#include "server/store/counters.h"
#include "server/store/fold.h"
#include "server/store/list_query.h"

namespace datavault::store {
namespace {

constexpr const char* kSelectTenants = "SELECT id, name, slug, industry, is_active FROM tenants";

void bind_tenant(Query& query, Tenant& row) {
  query.into(row.id.value).into(row.name).into(row.slug).into(row.industry).into(row.is_active);
}

std::optional<Tenant> one_tenant(Query& query) {
  Tenant row;
  bind_tenant(query, row);
  if (!query.next()) return std::nullopt;
  return row;
}

std::string search_text(const Tenant& tenant) {
  return fold_case(tenant.name + "\n" + tenant.slug + "\n" + tenant.industry);
}

const ListSpec& tenant_list() {
  static const ListSpec kSpec{
      .columns = "id, name, slug, industry, is_active",
      .from = "tenants",
      .id = "id",
      .search = "search_text",
      .sorts = {{"id", "id", true},
                {"name", "name"},
                {"slug", "slug"},
                {"industry", "industry"},
                {"is_active", "is_active", true}},
      .filters = {{"industry", "industry"}, {"is_active", "is_active", true}, {"slug", "slug"}}};
  return kSpec;
}

}  // namespace

Result<std::optional<Tenant>> find_tenant(ReadTransaction& tx, TenantId id) {
  return guarded([&]() -> Result<std::optional<Tenant>> {
    Query query(tx, std::string(kSelectTenants) + " WHERE id = :id");
    return one_tenant(query.use(id.value));
  });
}

Result<std::optional<Tenant>> find_tenant_by_slug(ReadTransaction& tx, std::string_view slug) {
  return guarded([&]() -> Result<std::optional<Tenant>> {
    Query query(tx, std::string(kSelectTenants) + " WHERE slug = :slug");
    return one_tenant(query.use(slug));
  });
}

Result<std::vector<Tenant>> load_tenants(ReadTransaction& tx,
                                         const std::optional<std::vector<TenantId>>& ids) {
  return guarded([&]() -> Result<std::vector<Tenant>> {
    std::vector<Tenant> rows;
    Tenant row;
    if (!ids) {
      Query query(tx, std::string(kSelectTenants) + " ORDER BY id");
      bind_tenant(query, row);
      while (query.next()) rows.push_back(std::move(row));
      return rows;
    }
    std::vector<TenantId> each = *ids;
    std::sort(each.begin(), each.end());  // so that groups follow on each other
    each.erase(std::unique(each.begin(), each.end()), each.end());
    Query query(tx, std::string(kSelectTenants) + " WHERE id IN " + group_list() + " ORDER BY id");
    bind_tenant(query, row);
    for (const TenantGroup& group : in_groups(each)) {
      query.again().use(group);
      while (query.next()) rows.push_back(std::move(row));
    }
    return rows;
  });
}

Result<Page<Tenant>> list_tenants(ReadTransaction& tx, const PageRequest& request) {
  return ListQuery(tx, tenant_list(), request).page<Tenant>(bind_tenant);
}

Result<void> insert_tenants(WriteTransaction& tx, std::vector<Tenant>& tenants,
                            std::string_view created_at) {
  auto first = next_ids(tx, "tenants", static_cast<int64_t>(tenants.size()));
  if (!first) return first.error();
  return guarded([&]() -> Result<void> {
    Query query(
        tx,
        "INSERT INTO tenants (id, name, slug, industry, is_active, search_text, created_at) "
        "VALUES (:id, :name, :slug, :industry, :active, :search, :at)");
    int64_t id = *first;
    for (Tenant& tenant : tenants) {
      tenant.id.value = id++;
      query.again().use(tenant.id.value).use(tenant.name).use(tenant.slug).use(tenant.industry);
      query.use(tenant.is_active).use(search_text(tenant)).use(created_at).run();
    }
    return {};
  });
}

Result<void> update_tenant(WriteTransaction& tx, const Tenant& tenant) {
  return guarded([&]() -> Result<void> {
    Query query(tx,
                "UPDATE tenants SET name = :name, slug = :slug, industry = :industry, "
                "is_active = :active, search_text = :search WHERE id = :id");
    query.use(tenant.name).use(tenant.slug).use(tenant.industry).use(tenant.is_active);
    query.use(search_text(tenant)).use(tenant.id.value).run();
    return {};
  });
}

}  // namespace datavault::store
