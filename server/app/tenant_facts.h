#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/plan/snapshot.h"
#include "server/app/value_facts.h"
#include "server/app/version_cache.h"
#include "server/store/adoptions.h"

namespace datavault {

/// A tenant's facts, the stored row of its copy (also that of its own framework of the same name)
/// and the version that this is on.
struct FoundFacts {
  TenantFacts facts;
  std::optional<store::AdoptionRow> row;
  VersionPtr base;
};

/// Gathers all that planning reads of tenants for one framework, in the state that the transaction
/// sees. The target may be another one for each tenant.
class FactsReader {
 public:
  FactsReader(store::ReadTransaction& tx, VersionCache& versions, Framework framework)
      : tx_(tx), versions_(versions), framework_(std::move(framework)), values_(tx) {}

  /// Reads the given tenants that exist, or all.
  Result<void> load(const std::optional<std::vector<TenantId>>& ids);
  /// By id.
  const std::vector<Tenant>& tenants() const { return tenants_; }

  /// Once for each tenant: its row goes into what is found.
  Result<FoundFacts> facts_of(const Tenant& tenant, const VersionPtr& target);
  /// As if the tenant's copy were `beyond` on `base`, which says the same as the stored one.
  Result<FoundFacts> facts_between(const Tenant& tenant, const VersionPtr& base, Overlay beyond,
                                   const VersionPtr& target);

 private:
  using Rows = std::vector<store::AdoptionRow>;

  Result<void> load_remembered(const std::vector<TenantId>& tenants);
  Result<void> load_frameworks();
  store::AdoptionRow* row_of(Rows& rows) const;
  Result<VersionPtr> base_of(const store::AdoptionRow& row);
  Result<void> find_foreign(const Rows& rows, const store::AdoptionRow* row,
                            const VersionPtr& target, FoundFacts& found);
  Result<void> find_values(const Rows& rows, const store::AdoptionRow& row,
                           const VersionPtr& target, FoundFacts& found);
  Result<void> find_inbound(const Rows& rows, const store::AdoptionRow& row,
                            const std::set<FieldUid>& leaving, FoundFacts& found);
  void find_assignments(const VersionPtr& target, FoundFacts& found);

  store::ReadTransaction& tx_;
  VersionCache& versions_;
  Framework framework_;
  ValueFacts values_;
  std::vector<Tenant> tenants_;
  std::map<TenantId, Rows> rows_;
  std::map<TenantId, std::vector<RememberedDecision>> remembered_;
  std::map<TenantId, std::vector<Assignment>> assignments_;
  std::map<std::string, FrameworkId> ids_;
  std::map<FrameworkId, std::string> keys_;
  std::set<FrameworkId> namesakes_;  // tenants' own frameworks of the same name
};

/// The lineage of the versions after the first up to the last; versions without any are left out.
Result<std::map<int64_t, std::vector<LineageEntry>>> lineage_between(store::ReadTransaction& tx,
                                                                     FrameworkId framework,
                                                                     int64_t first, int64_t last);

}  // namespace datavault
