#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/json.h"
#include "web/state/remote.h"

namespace datavault {

/// How active tenants stand to the latest version of a framework. One that is customised is also
/// current or behind; one that is held is also behind.
struct FrameworkFleet {
  FrameworkId framework;
  int64_t latest_version = 0;
  int64_t current = 0, behind = 0, customised = 0;
};

/// A tenant that the newest job of a framework held.
struct HeldTenant {
  FrameworkId framework;
  TenantId tenant;
  int64_t job = 0;
};

struct FleetCounts {
  int64_t active_tenants = 0;
  std::vector<FrameworkFleet> frameworks;
  std::vector<HeldTenant> held;
};
FleetCounts fleet_counts_from(const Json& body);

/// One tenant over all its copies.
struct TenantFleet {
  int64_t copies = 0, behind = 0, customised = 0;
};
std::map<TenantId, TenantFleet> tenant_fleet_from(const Json& body);

/// A row of the audit, as the overview needs it.
struct RecentChange {
  int64_t id = 0;
  std::string at, by;
  std::string action;  // "framework.import"
  std::string entity;  // "framework"
  int64_t entity_id = 0;
  Json payload;
};
std::vector<RecentChange> recent_changes_from(const Json& body);

struct Fleet {
  Remote<FleetCounts> counts;
  Remote<std::map<TenantId, TenantFleet>> tenants;
  Remote<std::vector<RecentChange>> changes;
};

}  // namespace datavault
