#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/model/tenant.h"
#include "server/app/audit_log.h"
#include "server/app/failure.h"

namespace datavault {

using TenantSettings = std::map<std::string, std::string>;

/// What of an entity is to change.
struct EntityPatch {
  std::optional<std::string> name, kind;
  std::optional<std::optional<EntityId>> parent;  // inner none: a root
};

/// A tenant's settings, and changes of its organisational tree. Safe for use by many threads.
class TenantSettingsService {
 public:
  TenantSettingsService(store::Database& database, AuditLog& audit)
      : database_(database), audit_(audit) {}

  /// Errors: `company_not_found`.
  Reply<TenantSettings> get(TenantId tenant);
  /// {name: text or null to take it away}, all or none. core/template/settings.h has the names.
  ///
  /// Errors: `company_not_found`; invalid_input naming the setting.
  Reply<TenantSettings> patch(TenantId tenant, const Json& body, const Actor& actor);

  /// Errors: `company_not_found`, `entity_not_found`; invalid_input, also for a parent below the
  ///         entity.
  Reply<Entity> patch_entity(TenantId tenant, EntityId entity, const EntityPatch& patch,
                             const Actor& actor);

 private:
  store::Database& database_;
  AuditLog& audit_;
};

}  // namespace datavault
