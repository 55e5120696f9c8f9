#include "web/views/app_ui.h"

#include "generated/icons.h"
#include "web/views/app_view.h"
#include "web/views/pages_ui.h"
#include "web/widgets/gallery.h"
#include "web/widgets/ui.h"

namespace datavault {
namespace {

const char* icon_of(MenuEntry::Icon icon) {
  switch (icon) {
    case MenuEntry::Icon::overview:
      return icons::dashboard;
    case MenuEntry::Icon::frameworks:
      return icons::library_books;
    case MenuEntry::Icon::tenants:
      return icons::business;
    case MenuEntry::Icon::templates:
      return icons::layers;
    case MenuEntry::Icon::distribute:
      return icons::send;
    case MenuEntry::Icon::approvals:
      return icons::fact_check;
    case MenuEntry::Icon::jobs:
      return icons::history;
    case MenuEntry::Icon::users:
      return icons::people;
    case MenuEntry::Icon::audit:
      return icons::security;
    case MenuEntry::Icon::values:
      return icons::table_chart;
    case MenuEntry::Icon::offline:
      return icons::cloud_off;
    case MenuEntry::Icon::settings:
      return icons::settings;
  }
  return nullptr;
}

/// A page about one thing forgets search and tab when it shows another one.
template <typename Ui, typename Id>
Ui& belonging_to(Ui& ui, Id Ui::*owner, Id id) {
  if (ui.*owner != id) {
    ui = {};
    ui.*owner = id;
  }
  return ui;
}

void wizard_step_ui(const AppState& state, AppUi& ui, Commands& commands) {
  switch (state.route.step) {
    case WizardStep::framework:
      return wizard_framework_ui(build_wizard_framework_view(state, ui.wizard_framework),
                                 ui.wizard_framework, commands);
    case WizardStep::tenants:
      return wizard_tenants_ui(build_wizard_tenants_view(state, ui.wizard_tenants),
                               ui.wizard_tenants, commands);
    case WizardStep::strategy:
      return wizard_strategy_ui(build_wizard_strategy_view(state), commands);
    case WizardStep::preview:
      if (ui.wizard_preview.tab == 2) update_matrix(state, ui.wizard_preview.matrix);
      return wizard_preview_ui(build_wizard_preview_view(state, ui.wizard_preview),
                               build_submit_view(state), ui.wizard_preview, commands);
    case WizardStep::progress:
      return job_ui(
          build_job_view(state, state.route.id, belonging_to(ui.job, &JobUi::job, state.route.id)),
          ui.job, commands);
  }
}

/// Widgets of different pages are different ones, even at the same place.
std::string scope_of(const Route& route) {
  return std::to_string(static_cast<int>(route.page)) + "/" +
         std::to_string(static_cast<int>(route.step)) + "/" + std::to_string(route.id) + "/" +
         std::to_string(route.framework);
}

/// One's own account, and what companies' users see.
void personal_page_ui(const AppState& state, AppUi& ui, Commands& commands) {
  const Route& route = state.route;
  switch (route.page) {
    case Page::own_frameworks:
      return own_frameworks_ui(build_own_frameworks_view(state), commands);
    case Page::own_framework:
      belonging_to(ui.own_framework, &OwnFrameworkUi::framework, route.id);
      return own_framework_ui(build_own_framework_view(state, ui.own_framework), ui.own_framework,
                              commands);
    case Page::own_values:
      return own_values_ui(build_own_values_view(state, ui.own_values), ui.own_values, commands);
    case Page::account:
      return account_ui(build_account_view(state, ui.account), ui.account, commands);
    case Page::settings:
      return settings_ui();
    case Page::gallery:
      return ui::gallery_ui();
    default:
      return unknown_page_ui(commands);
  }
}

void template_page_ui(const AppState& state, AppUi& ui, Commands& commands) {
  const Route& route = state.route;
  switch (route.page) {
    case Page::tenant_template:
      belonging_to(ui.tenant_template, &TemplateUi::template_id, route.id);
      return template_ui(build_template_view(state, ui.tenant_template), ui.tenant_template,
                         commands);
    case Page::template_create:
    case Page::template_update:
      return template_creation_ui(build_template_creation_view(state, ui.template_creation),
                                  ui.template_creation, commands);
    case Page::template_provision:
      return template_provision_ui(build_provision_view(state), commands);
    case Page::template_bulk:
      belonging_to(ui.bulk, &BulkUi::template_id, route.id);
      return template_bulk_ui(build_bulk_view(state, ui.bulk), state.templates, ui.bulk, commands);
    case Page::template_upgrade:
      belonging_to(ui.upgrade, &UpgradeUi::template_id, route.id);
      return template_upgrade_ui(build_upgrade_view(state, ui.upgrade), ui.upgrade, commands);
    case Page::template_import:
      return template_import_ui(build_template_import_view(state), ui.template_import, commands);
    default:
      return templates_ui(build_templates_view(state), commands);
  }
}

void page_ui(const AppState& state, AppUi& ui, Commands& commands) {
  const Route& route = state.route;
  const ui::IdScope scope(scope_of(route));
  switch (route.page) {
    case Page::overview:
      return overview_ui(build_overview_view(state), commands);
    case Page::frameworks:
      return frameworks_ui(build_frameworks_view(state, ui.frameworks), ui.frameworks, commands);
    case Page::framework:
      belonging_to(ui.framework, &FrameworkUi::framework, route.id);
      return framework_ui(build_framework_view(state, ui.framework), ui.framework, commands);
    case Page::framework_changes:
      belonging_to(ui.changes, &ChangesUi::framework, route.id);
      return framework_changes_ui(build_changes_view(state, ui.changes), ui.changes, commands);
    case Page::framework_edit:
      belonging_to(ui.framework_edit, &FrameworkEditUi::framework, route.id);
      return framework_edit_ui(build_framework_edit_view(state, ui.framework_edit),
                               ui.framework_edit, commands);
    case Page::tenants:
      return tenants_ui(build_tenants_view(state, ui.tenants), ui.tenants, commands);
    case Page::tenant:
      belonging_to(ui.tenant, &TenantUi::tenant, route.id);
      return tenant_ui(build_tenant_view(state, ui.tenant), ui.tenant, commands);
    case Page::tenant_copy:
      if (ui.copy.tenant != route.id || ui.copy.framework != route.framework) {
        ui.copy = {route.id, route.framework, {}};
      }
      return copy_ui(build_copy_view(state, ui.copy), ui.copy, commands);
    case Page::distribute: {
      const WizardFrame frame(build_wizard_frame_view(state), commands);
      if (frame.shows_step()) wizard_step_ui(state, ui, commands);
      return;
    }
    case Page::jobs:
      return jobs_ui(build_jobs_view(state, ui.jobs), ui.jobs, commands);
    case Page::job:
      belonging_to(ui.job, &JobUi::job, route.id);
      return job_page_ui(build_job_view(state, route.id, ui.job), ui.job, commands);
    case Page::rollback:
      belonging_to(ui.rollback, &RollbackUi::job, route.id);
      return rollback_ui(build_rollback_view(state, ui.rollback), ui.rollback, commands);
    case Page::offline:
      return offline_ui(build_offline_view(state), commands);
    case Page::approvals:
      return approvals_ui(build_approvals_view(state, ui.approvals), ui.approvals, commands);
    case Page::approval:
      belonging_to(ui.approval, &ApprovalUi::approval, route.id);
      return approval_ui(build_approval_view(state, ui.approval), ui.approval, commands);
    case Page::users:
      return users_ui(build_users_view(state, ui.users), ui.users, commands);
    case Page::audit:
      return audit_ui(build_audit_view(state, ui.audit), ui.audit, commands);
    case Page::templates:
    case Page::tenant_template:
    case Page::template_create:
    case Page::template_update:
    case Page::template_provision:
    case Page::template_bulk:
    case Page::template_upgrade:
    case Page::template_import:
      return template_page_ui(state, ui, commands);
    default:
      return personal_page_ui(state, ui, commands);
  }
}

void update_ui(const AppView& view, Commands& commands) {
  if (!view.update_ready) return;
  if (ui::alert_with_action(Tone::accent, "A newer DataVault is ready",
                            "It takes over when this page is loaded again. Drafts stay.",
                            "Reload")) {
    commands.push_back(UseUpdate{});
  }
}

/// Asks first where something would be lost.
void leaving_ui(const AppView& view, bool wants_to, AppUi& ui, Commands& commands) {
  if (wants_to) {
    ui.signing_out = view.lost_by_signing_out.has_value();
    if (!ui.signing_out) commands.push_back(SignOut{});
  }
  sign_out_ui(view.lost_by_signing_out, ui.signing_out, commands);
}

void shell_ui(const AppState& state, const AppView& view, AppUi& ui, Commands& commands) {
  std::vector<ui::NavEntry> entries;
  for (const MenuEntry& entry : view.menu) {
    entries.push_back(
        {entry.label, icon_of(entry.icon), entry.href, entry.selected, entry.section, entry.count});
  }
  ui::ShellOptions options;
  options.user_name = view.user_name;
  options.user_detail = view.user_detail;
  options.entries = entries;
  options.has_palette = true;
  options.banner = view.impersonation;
  options.banner_action = "Back to my own account";
  const ui::Shell shell(options);
  if (shell.banner_pressed()) commands.push_back(EndImpersonation{});
  offline_notice_ui(view.offline, commands);
  update_ui(view, commands);
  if (shell.opens_palette()) {
    ui.palette.open = true;
    commands.push_back(OpenPalette{});
  }
  if (view.is_for_others)
    not_for_you_ui(state.session.is_super_admin(), commands);
  else
    page_ui(state, ui, commands);
  const bool chose_to_leave = palette_ui(state, ui.palette, commands);
  leaving_ui(view, shell.sign_out() || chose_to_leave, ui, commands);
}

}  // namespace

void app_ui(const AppState& state, AppUi& ui, Commands& commands) {
  shell_ui(state, build_app_view(state), ui, commands);
}

}  // namespace datavault
