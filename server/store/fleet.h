#pragma once

#include <cstdint>
#include <vector>

#include "core/base/ids.h"
#include "server/store/database.h"

namespace datavault::store {

/// How active tenants stand to the latest version of a global framework.
///
/// Shape: `current` and `behind` have a copy and add up to all copies of the version's framework; a
///        copy that is `customised` is one of the two as well.
struct FrameworkFleet {
  FrameworkId framework;
  int64_t latest_version = 0;
  int64_t current = 0;
  int64_t behind = 0;
  int64_t customised = 0;
};

/// A tenant that a job of a framework held and none has written since: behind, or without a copy.
struct HeldTenant {
  FrameworkId framework;
  TenantId tenant;
  int64_t job = 0;
};

/// One tenant over all its copies of global frameworks.
struct TenantFleet {
  TenantId tenant;
  int64_t copies = 0;
  int64_t behind = 0;
  int64_t customised = 0;
};

/// These count inside the database: no overlay is read.

/// By framework; those without a version are left out.
Result<std::vector<FrameworkFleet>> load_framework_fleet(ReadTransaction& tx);
/// By framework and tenant.
Result<std::vector<HeldTenant>> load_held_tenants(ReadTransaction& tx);
/// By tenant, inactive ones included; those without a copy are left out.
Result<std::vector<TenantFleet>> load_tenant_fleet(ReadTransaction& tx);
Result<int64_t> count_active_tenants(ReadTransaction& tx);

}  // namespace datavault::store
