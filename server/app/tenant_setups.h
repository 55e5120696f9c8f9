#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/template/extract.h"
#include "core/template/setup.h"
#include "server/app/failure.h"
#include "server/app/version_cache.h"
#include "server/store/adoptions.h"
#include "server/store/setups.h"
#include "server/store/templates.h"

namespace datavault {

/// A tenant's set-up, and the stored rows that it was read from. Own frameworks stand under the
/// keys that the tenant's template gives them, also in formulas of other copies.
struct TenantSetup {
  Tenant tenant;
  Setup setup;
  std::optional<store::TenantTemplateRow> origin;  // none: it comes from no template
  std::map<std::string, store::AdoptionRow> rows;  // by key of the framework
  std::map<std::string, VersionPtr> versions;      // of copies that have one
  std::map<std::string, EntityId> entities;        // by key, "#17" where there is none
  std::map<std::string, std::string> own_keys;     // template's key -> key of the framework here

  FindVersion finder() const;
};

/// Errors: `company_not_found`; storage.
Reply<TenantSetup> load_setup(store::ReadTransaction& tx, VersionCache& versions, TenantId tenant);

/// On whose behalf, when and by which job a set-up is written.
struct SetupStamp {
  std::string by;
  std::string at;
  std::optional<int64_t> job;
};

/// Makes a tenant's set-up what `after` says: copies (frameworks of its own are made), entities,
/// assignments and settings; roles and values are not touched. `before` is what it has now: of a
/// new tenant nothing but the tenant. `adopted`: own entities ("#17") that get a key.
///
/// Shape:  versions of `after` are this installation's numbers. Writes the history of copies.
/// Result: keys of the tenant's own frameworks by what the template calls them, as it remembers
///         them: {key: framework id}.
Result<Json> write_setup(store::WriteTransaction& tx, const TenantSetup& before, const Setup& after,
                         const std::map<std::string, std::string>& adopted,
                         const SetupStamp& stamp);

}  // namespace datavault
