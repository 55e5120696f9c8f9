#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/template/upgrade.h"
#include "server/app/template_versions.h"

namespace datavault {

/// Two contents between which copies merge, with what services look up in them.
struct LoadedStage {
  std::unique_ptr<UpgradeStage> stage;
  VersionPtr base, master;
};

/// All that make_upgrade_plan reads, and what it was read from.
struct BuiltUpgrade {
  UpgradeSnapshot snapshot;
  LoadedTemplate target;
  std::map<TenantId, TenantSetup> setups;
  std::map<TenantId, ParameterValues> parameters;    // as they are to be remembered
  std::vector<std::unique_ptr<LoadedStage>> stages;  // the snapshot borrows them
  std::vector<VersionPtr> versions;                  // and these
};

/// Gathers it for the tenants given that exist, or for all that come from the template. `given`:
/// values of parameters that a version newly asks for, the same for all.
///
/// Errors: those of load_template; `parameter_missing` naming parameter and tenant.
Reply<BuiltUpgrade> build_upgrade(store::ReadTransaction& tx, VersionCache& versions,
                                  int64_t template_id, std::optional<int64_t> version,
                                  const std::optional<std::vector<TenantId>>& tenants,
                                  const ParameterValues& given);

ParameterValues parameters_from_json(const Json& json);

}  // namespace datavault
