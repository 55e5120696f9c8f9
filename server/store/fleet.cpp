#include "server/store/fleet.h"

#include "server/store/query.h"

namespace datavault::store {
namespace {

/// The latest version of each global framework.
constexpr const char* kLatest =
    "(SELECT v.framework_id AS framework_id, MAX(v.number) AS number"
    " FROM framework_versions v JOIN frameworks f ON f.id = v.framework_id"
    " WHERE f.owner_tenant_id = 0 GROUP BY v.framework_id) latest";

}  // namespace

Result<std::vector<FrameworkFleet>> load_framework_fleet(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::vector<FrameworkFleet>> {
    std::vector<FrameworkFleet> rows;
    FrameworkFleet row;
    Query query(
        tx,
        "SELECT latest.framework_id, latest.number,"
        " COALESCE(SUM(CASE WHEN t.id IS NOT NULL AND a.base_version = latest.number THEN 1 ELSE 0"
        " END), 0),"
        " COALESCE(SUM(CASE WHEN t.id IS NOT NULL AND a.base_version <> latest.number THEN 1 ELSE 0"
        " END), 0),"
        " COALESCE(SUM(CASE WHEN t.id IS NOT NULL AND a.edit_count > 0 THEN 1 ELSE 0 END), 0)"
        " FROM " +
            std::string(kLatest) +
            " LEFT JOIN adoptions a ON a.framework_id = latest.framework_id"
            " LEFT JOIN tenants t ON t.id = a.tenant_id AND t.is_active = 1"
            " GROUP BY latest.framework_id, latest.number ORDER BY latest.framework_id");
    query.into(row.framework.value).into(row.latest_version).into(row.current);
    query.into(row.behind).into(row.customised);
    while (query.next()) rows.push_back(row);
    return rows;
  });
}

Result<std::vector<HeldTenant>> load_held_tenants(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::vector<HeldTenant>> {
    std::vector<HeldTenant> rows;
    HeldTenant row;
    // Begins at the few targets that were held, not at the many copies.
    Query query(tx,
                "SELECT j.framework_id, held.tenant_id, MAX(j.id)"
                " FROM jobs j JOIN job_targets held ON held.job_id = j.id AND held.status = 'HELD'"
                " JOIN tenants t ON t.id = held.tenant_id AND t.is_active = 1"
                " LEFT JOIN adoptions a"
                " ON a.tenant_id = held.tenant_id AND a.framework_id = j.framework_id"
                " JOIN " +
                    std::string(kLatest) +
                    " ON latest.framework_id = j.framework_id"
                    " WHERE (a.base_version IS NULL OR a.base_version <> latest.number)"
                    " AND NOT EXISTS (SELECT 1"
                    " FROM job_targets later JOIN jobs other ON other.id = later.job_id"
                    " WHERE later.tenant_id = held.tenant_id AND later.job_id > held.job_id"
                    " AND other.framework_id = j.framework_id"
                    " AND later.status IN ('APPLIED', 'UNCHANGED'))"
                    " GROUP BY j.framework_id, held.tenant_id"
                    " ORDER BY j.framework_id, held.tenant_id");
    query.into(row.framework.value).into(row.tenant.value).into(row.job);
    while (query.next()) rows.push_back(row);
    return rows;
  });
}

Result<std::vector<TenantFleet>> load_tenant_fleet(ReadTransaction& tx) {
  return guarded([&]() -> Result<std::vector<TenantFleet>> {
    std::vector<TenantFleet> rows;
    TenantFleet row;
    Query query(tx,
                "SELECT a.tenant_id, COUNT(*),"
                " SUM(CASE WHEN a.base_version <> latest.number THEN 1 ELSE 0 END),"
                " SUM(CASE WHEN a.edit_count > 0 THEN 1 ELSE 0 END)"
                " FROM adoptions a JOIN " +
                    std::string(kLatest) +
                    " ON latest.framework_id = a.framework_id"
                    " GROUP BY a.tenant_id ORDER BY a.tenant_id");
    query.into(row.tenant.value).into(row.copies).into(row.behind).into(row.customised);
    while (query.next()) rows.push_back(row);
    return rows;
  });
}

Result<int64_t> count_active_tenants(ReadTransaction& tx) {
  return guarded([&]() -> Result<int64_t> {
    int64_t count = 0;
    Query query(tx, "SELECT COUNT(*) FROM tenants WHERE is_active = 1");
    query.into(count);
    query.next();
    return count;
  });
}

}  // namespace datavault::store
