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
#include "web/views/load_view.h"
#include "web/views/offline_view.h"
#include "web/views/overview_view.h"
#include "web/views/own_framework_view.h"
#include "web/views/own_values_view.h"
#include "web/views/own_view.h"
#include "web/views/palette_view.h"
#include "web/views/rollback_view.h"
#include "web/views/submit_view.h"
#include "web/views/template_bulk_view.h"
#include "web/views/template_creation_view.h"
#include "web/views/template_import_view.h"
#include "web/views/template_provision_view.h"
#include "web/views/template_upgrade_view.h"
#include "web/views/template_view.h"
#include "web/views/templates_view.h"
#include "web/views/tenant_view.h"
#include "web/views/tenants_view.h"
#include "web/views/users_view.h"
#include "web/views/welcome_view.h"
#include "web/views/wizard_frame_view.h"
#include "web/views/wizard_framework_view.h"
#include "web/views/wizard_preview_view.h"
#include "web/views/wizard_strategy_view.h"
#include "web/views/wizard_tenants_view.h"

namespace datavault {

/// The drawing functions of the pages. Each draws its view, keeps what is typed in the Ui struct
/// and appends what the user decided to `commands`; nothing else changes.

void overview_ui(const OverviewView& view, Commands& commands);
void frameworks_ui(const FrameworksView& view, FrameworksUi& ui, Commands& commands);
void framework_ui(const FrameworkView& view, FrameworkUi& ui, Commands& commands);
void field_ui(const FieldView& field, Commands& commands);
void framework_changes_ui(const ChangesView& view, ChangesUi& ui, Commands& commands);
void framework_edit_ui(const FrameworkEditView& view, FrameworkEditUi& ui, Commands& commands);
void tenant_ui(const TenantView& view, TenantUi& ui, Commands& commands);
void copy_ui(const CopyView& view, CopyUi& ui, Commands& commands);
void settings_ui();
/// On top of every page, while it is open.
/// Whether signing out was chosen.
bool palette_ui(const AppState& state, PaletteUi& ui, Commands& commands);
/// The table of what differs, and how many fields of each kind do. The line that was pressed.
std::optional<int> differences_ui(std::string_view name, const std::vector<DifferenceLine>& lines,
                                  std::string_view empty, float height = 0);
/// One of them in full.
void difference_ui(const DifferenceLine& line, bool& dismissed);
void difference_counts_ui(const std::vector<DifferenceCount>& counts);
/// Undo and redo, in the header of a page that edits.
void edit_toolbar_ui(const EditView& view, Commands& commands);
/// Tree, edits and the form of one field.
void edit_ui(const EditView& view, EditUi& ui, Commands& commands);
/// The dialog that edits one field.
void field_form_ui(const EditView& view, EditUi& ui, Commands& commands);
void tenants_ui(const TenantsView& view, TenantsUi& ui, Commands& commands);
void jobs_ui(const JobsView& view, JobsUi& ui, Commands& commands);
void job_page_ui(const JobView& view, JobUi& ui, Commands& commands);
void rollback_ui(const RollbackView& view, RollbackUi& ui, Commands& commands);
/// A part of the framework's page.
void remembered_ui(const RememberedView& view, int64_t framework, RememberedUi& ui,
                   Commands& commands);
void approvals_ui(const ApprovalsView& view, ApprovalsUi& ui, Commands& commands);
void approval_ui(const ApprovalView& view, ApprovalUi& ui, Commands& commands);
void users_ui(const UsersView& view, UsersUi& ui, Commands& commands);
void audit_ui(const AuditView& view, AuditUi& ui, Commands& commands);
void own_frameworks_ui(const OwnFrameworksView& view, Commands& commands);
void own_framework_ui(const OwnFrameworkView& view, OwnFrameworkUi& ui, Commands& commands);
/// The field that is opened over it.
void own_field_ui(const OwnFrameworkView& view, OwnFieldUi& ui, Commands& commands);
void own_values_ui(const OwnValuesView& view, OwnValuesUi& ui, Commands& commands);
void welcome_ui(const WelcomeView& view, WelcomeUi& ui, Commands& commands);
void account_ui(const AccountView& view, AccountUi& ui, Commands& commands);
/// The dialog that is open over it.
void account_form_ui(const AccountView& view, AccountUi& ui, Commands& commands);
void templates_ui(const TemplatesView& view, Commands& commands);
void template_ui(const TemplateView& view, TemplateUi& ui, Commands& commands);
void template_creation_ui(const TemplateCreationView& view, TemplateCreationUi& ui,
                          Commands& commands);
void template_provision_ui(const ProvisionView& view, Commands& commands);
void template_bulk_ui(const BulkView& view, const Templates& templates, BulkUi& ui,
                      Commands& commands);
void template_upgrade_ui(const UpgradeView& view, UpgradeUi& ui, Commands& commands);
void template_import_ui(const TemplateImportView& view, TemplateImportUi& ui, Commands& commands);
void offline_ui(const OfflineView& view, Commands& commands);
/// Above every page while there is no server.
void offline_notice_ui(const OfflineNotice& notice, Commands& commands);
/// Asks before something is lost, while `asking`.
void sign_out_ui(const std::optional<Loss>& lost, bool& asking, Commands& commands);
void unknown_page_ui(Commands& commands);
/// In place of a page for others: companies' users at a super admin's, and the other way round.
void not_for_you_ui(bool is_super_admin, Commands& commands);

/// Header, steps and buttons around a step of the wizard, which is drawn while it lives.
class WizardFrame {
 public:
  WizardFrame(const WizardFrameView& view, Commands& commands);
  ~WizardFrame();
  WizardFrame(const WizardFrame&) = delete;
  WizardFrame& operator=(const WizardFrame&) = delete;

  /// False while what the step needs is not here: the frame says so itself.
  bool shows_step() const { return shows_step_; }

 private:
  WizardFrameView view_;
  Commands& commands_;
  bool shows_step_ = true;
};

void wizard_framework_ui(const WizardFrameworkView& view, WizardFrameworkUi& ui,
                         Commands& commands);
void wizard_tenants_ui(const WizardTenantsView& view, WizardTenantsUi& ui, Commands& commands);
/// The comparison of the strategies and presets.
void what_if_ui(const WhatIf& view, Commands& commands);
/// The questions of the plan, and one of them opened.
void clusters_ui(const ClustersView& view, ClustersUi& ui, Commands& commands);
void matrix_ui(MatrixUi& ui, const ClustersView& clusters, ClustersUi& asked, Commands& commands);
void cluster_ui(const ClusterDetail& detail, ClustersUi& ui, Commands& commands);
void wizard_strategy_ui(const WizardStrategyView& view, Commands& commands);
void wizard_preview_ui(const WizardPreviewView& view, const SubmitView& submit, WizardPreviewUi& ui,
                       Commands& commands);
/// Without the preview's own parts: the questions and answers of a submission.
void submit_ui(const SubmitView& view, SubmitUi& ui, Commands& commands);
void preview_detail_ui(const PreviewDetail& detail, WizardPreviewUi& ui, Commands& commands);
/// The computed values of a tenant, once they were asked for.
void computed_ui(const ComputedView& view, TenantId tenant, Commands& commands);
/// Progress, tenants and log of a job, without a page header: also the wizard's last step.
void job_ui(const JobView& view, JobUi& ui, Commands& commands);

/// What stands in place of data that is loading or could not be loaded; true when there is
/// something to show, be it old.
bool loaded_ui(const LoadView& load, Commands& commands, int skeleton_lines = 6);

}  // namespace datavault
