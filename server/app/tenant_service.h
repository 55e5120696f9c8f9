#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/edit/edits.h"
#include "core/model/tenant.h"
#include "server/app/audit_log.h"
#include "server/app/copies.h"
#include "server/app/failure.h"
#include "server/store/page.h"

namespace datavault {

struct NewTenant {
  std::string name;
  std::string slug;  // empty: made from the name
  std::string industry;
  bool is_active = true;
};

/// What of a tenant is to change.
struct TenantPatch {
  std::optional<std::string> name, slug, industry;
  std::optional<bool> is_active;
};

/// One of a tenant's frameworks, for lists.
struct CopySummary {
  store::AdoptionRow row;
  Framework framework;
  int64_t latest_version = 0;
};

/// Tenants and their copies of frameworks. Safe for use by many threads.
class TenantService {
 public:
  TenantService(store::Database& database, AuditLog& audit, const Clock& clock,
                VersionCache& versions)
      : database_(database), audit_(audit), clock_(clock), versions_(versions) {}

  Reply<store::Page<Tenant>> list(const store::PageRequest& request);
  Reply<Tenant> get(TenantId id);
  /// All or none. Errors: invalid_input and conflict (`slug_taken`) naming "companies[3], name".
  Reply<std::vector<Tenant>> create(const std::vector<NewTenant>& tenants, const Actor& actor);
  Reply<Tenant> patch(TenantId id, const TenantPatch& patch, const Actor& actor);

  Reply<std::vector<CopySummary>> copies(TenantId id);
  /// Errors: `company_not_found`, `framework_not_found`.
  Reply<std::shared_ptr<const TenantCopy>> copy(TenantId id, FrameworkId framework);

  /// Applies the edits of core/edit/edits.h to the copy. `if_match`: the state digest that the
  /// caller saw, or empty.
  ///
  /// Errors: as copy() and apply_edits; `state_changed` when `if_match` differs.
  Reply<std::shared_ptr<const TenantCopy>> edit(TenantId id, FrameworkId framework,
                                                const Json& edits, const std::string& if_match,
                                                const Actor& actor);

 private:
  Result<Tenant> checked(store::ReadTransaction& tx, const NewTenant& tenant,
                         std::vector<std::string>& taken);
  Reply<store::AdoptionRow> edited_row(store::WriteTransaction& tx, const TenantCopy& copy,
                                       const Json& edits, const Actor& actor);

  store::Database& database_;
  AuditLog& audit_;
  const Clock& clock_;
  VersionCache& versions_;
};

}  // namespace datavault
