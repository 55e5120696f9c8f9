#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/tenant.h"
#include "server/store/database.h"
#include "server/store/page.h"

namespace datavault::store {

Result<std::optional<Tenant>> find_tenant(ReadTransaction& tx, TenantId id);
Result<std::optional<Tenant>> find_tenant_by_slug(ReadTransaction& tx, std::string_view slug);

/// Those of `ids` that exist, or all, by id.
Result<std::vector<Tenant>> load_tenants(ReadTransaction& tx,
                                         const std::optional<std::vector<TenantId>>& ids);

/// Sorts: name, id, slug, industry, is_active. Filters: industry, is_active.
Result<Page<Tenant>> list_tenants(ReadTransaction& tx, const PageRequest& request);

/// Gives each tenant its id. Slugs must be free.
Result<void> insert_tenants(WriteTransaction& tx, std::vector<Tenant>& tenants,
                            std::string_view created_at);
Result<void> update_tenant(WriteTransaction& tx, const Tenant& tenant);

}  // namespace datavault::store
