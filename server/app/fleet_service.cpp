#include "server/app/fleet_service.h"

namespace datavault {

Reply<Fleet> FleetService::fleet() {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto active = store::count_active_tenants(*tx);
  if (!active) return active.error();
  auto frameworks = store::load_framework_fleet(*tx);
  if (!frameworks) return frameworks.error();
  auto held = store::load_held_tenants(*tx);
  if (!held) return held.error();
  return Fleet{*active, *std::move(frameworks), *std::move(held)};
}

Reply<std::vector<store::TenantFleet>> FleetService::by_tenant() {
  auto tx = database_.read();
  if (!tx) return tx.error();
  auto rows = store::load_tenant_fleet(*tx);
  if (!rows) return rows.error();
  return *std::move(rows);
}

}  // namespace datavault
