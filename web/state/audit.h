#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "web/state/listing.h"

namespace datavault {

/// Who did, or tried, what.
struct AuditRow {
  int64_t id = 0;
  std::string at;
  std::string user_email, as_user_email;  // nobody: empty
  std::string action, entity, entity_id;
  bool is_refused = false;
  Json payload;
  std::string ip, user_agent, request_id, hash;
};
std::vector<AuditRow> audit_from(const Json& body);

/// What the server found when it walked the whole chain.
struct AuditVerdict {
  struct Finding {
    int64_t row = 0;
    std::string message;
  };
  bool is_whole = false;
  std::vector<Finding> findings;
  int64_t last_row = 0, signed_row = 0;  // 0: none
  std::string signed_at, public_key;
};
AuditVerdict verdict_from(const Json& body);

struct Audit {
  Listing<AuditRow> list;
  Remote<AuditVerdict> verdict;
};

/// Where the rows that fit these filters are to be had as a file.
std::string audit_export_path(const std::string& filters, const std::string& format);

}  // namespace datavault
