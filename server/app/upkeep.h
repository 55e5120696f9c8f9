#pragma once

#include <optional>
#include <string>

#include "server/app/audit_chain.h"
#include "server/app/audit_log.h"
#include "server/app/auth_service.h"
#include "server/base/periodic.h"
#include "server/store/upkeep.h"

namespace datavault {

/// For how many days what is kept for looking things up stays.
struct RetentionDays {
  int64_t jobs = 365;  // from a job's end: its log, and the job itself if it wrote no tenant
  int64_t keys = 7;    // Idempotency-Key answers
  int64_t audit = 3650;
};

struct Retained {
  store::Removed removed;
  int64_t audit_rows = 0;  // up to a checkpoint, so that the rest can still be verified
};

/// Removes what is older, once, audited if anything went.
///
/// Errors: storage, unavailable; nothing is removed then.
Result<Retained> retain(store::Database& database, AuditLog& audit, const Clock& clock,
                        const RetentionDays& days, const Actor& actor);

struct UpkeepOptions {
  RetentionDays retention;
  std::string audit_key;          // file; empty: beside the database
  std::string audit_checkpoints;  // file to append checkpoints to; empty: none
};

/// What a server does by itself: it removes what is old when it starts and every day, and signs the
/// audit and writes down the use of sessions when it starts, every minute in which there is
/// something new, and when it stops.
class Upkeep {
 public:
  Upkeep(store::Database& database, AuditLog& audit, const Clock& clock, AuthService& auth);
  ~Upkeep() { stop(); }

  /// Errors: storage when there is no key and none can be made.
  Result<void> start(const UpkeepOptions& options);
  void stop();

  /// What signs for this installation; null until start() and after stop().
  const SigningKey* signing_key() const { return key_ ? &*key_ : nullptr; }

 private:
  void remove_old();
  void sign();
  void save_activity();

  store::Database& database_;
  AuditLog& audit_;
  const Clock& clock_;
  AuthService& auth_;
  UpkeepOptions options_;
  std::optional<SigningKey> key_;
  Periodic retention_, signing_;
};

/// Where the key is unless it is told.
std::string default_audit_key(const store::Database& database);

}  // namespace datavault
