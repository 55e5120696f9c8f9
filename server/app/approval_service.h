#pragma once

#include <string>

#include "server/app/audit_log.h"
#include "server/app/failure.h"
#include "server/store/approvals.h"
#include "server/store/page.h"

namespace datavault {

/// Four eyes: where an installation wants it, a plan is applied only after a second super admin
/// agreed to it. What is agreed to is the plan's digest, so that nothing about it can change
/// afterwards. Safe for use by many threads.
class ApprovalService {
 public:
  ApprovalService(store::Database& database, AuditLog& audit, const Clock& clock, bool is_needed)
      : database_(database), audit_(audit), clock_(clock), is_needed_(is_needed) {}

  bool is_needed() const { return is_needed_; }

  /// Errors: `approval_needed` with details {approval_id, status} when nobody agreed to the plan
  ///         yet.
  Reply<Done> check(store::ReadTransaction& tx, const std::string& plan_digest);

  /// Asks for it; the request that waits already when there is one. `row`: plan, kind, subject,
  /// title, summary and request.
  Reply<store::ApprovalRow> ask(store::WriteTransaction& tx, store::ApprovalRow row,
                                const Actor& actor);

  Reply<store::Page<store::ApprovalRow>> list(const store::PageRequest& request);
  /// Errors: `approval_not_found`.
  Reply<store::ApprovalRow> get(int64_t id);
  /// Errors: `approval_not_found`; `approval_decided`; forbidden for who asked, and for accounts
  /// that were made
  ///         since.
  Reply<store::ApprovalRow> decide(int64_t id, bool agrees, const std::string& remark,
                                   const Actor& actor);

 private:
  store::Database& database_;
  AuditLog& audit_;
  const Clock& clock_;
  const bool is_needed_;
};

}  // namespace datavault
