#pragma once

#include <vector>

#include "server/app/failure.h"
#include "server/store/fleet.h"

namespace datavault {

/// How the whole fleet stands, as the overview shows it.
struct Fleet {
  int64_t active_tenants = 0;
  std::vector<store::FrameworkFleet> frameworks;
  std::vector<store::HeldTenant> held;
};

/// Counts over all tenants and frameworks. Safe for use by many threads.
class FleetService {
 public:
  explicit FleetService(store::Database& database) : database_(database) {}

  Reply<Fleet> fleet();
  Reply<std::vector<store::TenantFleet>> by_tenant();

 private:
  store::Database& database_;
};

}  // namespace datavault
