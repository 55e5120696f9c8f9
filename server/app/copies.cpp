#include "server/app/copies.h"

#include "core/codec/overlay_json.h"
#include "core/merge/overlay_merge.h"
#include "core/model/resolve.h"
#include "server/app/framework_catalogue.h"
#include "server/store/tenants.h"

namespace datavault {
namespace {

const std::string& empty_overlay() {
  static const std::string kText = overlay_text({}, Stamps::include);
  return kText;
}

}  // namespace

Result<Adoption> adoption_of(const store::AdoptionRow& row) {
  Adoption adoption;
  adoption.base = row.base_version;
  // Nearly all copies have no edits; not parsing them makes a snapshot of thousands cheap.
  if (row.overlay == empty_overlay()) return adoption;
  auto overlay = overlay_from_text(row.overlay);
  if (!overlay) return overlay.error();
  adoption.overlay = *std::move(overlay);
  return adoption;
}

store::AdoptionRow adoption_row(TenantId tenant, FrameworkId framework, const Adoption& adoption,
                                std::string state) {
  store::AdoptionRow row;
  row.tenant = tenant;
  row.framework = framework;
  row.base_version = adoption.base;
  row.state_digest = std::move(state);
  row.edit_count = count_edits(adoption.overlay);
  row.overlay = overlay_text(adoption.overlay, Stamps::include);
  return row;
}

store::AdoptionRow adoption_row(TenantId tenant, FrameworkId framework, const Adoption& adoption,
                                const std::string* version_digest) {
  return adoption_row(tenant, framework, adoption, state_digest(version_digest, adoption.overlay));
}

Result<std::shared_ptr<const TenantCopy>> TenantCopy::load(store::ReadTransaction& tx,
                                                           VersionCache& versions,
                                                           const store::AdoptionRow& row) {
  auto copy = std::make_shared<TenantCopy>();
  copy->row_ = row;
  auto adoption = adoption_of(row);
  if (!adoption) return adoption.error();
  copy->adoption_ = *std::move(adoption);
  if (row.base_version) {
    auto base = versions.get(tx, row.framework, *row.base_version);
    if (!base) return base.error();
    copy->base_ = *base;
  }
  if (!copy->base_ || !copy->adoption_.overlay.empty()) {
    copy->resolved_ =
        resolve(copy->base_ ? &copy->base_->version.content : nullptr, copy->adoption_.overlay);
    copy->index_.emplace(*copy->resolved_);
  }
  return std::shared_ptr<const TenantCopy>(std::move(copy));
}

Reply<Tenant> require_tenant(store::ReadTransaction& tx, TenantId id) {
  auto tenant = store::find_tenant(tx, id);
  if (!tenant) return tenant.error();
  if (*tenant) return **std::move(tenant);
  return Failure(not_found("There is no company with the id " + std::to_string(id.value) + "."),
                 "company_not_found");
}

Reply<std::shared_ptr<const TenantCopy>> require_copy(store::ReadTransaction& tx,
                                                      VersionCache& versions, TenantId tenant,
                                                      FrameworkId framework) {
  auto known = require_tenant(tx, tenant);
  if (!known) return known.failure();
  auto row = store::find_adoption(tx, tenant, framework);
  if (!row) return row.error();
  if (*row) return TenantCopy::load(tx, versions, **row);
  auto exists = require_framework(tx, framework);
  if (!exists) return exists.failure();
  // That there is another company's own framework, and what it is called, is not for everybody.
  const auto& owner = exists->framework.owner;
  if (owner && *owner != tenant) return no_framework(framework);
  return Failure(not_found("The company \"" + known->name + "\" has no copy of the framework \"" +
                           exists->framework.name + "\"."),
                 "framework_not_found");
}

}  // namespace datavault
