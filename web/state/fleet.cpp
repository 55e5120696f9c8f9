#include "web/state/fleet.h"

#include <cstdlib>

#include "web/state/json_get.h"
#include "web/state/parts.h"

namespace datavault {
namespace {

/// What was refused changed nothing.
constexpr const char* kRecentChanges = "/superadmin/api/audit?limit=60&is_refused=false";

template <typename T>
void receive_fleet(Remote<T>& remote, const Replied& command, T (*read)(const Json&)) {
  Body body = body_of(command.reply);
  if (body.ok)
    remote.arrive(read(body.json), command.at_ms);
  else
    remote.fail(std::move(body.failure));
}

template <typename T>
void load_once(Step& step, Remote<T>& remote, Call call, const char* path) {
  if (remote.loading()) return;
  remote.start();
  send_get(step, {call}, path);
}

}  // namespace

FleetCounts fleet_counts_from(const Json& body) {
  FleetCounts counts;
  counts.active_tenants = integer_at(body, "active_companies");
  for (const Json& item : list_at(body, "frameworks")) {
    counts.frameworks.push_back({{integer_at(item, "framework_id")},
                                 integer_at(item, "latest_version"),
                                 integer_at(item, "current"),
                                 integer_at(item, "behind"),
                                 integer_at(item, "customised")});
  }
  for (const Json& item : list_at(body, "held")) {
    counts.held.push_back({{integer_at(item, "framework_id")},
                           {integer_at(item, "company_id")},
                           integer_at(item, "sync_operation_id")});
  }
  return counts;
}

std::map<TenantId, TenantFleet> tenant_fleet_from(const Json& body) {
  std::map<TenantId, TenantFleet> fleet;
  for (const Json& item : list_at(body, "companies")) {
    fleet[{integer_at(item, "company_id")}] = {
        integer_at(item, "copies"), integer_at(item, "behind"), integer_at(item, "customised")};
  }
  return fleet;
}

std::vector<RecentChange> recent_changes_from(const Json& body) {
  std::vector<RecentChange> changes;
  for (const Json& item : list_at(body, "audit")) {
    RecentChange change{integer_at(item, "id"),      text_at(item, "at"),
                        text_at(item, "user_email"), text_at(item, "action"),
                        text_at(item, "entity"),     0,
                        member_at(item, "payload")};
    change.entity_id = std::strtoll(text_at(item, "entity_id").c_str(), nullptr, 10);
    changes.push_back(std::move(change));
  }
  return changes;
}

void load_fleet(Step& step) {
  load_once(step, step.state.fleet.counts, Call::fleet, "/superadmin/api/fleet");
}

void load_tenant_fleet(Step& step) {
  load_once(step, step.state.fleet.tenants, Call::fleet_tenants, "/superadmin/api/fleet/companies");
}

void load_recent_changes(Step& step) {
  load_once(step, step.state.fleet.changes, Call::recent_changes, kRecentChanges);
}

void fleet_replied(Step& step, const Replied& command) {
  Fleet& fleet = step.state.fleet;
  switch (command.tag.call) {
    case Call::fleet:
      return receive_fleet(fleet.counts, command, &fleet_counts_from);
    case Call::fleet_tenants:
      return receive_fleet(fleet.tenants, command, &tenant_fleet_from);
    default:
      return receive_fleet(fleet.changes, command, &recent_changes_from);
  }
}

}  // namespace datavault
