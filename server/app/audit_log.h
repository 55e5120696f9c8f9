#pragma once

#include <string>

#include "core/base/json.h"
#include "server/app/actor.h"
#include "server/base/clock.h"
#include "server/store/audit.h"
#include "server/store/database.h"

namespace datavault {

/// What was done, or tried, to what.
struct AuditEntry {
  std::string action;  // "company.update"
  std::string entity;  // "company"
  std::string entity_id;
  Json payload;  // what was asked for; secrets and long texts are taken out here
};

/// The payload as it may be stored: values of keys that name secrets are replaced, long texts stand
/// as their digest and size, long lists as their length.
Json redacted(const Json& payload);

/// The record of every mutation, in the same transaction as the mutation itself.
class AuditLog {
 public:
  AuditLog(store::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  Result<void> record(store::WriteTransaction& tx, const Actor& actor, const AuditEntry& entry);
  /// Records an attempt that changed nothing, in a transaction of its own.
  Result<void> record_refused(const Actor& actor, const AuditEntry& entry);
  Result<store::Page<store::AuditRow>> list(const store::PageRequest& request);

 private:
  Result<void> append(store::WriteTransaction& tx, const Actor& actor, const AuditEntry& entry,
                      bool is_refused);
  store::Database& database_;
  const Clock& clock_;
};

}  // namespace datavault
