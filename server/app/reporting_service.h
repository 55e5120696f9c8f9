#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/app/audit_log.h"
#include "server/app/copies.h"
#include "server/app/failure.h"
#include "server/app/reporting_rows.h"
#include "server/store/reporting.h"

namespace datavault {

/// Which of a tenant's values to list.
struct ValueQuery {
  std::optional<FrameworkId> framework;
  std::string field_code;  // within the framework
  std::string field_uid;
  std::optional<EntityId> entity;
  std::string period;
  int64_t offset = 0;
  int64_t limit = 1000;
};

/// Fields of a tenant under the codes that its copies give them, for people who read uids.
using FieldNames = std::map<FieldUid, std::string>;

/// A tenant's entities, assignments and values. Every POST is all or nothing; rows that cannot be
/// stored are refused with code `rows_refused` and details {errors: [{where, message}]}. Safe for
/// use by many threads.
class ReportingService {
 public:
  ReportingService(store::Database& database, AuditLog& audit, const Clock& clock,
                   VersionCache& versions)
      : database_(database), audit_(audit), clock_(clock), versions_(versions) {}

  Reply<store::Page<Entity>> entities(TenantId tenant, const store::PageRequest& request);
  /// Keys: name, kind, parent_id or parent (the name of an entity that is there or in an earlier
  /// row).
  Reply<std::vector<Entity>> add_entities(TenantId tenant, const std::vector<RequestRow>& rows,
                                          const Actor& actor);
  static const std::vector<std::string_view>& entity_keys();

  Reply<std::vector<Assignment>> assignments(TenantId tenant);
  /// Keys: framework_id or framework (its key), code or field_uid, entity_id or entity, frequency,
  /// unit.
  Reply<int64_t> put_assignments(TenantId tenant, const std::vector<RequestRow>& rows,
                                 const Actor& actor);
  static const std::vector<std::string_view>& assignment_keys();

  Reply<store::ValuePage> values(TenantId tenant, const ValueQuery& query);
  /// Keys: those of assignments but frequency, and period, value, status (DRAFT unless given).
  Reply<store::PutCounts> put_values(TenantId tenant, const std::vector<RequestRow>& rows,
                                     const Actor& actor);
  static const std::vector<std::string_view>& value_keys();

  Result<FieldNames> field_names(TenantId tenant);

 private:
  store::Database& database_;
  AuditLog& audit_;
  const Clock& clock_;
  VersionCache& versions_;
};

}  // namespace datavault
