#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/base/clock.h"
#include "server/security/signing.h"
#include "server/store/audit.h"

namespace datavault {

/// The action of the row that says which rows retention removed: {"removed_to": id}.
inline constexpr const char* kAuditRetention = "audit.retention";

/// What a checkpoint's signature is over: canonical JSON of row, hash and time.
std::string checkpoint_text(const store::AuditCheckpoint& checkpoint);
/// One line of JSON, as it is written outside the database.
std::string checkpoint_line(const store::AuditCheckpoint& checkpoint);
/// Errors: invalid_input with the line in `where`.
Result<std::vector<store::AuditCheckpoint>> checkpoints_from_lines(std::string_view lines);

/// Signs the audit as it is now; none when nothing was written since the last checkpoint.
Result<std::optional<store::AuditCheckpoint>> sign_audit(store::Database& database,
                                                         const SigningKey& key, const Clock& clock);

/// What an audit is held against, beside itself.
struct AuditWitness {
  std::vector<store::AuditCheckpoint> checkpoints;  // that were kept outside the database
  std::vector<std::string> public_keys;             // who may have signed; empty: anybody
};

struct AuditFinding {
  int64_t row = 0;  // the first row that is not as it was written; 0: it is about a checkpoint
  std::string message;
};

/// Walks the whole chain. Empty: every row is as it was written, none is missing, none was put in
/// between, and the checkpoints vouch for it. What was changed after the last checkpoint by
/// somebody who computed all hashes again cannot be told from what was written.
Result<std::vector<AuditFinding>> verify_audit(store::ReadTransaction& tx,
                                               const AuditWitness& witness = {});

}  // namespace datavault
