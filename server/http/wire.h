#pragma once

#include "core/base/json.h"
#include "server/app/framework_catalogue.h"
#include "server/app/framework_sync_service.h"
#include "server/app/job_service.h"
#include "server/app/reporting_service.h"
#include "server/app/tenant_service.h"
#include "server/store/access.h"
#include "server/store/approvals.h"
#include "server/store/audit.h"
#include "server/store/sessions.h"
#include "server/store/users.h"

/// What the API sends, as docs/api.md describes it. Optional members are null, never left out.
namespace datavault::http {

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json framework_summary_to_json(const store::FrameworkRow& row);
/// With topics, fields and lineage of the version.
Json framework_to_json(const FrameworkAtVersion& framework);
Json version_row_to_json(const store::VersionRow& row);

Json company_to_json(const Tenant& tenant);
Json copy_summary_to_json(const CopySummary& copy);
/// The resolved copy; who and when stand in `changes`, outside `fields`.
Json copy_to_json(const TenantCopy& copy, const Framework& framework, int64_t latest_version);
Json entity_to_json(const Entity& entity);
Json assignment_to_json(const Assignment& assignment, const FieldNames& names);
Json value_to_json(const store::ValueRow& row, const FieldNames& names);

/// {id, company_id, framework_id, field_uid, field_code, attribute, value, decided_by, decided_at,
/// sync_operation_id}.
Json remembered_to_json(const store::RememberedRow& row);
Json impact_to_json(const FormulaImpact& impact);
/// A job as lists show it; `framework_name` may be empty.
Json job_to_json(const store::JobRow& job, const std::string& framework_name, const Clock& clock);
/// With log entries and targets.
Json job_status_to_json(const JobStatus& status, const std::string& framework_name,
                        const Clock& clock);
/// {job, log_entries}: what an event says.
Json job_change_to_json(const JobChange& change, const std::string& framework_name,
                        const Clock& clock);

/// {field_uid, field_code, name, kind, changes: [{attribute, before, after}]}
Json difference_to_json(const FieldDifference& difference);
/// With the request as it was previewed if wanted.
Json approval_to_json(const store::ApprovalRow& row, bool with_request);
/// `current`: the session that asks.
Json session_row_to_json(const store::Session& row, int64_t current);
/// Without the token, which nobody has any more.
Json api_token_to_json(const store::ApiToken& token);

Json audit_row_to_json(const store::AuditRow& row);
Json user_to_json(const store::User& user);

}  // namespace datavault::http
