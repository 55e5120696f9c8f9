#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model/adoption.h"
#include "core/model/tenant.h"
#include "server/app/failure.h"
#include "server/app/version_cache.h"
#include "server/store/adoptions.h"

namespace datavault {

/// Stored rows as core's values and back.
Result<Adoption> adoption_of(const store::AdoptionRow& row);
/// `version_digest`: of the base, null without one. Revision and time are set when it is written.
store::AdoptionRow adoption_row(TenantId tenant, FrameworkId framework, const Adoption& adoption,
                                const std::string* version_digest);
/// The same where the state's digest is known.
store::AdoptionRow adoption_row(TenantId tenant, FrameworkId framework, const Adoption& adoption,
                                std::string state);

/// A tenant's copy, resolved as far as it is needed: without edits it is the version itself.
class TenantCopy {
 public:
  static Result<std::shared_ptr<const TenantCopy>> load(store::ReadTransaction& tx,
                                                        VersionCache& versions,
                                                        const store::AdoptionRow& row);

  const store::AdoptionRow& row() const { return row_; }
  const Adoption& adoption() const { return adoption_; }
  const VersionPtr& base() const { return base_; }  // null: the tenant's own framework
  const FrameworkContent& content() const {
    return resolved_ ? *resolved_ : base_->version.content;
  }
  const FieldIndex& index() const { return index_ ? *index_ : base_->index; }

 private:
  store::AdoptionRow row_;
  Adoption adoption_;
  VersionPtr base_;
  std::optional<FrameworkContent> resolved_;
  std::optional<FieldIndex> index_;
};

/// Errors: `company_not_found`.
Reply<Tenant> require_tenant(store::ReadTransaction& tx, TenantId id);

/// The tenant's copy of the framework.
///
/// Errors: `company_not_found`, `framework_not_found` (also when the tenant has no copy of it).
Reply<std::shared_ptr<const TenantCopy>> require_copy(store::ReadTransaction& tx,
                                                      VersionCache& versions, TenantId tenant,
                                                      FrameworkId framework);

}  // namespace datavault
