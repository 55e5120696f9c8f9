#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/store/database.h"
#include "server/store/page.h"

namespace datavault::store {

/// What a second super admin is asked to agree to.
struct ApprovalRow {
  int64_t id = 0;
  std::string plan_digest;
  std::string kind;        // "FRAMEWORK_SYNC", "FRAMEWORK_ROLLBACK"
  int64_t subject_id = 0;  // the framework, or the job that is rolled back
  std::string title;       // "Distribute ESRS 2 to 12 companies"
  std::string summary;     // JSON {OUTCOME: n}
  std::string request;     // JSON: the submission as it was previewed
  std::string status;      // "PENDING", "APPROVED", "REJECTED"
  int64_t requested_by = 0;
  std::string requested_by_email;  // of reads
  std::string requested_at;
  std::optional<int64_t> decided_by;
  std::optional<std::string> decided_by_email;  // of reads
  std::optional<std::string> decided_at;
  std::string remark;
};

Result<std::optional<ApprovalRow>> find_approval(ReadTransaction& tx, int64_t id);
/// The newest for that plan.
Result<std::optional<ApprovalRow>> find_approval_of(ReadTransaction& tx,
                                                    std::string_view plan_digest);
/// Newest first. Sorts: id. Filters: status, kind, plan_digest.
Result<Page<ApprovalRow>> list_approvals(ReadTransaction& tx, const PageRequest& request);
/// `row.id` is ignored; gives it.
Result<int64_t> insert_approval(WriteTransaction& tx, const ApprovalRow& row);
/// Status, by whom, when and the remark.
Result<void> decide_approval(WriteTransaction& tx, const ApprovalRow& row);

}  // namespace datavault::store
