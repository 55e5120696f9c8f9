#pragma once

#include "web/state/command.h"
#include "web/views/account_view.h"
#include "web/views/approvals_view.h"
#include "web/views/audit_view.h"
#include "web/views/difference_view.h"
#include "web/views/edit_view.h"
#include "web/views/framework_view.h"
#include "web/views/frameworks_view.h"
#include "web/views/job_view.h"
#include "web/views/jobs_view.h"
#include "web/views/login_ui.h"
#include "web/views/own_framework_view.h"
#include "web/views/own_values_view.h"
#include "web/views/palette_view.h"
#include "web/views/rollback_view.h"
#include "web/views/template_bulk_view.h"
#include "web/views/template_creation_view.h"
#include "web/views/template_import_view.h"
#include "web/views/template_upgrade_view.h"
#include "web/views/template_view.h"
#include "web/views/tenant_view.h"
#include "web/views/tenants_view.h"
#include "web/views/users_view.h"
#include "web/views/welcome_view.h"
#include "web/views/wizard_framework_view.h"
#include "web/views/wizard_preview_view.h"
#include "web/views/wizard_tenants_view.h"

namespace datavault {

/// What the user typed and opened on each page, and has not been acted on: search texts, tabs,
/// filters. Forgotten on sign-out.
struct AppUi {
  LoginUi login;
  WelcomeUi welcome;
  AccountUi account;
  ApprovalsUi approvals;
  ApprovalUi approval;
  UsersUi users;
  AuditUi audit;
  OwnFrameworkUi own_framework;
  OwnValuesUi own_values;
  FrameworksUi frameworks;
  FrameworkUi framework;
  ChangesUi changes;
  FrameworkEditUi framework_edit;
  TenantsUi tenants;
  TenantUi tenant;
  CopyUi copy;
  TemplateUi tenant_template;
  TemplateCreationUi template_creation;
  BulkUi bulk;
  UpgradeUi upgrade;
  TemplateImportUi template_import;
  PaletteUi palette;
  WizardFrameworkUi wizard_framework;
  WizardTenantsUi wizard_tenants;
  WizardPreviewUi wizard_preview;
  JobsUi jobs;
  JobUi job;
  RollbackUi rollback;
  bool signing_out = false;  // is being asked about what would be lost
};

/// What lies over a page does not stay when another one is shown.
void close_overlays(AppUi& ui);

/// Draws what a user who is signed in sees. Never part of its caller, which is in the program's
/// first part.
[[gnu::noinline]] void app_ui(const AppState& state, AppUi& ui, Commands& commands);

}  // namespace datavault
