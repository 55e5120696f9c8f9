#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/database.h"
#include "server/store/page.h"

namespace datavault::store {

/// Who did, or tried, what.
struct AuditRow {
  int64_t id = 0;
  std::string at;
  std::optional<int64_t> user_id;  // none: not signed in, or the command line
  std::string user_email;
  std::optional<int64_t> as_user_id;  // whom the user stood in for
  std::string as_user_email;
  std::string action;  // "framework.import"
  std::string entity;  // "framework"
  std::string entity_id;
  bool is_refused = false;
  std::string payload;  // JSON without secrets
  std::string ip;
  std::string user_agent;
  std::string request_id;
  std::string hash;  // audit_hash
};

/// A row as the audit had it at some moment, signed: it vouches for all rows up to there.
struct AuditCheckpoint {
  int64_t number = 0;  // 1, 2, 3...
  int64_t row_id = 0;
  std::string row_hash;
  std::string at;
  std::string previous;  // signature of the one before; empty for the first
  std::string public_key;
  std::string signature;  // over checkpoint_text
};

/// SHA-256 over the hash of the row before (empty for the first) and the canonical JSON of all that
/// the row says.
std::string audit_hash(std::string_view previous, const AuditRow& row);

/// Gives the row its id and hash. Rows are numbered 1, 2, 3...
Result<void> append_audit(WriteTransaction& tx, AuditRow row);
/// Makes a chain of rows that were written before there was one.
Result<void> chain_audit(WriteTransaction& tx);
/// In order, as many as `limit`, from behind `after` on.
Result<std::vector<AuditRow>> load_audit(ReadTransaction& tx, int64_t after, int64_t limit);
/// The newest; none when nothing was written yet.
Result<std::optional<AuditRow>> find_last_audit(ReadTransaction& tx);

Result<std::vector<AuditCheckpoint>> load_checkpoints(ReadTransaction& tx);
Result<std::optional<AuditCheckpoint>> find_last_checkpoint(ReadTransaction& tx);
Result<void> insert_checkpoint(WriteTransaction& tx, const AuditCheckpoint& checkpoint);
/// Rows up to and with that one. What remains follows on a checkpoint that stays.
Result<int64_t> remove_audit_to(WriteTransaction& tx, int64_t row_id);

/// Newest first. Sorts: id, action, user_email. Filters: action, entity, entity_id, user_email,
/// as_user_email, ip, request_id, is_refused; from and to (times, `to` not included). Search: in
/// all that people read.
Result<Page<AuditRow>> list_audit(ReadTransaction& tx, const PageRequest& request);

}  // namespace datavault::store
