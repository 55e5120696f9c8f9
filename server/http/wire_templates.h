#pragma once

#include "core/base/json.h"
#include "server/app/tenant_template_service.h"

// How templates read on the wire; docs/templates.md.
namespace datavault::http {

Json template_row_to_json(const store::TemplateRow& row);
Json template_version_row_to_json(const store::TemplateVersionRow& row);
/// {template, version, summary, content, frameworks}: what its page shows.
Json loaded_template_to_json(const LoadedTemplate& loaded);
/// {template_id, sync_operation_id, version, unchanged, dry_run, summary, template, content}
Json made_template_to_json(const MadeTemplate& made);
Json template_tenant_to_json(const TemplateTenant& row, int64_t latest_version);

/// One company of a provisioning: {company_id, company_name, company_slug, industry, summary,
/// admin_link, problem}.
Json provision_to_json(const QueuedProvision& company);
/// With what it would have: {entities, settings, frameworks}.
Json provision_preview_to_json(const QueuedProvision& company);

/// As in distributions, with {part, subject, aspect}.
Json setup_conflict_to_json(const SetupConflict& conflict);
Json upgrade_plan_to_json(const UpgradePlan& plan, int64_t template_id);

Json settings_to_json(const std::map<std::string, std::string>& settings);
Json setting_rules_to_json();

}  // namespace datavault::http
