#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/template/extract.h"
#include "core/template/template_document.h"
#include "core/template/upgrade.h"
#include "server/app/approval_service.h"
#include "server/app/audit_log.h"
#include "server/app/failure.h"
#include "server/app/job_service.h"
#include "server/app/tenant_provision.h"
#include "server/app/upgrade_builder.h"
#include "server/app/upkeep.h"

namespace datavault {

/// A template's version that was just made, or would be.
struct MadeTemplate {
  store::TemplateRow row;  // without an id in a dry run
  TemplateContent content;
  SetupSummary summary;
  int64_t version = 0;
  int64_t job = 0;            // 0: a dry run, or nothing to make
  bool is_unchanged = false;  // equal to the latest: no version was made
};

/// A tenant that comes from a template.
struct TemplateTenant {
  Tenant tenant;
  store::TenantTemplateRow origin;
};

/// A company that a job is to make; in a dry run, that it would.
struct QueuedProvision {
  PreparedProvision prepared;
  std::optional<Failure> problem;  // in a dry run
};

struct QueuedProvisions {
  std::optional<CreatedJob> job;  // none: a dry run
  int64_t version = 0;
  std::vector<QueuedProvision> companies;  // empty when the same request came before
};

struct PlannedUpgrade {
  UpgradePlan plan;
  PlanRequest request;
  BuiltUpgrade built;
};

/// A submission that was planned again and is still what the admin saw.
struct PreparedUpgrade {
  JobSubmission submission;
  LoadedTemplate target;
  std::string plan_digest;
  Json summary;  // {OUTCOME: n}
  std::string title;
};

/// A framework of a document that is not the one that is here.
struct FrameworkClash {
  std::string key;
  int64_t here = 0;                                                  // latest version here
  int64_t fields_added = 0, fields_removed = 0, fields_changed = 0;  // by the document's
};

struct ImportedTemplate {
  MadeTemplate made;
  std::vector<std::string> published;  // keys of frameworks that were not here
  std::string signed_by;               // public key; empty: nobody
};

/// Tenant templates: kept, given to new tenants, brought up to date, exchanged. Safe for use by
/// many threads. docs/templates.md.
class TenantTemplateService {
 public:
  TenantTemplateService(store::Database& database, AuditLog& audit, const Clock& clock,
                        VersionCache& versions, JobService& jobs, ApprovalService& approvals,
                        const Upkeep& upkeep)
      : database_(database),
        audit_(audit),
        clock_(clock),
        versions_(versions),
        jobs_(jobs),
        approvals_(approvals),
        upkeep_(upkeep) {}

  /// Stores the templates that come with the program, or their next versions.
  Result<void> load_builtin();

  // ---- templates and their versions

  Reply<store::Page<store::TemplateRow>> list(const store::PageRequest& request);
  /// Errors: `template_not_found`.
  Reply<store::TemplateRow> get(int64_t id);
  /// With what it says. Errors: those of load_template.
  Reply<LoadedTemplate> preview(int64_t id, std::optional<int64_t> version);
  Reply<store::Page<store::TemplateVersionRow>> versions(int64_t id,
                                                         const store::PageRequest& request);
  Reply<std::vector<TemplateTenant>> tenants(int64_t id);

  /// {name, description?, industry?, is_public?, notes?, parts?, dry_run?}; parts: {frameworks:
  /// bool | [key], entities, assignments, users, settings, uses_company_name: bool}.
  ///
  /// Errors: `company_not_found`, `template_name_taken`, `unknown_industry`, invalid_input,
  ///         `template_refused` with details {errors} where the tenant's texts are no plain texts.
  Reply<MadeTemplate> create_from_tenant(TenantId tenant, const Json& body, const Actor& actor);
  /// The next version: {company_id, parts?, notes?, dry_run?} or {content, notes?, dry_run?}.
  ///
  /// Errors: as above; `template_builtin`.
  Reply<MadeTemplate> add_version(int64_t id, const Json& body, const Actor& actor);
  /// {name?, description?, industry?, is_public?}. Errors: as above.
  Reply<store::TemplateRow> update(int64_t id, const Json& body, const Actor& actor);
  /// Errors: `template_not_found`, `template_builtin`, `template_in_use` with details {tenants,
  ///         jobs}.
  Reply<store::TemplateRow> remove(int64_t id, const Actor& actor);

  // ---- provisioning

  /// One company as provision_request_from_json has it, beside {version?, dry_run?,
  /// sync_options?}. A dry run checks all and writes nothing.
  ///
  /// Errors: those of prepare_provision and JobService::submit; `framework_differs`.
  Reply<QueuedProvisions> provision(int64_t id, const Json& body,
                                    const std::string& idempotency_key, const Actor& actor);
  /// {companies: [...], parameters?, version?, dry_run?, sync_options?} as one job; `parameters`
  /// count for all companies that do not say otherwise.
  ///
  /// Errors: `rows_refused` with details {errors: [{where, message, code}]}: nothing is queued.
  Reply<QueuedProvisions> provision_many(int64_t id, const Json& body,
                                         const std::string& idempotency_key, const Actor& actor);
  /// The columns of a table of companies, as companies of provision_many; every other column is a
  /// parameter of the template.
  ///
  /// Errors: invalid_input naming row and column.
  Reply<Json> companies_from_csv(int64_t id, std::string_view text);

  // ---- upgrades

  /// {target_company_ids?, version?, conflict_resolution?, policy?, decisions?, parameters?,
  /// allow_downgrade?}; without a list, all tenants that come from the template.
  ///
  /// Errors: those of build_upgrade and make_upgrade_plan; `empty_target_list`.
  Reply<PlannedUpgrade> plan_upgrade(int64_t id, const Json& body);
  /// Plans again, compares with what the admin saw and queues the job.
  ///
  /// Errors: as above; `plan_stale`, `client_outdated`, `approval_needed`; those of
  ///         JobService::submit.
  Reply<CreatedJob> create_upgrade_job(int64_t id, const Json& body,
                                       const std::string& idempotency_key, const Actor& actor);

  /// Asks a second super admin to agree to what create_upgrade_job would queue. Errors: its.
  Reply<store::ApprovalRow> ask_to_upgrade(int64_t id, const Json& body, const Actor& actor);

  // ---- between installations

  /// Signed where this installation signs its audit.
  Reply<Json> export_document(int64_t id, std::optional<int64_t> version, const Actor& actor);
  /// {document, name?, frameworks?: {key: "PUBLISH" | "LOCAL"}, trusted_keys?: [public key],
  /// dry_run?}; a document whose key is here is the next version of that template.
  ///
  /// Errors: `template_refused` with details {errors}; `signature_invalid`,
  ///         `signature_not_trusted`; `frameworks_differ` with details {frameworks}; those of
  ///         add_version.
  Reply<ImportedTemplate> import_document(const Json& body, const Actor& actor);

 private:
  Reply<MadeTemplate> store_version(store::WriteTransaction& tx, store::TemplateRow row,
                                    const LoadedTemplate& loaded, const std::string& notes,
                                    const Actor& actor);
  Reply<MadeTemplate> finish(store::WriteTransaction& tx, MadeTemplate made, TenantId source,
                             const char* action, const Actor& actor, bool is_dry_run);
  Reply<Extraction> extract_from(store::ReadTransaction& tx, TenantId tenant, const Json& parts,
                                 LoadedTemplate& loaded, TenantSetup& setup);
  Reply<PlannedUpgrade> plan_upgrade(store::ReadTransaction& tx, int64_t id, const Json& body);
  Reply<PreparedUpgrade> prepare_upgrade(store::ReadTransaction& tx, int64_t id, const Json& body);
  Reply<QueuedProvisions> queue(int64_t id, const Json& body, const Json& companies, bool is_one,
                                const std::string& idempotency_key, const Actor& actor);

  store::Database& database_;
  AuditLog& audit_;
  const Clock& clock_;
  VersionCache& versions_;
  JobService& jobs_;
  ApprovalService& approvals_;
  const Upkeep& upkeep_;
};

/// All mistakes of a content, as one failure: `template_refused`.
Failure template_refused(const std::string& what, const std::vector<Error>& errors);

/// Errors: `template_name_taken` when another template has the name; invalid_input.
Reply<std::string> free_template_name(store::ReadTransaction& tx, const std::string& name,
                                      int64_t own_id);

}  // namespace datavault
