#include "server/app/snapshot_builder.h"

#include <utility>

#include "server/app/framework_catalogue.h"
#include "server/app/tenant_facts.h"

namespace datavault {
namespace {

Reply<VersionPtr> target_version(store::ReadTransaction& tx, VersionCache& versions,
                                 const store::FrameworkRow& row, std::optional<int64_t> version) {
  auto loaded = versions.get(tx, row.framework.id, version.value_or(row.latest_version));
  if (loaded) return *loaded;
  if (loaded.error().code != Error::Code::not_found) return loaded.error();
  Error error = row.latest_version == 0
                    ? not_found("The framework \"" + row.framework.name + "\" has no version yet.")
                    : loaded.error();
  return Failure(std::move(error), "version_not_found");
}

}  // namespace

Reply<BuiltSnapshot> build_snapshot(store::ReadTransaction& tx, VersionCache& versions,
                                    FrameworkId framework, std::optional<int64_t> version,
                                    const std::optional<std::vector<TenantId>>& tenants) {
  auto row = require_framework(tx, framework);
  if (!row) return row.failure();
  auto target = target_version(tx, versions, *row, version);
  if (!target) return target.failure();
  FactsReader reader(tx, versions, row->framework);
  if (auto loaded = reader.load(tenants); !loaded) return loaded.error();
  BuiltSnapshot built;
  Snapshot& snapshot = built.snapshot;
  snapshot.framework = row->framework;
  snapshot.target_version = (*target)->version.number;
  snapshot.versions[snapshot.target_version] = (*target)->version;
  snapshot.tenants.reserve(reader.tenants().size());
  for (const Tenant& tenant : reader.tenants()) {
    auto found = reader.facts_of(tenant, *target);
    if (!found) return found.error();
    if (found->base) {
      snapshot.versions.try_emplace(found->base->version.number, found->base->version);
    }
    if (found->row) built.rows[tenant.id] = *std::move(found->row);
    snapshot.tenants.push_back(std::move(found->facts));
  }
  auto lineage = lineage_between(tx, framework, snapshot.versions.begin()->first,
                                 snapshot.versions.rbegin()->first);
  if (!lineage) return lineage.error();
  snapshot.lineage = *std::move(lineage);
  return built;
}

}  // namespace datavault
