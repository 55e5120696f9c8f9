#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/store/database.h"
#include "server/store/page.h"

namespace datavault::store {

/// Who did, or tried, what.
struct AuditRow {
  int64_t id = 0;
  std::string at;
  std::optional<int64_t> user_id;  // none: not signed in, or the command line
  std::string user_email;
  std::string action;  // "framework.import"
  std::string entity;  // "framework"
  std::string entity_id;
  bool is_refused = false;
  std::string payload;  // JSON without secrets
  std::string ip;
  std::string user_agent;
};

/// `row.id` is ignored.
Result<void> append_audit(WriteTransaction& tx, const AuditRow& row);
/// Newest first. Sorts: id, action, user_email. Filters: action, entity, entity_id, user_email,
/// is_refused.
Result<Page<AuditRow>> list_audit(ReadTransaction& tx, const PageRequest& request);

}  // namespace datavault::store
