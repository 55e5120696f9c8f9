#include "web/state/parts.h"

namespace datavault {
namespace {

void enter_overview(Step& step) {
  load_frameworks(step);
  load_companies(step);
  load_jobs(step);
  load_fleet(step);
  load_recent_changes(step);
}

/// The versions that are compared: those named, else the latest and the one before it.
void enter_changes(Step& step) {
  const Route& route = step.state.route;
  load_frameworks(step);
  load_versions(step, route.id);
  load_compared(step);
}

void enter_tenants(Step& step) {
  load_companies(step);
  load_tenant_fleet(step);
}

void enter_framework(Step& step) {
  const Route& route = step.state.route;
  load_frameworks(step);
  load_versions(step, route.id);
  load_detail(step, route.id, route.query_integer("version"));
  if (!step.state.catalogue.companies.has_value) load_companies(step);
  // Those that are shown may be older than the job that was just looked at.
  if (step.state.remembered.framework == route.id) apply(step, LoadRemembered{route.id});
}

/// Job records name tenants, frameworks and templates by id.
void load_names(Step& step) {
  if (!step.state.templates.list.has_value) load_templates(step);
  if (!step.state.catalogue.frameworks.has_value) load_frameworks(step);
  if (!step.state.catalogue.companies.has_value) load_companies(step);
}

void enter_jobs(Step& step) {
  load_names(step);
  load_jobs(step);
}

void enter_job(Step& step) {
  load_names(step);
  load_job(step, step.state.route.id);
}

void enter_distribute(Step& step) {
  if (step.state.route.step == WizardStep::progress) return enter_job(step);
  enter_wizard(step);
}

void enter_approvals(Step& step) {
  load_names(step);
  load_approvals(step);
}

/// What has its own page is forgotten with it: secrets that are shown once.
void leave_page(Step& step) {
  if (!step.state.account.made_token.empty() || !step.state.account.recovery_codes.empty()) {
    apply(step, ShowAccountForm{});
  }
  if (step.state.users.link) apply(step, ShowUserForm{});
  forget_links(step);
}

}  // namespace

bool may_see(const AppState& state, Page page) {
  switch (audience_of(page)) {
    case Audience::super_admins:
      return state.session.is_super_admin();
    case Audience::company_users:
      return state.session.signed_in() && !state.session.is_super_admin();
    case Audience::everybody:
      break;
  }
  return true;
}

void enter_page(Step& step) {
  if (step.state.route.page == Page::welcome) return enter_welcome(step);
  if (!step.state.session.signed_in()) return;
  const Route& route = step.state.route;
  if (!may_see(step.state, route.page)) {
    // Where one arrives is not a page that one chose.
    if (route.page == Page::overview) step.requests.push_back(Navigate{"/own/frameworks", true});
    return;
  }
  switch (route.page) {
    case Page::overview:
      return enter_overview(step);
    case Page::frameworks:
      return load_frameworks(step);
    case Page::framework:
      return enter_framework(step);
    case Page::framework_changes:
      return enter_changes(step);
    case Page::framework_edit:
      return enter_version_editor(step);
    case Page::tenants:
      return enter_tenants(step);
    case Page::tenant:
      return enter_tenant(step);
    case Page::tenant_copy:
      return enter_copy(step);
    case Page::distribute:
      return enter_distribute(step);
    case Page::jobs:
      return enter_jobs(step);
    case Page::job:
      return enter_job(step);
    case Page::rollback:
      enter_job(step);
      return enter_rollback(step);
    case Page::offline:
      return refresh_lists(step);
    case Page::approvals:
      return enter_approvals(step);
    case Page::approval:
      load_names(step);
      return enter_approval(step);
    case Page::users:
      return enter_users(step);
    case Page::audit:
      return enter_audit(step);
    case Page::templates:
      return load_templates(step);
    case Page::tenant_template:
      return enter_template(step);
    case Page::template_create:
    case Page::template_update:
      return enter_creation(step);
    case Page::template_provision:
      return enter_provisioning(step);
    case Page::template_bulk:
      return enter_bulk(step);
    case Page::template_upgrade:
      return enter_template_upgrade(step);
    case Page::account:
      return enter_account(step);
    case Page::own_frameworks:
      return load_own_frameworks(step);
    case Page::own_framework:
      return enter_own_framework(step);
    case Page::own_values:
      return enter_own_values(step);
    case Page::welcome:
    case Page::template_import:
    case Page::settings:
    case Page::gallery:
    case Page::unknown:
      return;
  }
}

void apply(Step& step, const RouteOpened& command) {
  const Route route = route_from(command.path);
  if (route.page != step.state.route.page) leave_page(step);
  step.state.route = route;
  enter_page(step);
  advance_queue(step);  // what was being looked at may go now
}

void apply(Step& step, const Reload&) { enter_page(step); }

void apply(Step& step, const OpenPalette&) {
  if (!step.state.session.is_super_admin()) return;  // others may not ask
  load_names(step);
  if (!step.state.jobs.list.has_value) load_jobs(step);
  if (!step.state.templates.list.has_value) load_templates(step);
}

}  // namespace datavault
