#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace datavault {

enum class Page {
  overview,
  frameworks,
  framework,
  framework_changes,  // between two versions
  framework_edit,     // of the next version
  tenants,
  tenant,
  tenant_copy,  // of a framework
  distribute,
  jobs,
  job,
  rollback,
  offline,
  approvals,
  approval,
  users,
  audit,
  templates,
  tenant_template,
  template_create,  // of a tenant
  template_update,  // a next version, of a tenant
  template_import,
  template_provision,  // one company
  template_bulk,       // many companies
  template_upgrade,
  own_frameworks,
  own_framework,
  own_values,
  account,
  welcome,
  settings,
  gallery,
  unknown
};
/// Whom a page is for.
enum class Audience { everybody, super_admins, company_users };
Audience audience_of(Page page);

/// The wizard's steps, in order.
enum class WizardStep { framework, tenants, strategy, preview, progress };
inline constexpr int kWizardStepCount = 5;

/// A place in the client. `id` is the framework's, the tenant's, the job's, the approval's or the
/// template's;
/// `framework` that of a tenant's copy.
struct Route {
  Page page = Page::overview;
  WizardStep step = WizardStep::framework;
  int64_t id = 0;
  int64_t framework = 0;
  std::map<std::string, std::string> query;

  int64_t query_integer(std::string_view key) const;
  std::string query_text(std::string_view key) const;
  bool operator==(const Route&) const = default;
};

/// "/frameworks/12?version=2" and back. Whatever is no place of ours is Page::unknown.
Route route_from(std::string_view path);
std::string path_of(const Route& route);

/// Short forms.
std::string framework_path(int64_t framework, int64_t version = 0, std::string_view field = {});
/// What changed between two versions; 0: the latest, and the one before the other.
std::string framework_changes_path(int64_t framework, int64_t from = 0, int64_t to = 0);
std::string framework_edit_path(int64_t framework);
std::string tenant_path(int64_t tenant);
std::string tenant_copy_path(int64_t tenant, int64_t framework);
std::string job_path(int64_t job);
std::string rollback_path(int64_t job);
std::string approval_path(int64_t approval);
/// `part`: "/provision", "/bulk", "/upgrade", "/update"; empty: its page.
std::string template_path(int64_t id, std::string_view part = {});
/// One of the company's own frameworks, with a field of it opened.
std::string own_framework_path(int64_t framework, std::string_view field = {});
std::string wizard_path(WizardStep step, int64_t job = 0);
/// A link of the page: "#" and the path.
std::string href(std::string_view path);

}  // namespace datavault
