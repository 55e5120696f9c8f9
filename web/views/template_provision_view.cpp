#include "web/views/template_provision_view.h"

#include "core/base/text.h"
#include "web/views/words.h"

namespace datavault {
namespace {

bool is_place_of_form(const std::string& where, const CompanyNeeds& needs) {
  return name_of_place(where, needs) != where;
}

void add_provision_form(const AppState& state, const TemplateDetail& detail, ProvisionView& view) {
  const Provisioning& provisioning = state.templates.provisioning;
  const CompanyNeeds needs = detail.contents.needs();
  TakenByOthers taken;
  for (const Tenant& tenant : state.catalogue.companies.value) taken.slugs.insert(tenant.slug);
  FormProblems problems = check_company(provisioning.form, needs, taken);
  for (const Failure* failure : {&provisioning.preview.failure, &provisioning.post.failure}) {
    if (failure->message.empty()) continue;
    if (is_place_of_form(failure->where, needs))
      problems.emplace(failure->where, failure->message);
    else if (failure == &provisioning.preview.failure)
      view.problem = failure->message;
  }
  view.form = provisioning.form;
  view.fields =
      build_company_form_view(provisioning.form, needs, problems, provisioning.shows_missing);
  view.fields.template_industry = detail.summary.industry;
}

void add_provision_preview(const AppState& state, const TemplateDetail& detail,
                           ProvisionView& view) {
  const Provisioning& provisioning = state.templates.provisioning;
  view.checks = provisioning.preview.loading();
  view.is_ready = provisioning.preview.status == LoadStatus::ready;
  view.make_label = "Provision " + std::string(trim(provisioning.form.name));
  view.sends = provisioning.post.under_way();
  view.is_unanswered = provisioning.post.phase == OneTimePost::Phase::unanswered;
  view.post_problem = provisioning.post.failure.message;
  if (!view.is_ready) return;
  const CompanyPreview& preview = provisioning.preview.value;
  TemplateContents contents = preview.contents;
  contents.frameworks = detail.contents.frameworks;  // the server names them alone
  view.preview = build_contents_view(state, contents);
  view.facts = {{"Name", std::string(trim(provisioning.form.name))},
                {"Slug", preview.slug},
                {"Industry", preview.industry},
                {"First admin", provisioning.form.email}};
}

void add_provision_result(const AppState& state, int64_t job, ProvisionView& view) {
  const Provisioning& provisioning = state.templates.provisioning;
  view.is_done = true;
  view.job = build_job_view(state, job, {});
  view.job_href = href(job_path(job));
  view.another_path = template_path(state.route.id, "/provision");
  TenantId tenant = provisioning.job == job ? provisioning.tenant : TenantId{};
  view.company = provisioning.company;
  for (const JobTargetRow& row : view.job.rows) {
    tenant = row.id;
    if (view.company.empty()) view.company = row.name;
    view.failure = row.error;
  }
  // There is a page once there is a tenant.
  if (find_tenant(state, tenant) != nullptr) view.tenant_href = href(tenant_path(tenant.value));
  if (provisioning.job != job) return;
  view.figures = figures_of(provisioning.counts);
  if (!provisioning.link) return;
  const AdminLink& link = *provisioning.link;
  view.link = AdminLinkView{link.company, link.email, link.path, date_text(link.expires_at)};
}

}  // namespace

ProvisionView build_provision_view(const AppState& state) {
  ProvisionView view;
  const Templates& templates = state.templates;
  const int64_t id = state.route.id;
  view.title = "Provision a tenant";
  view.crumb = "Template";
  view.crumb_href = href(template_path(id));
  view.load.waiting = true;
  const auto page = templates.pages.find(id);
  if (page != templates.pages.end()) {
    const auto detail = page->second.details.find(0);
    if (detail != page->second.details.end()) view.load = load_view(detail->second);
  }
  view.server = template_server(state, view.load.has_value);
  const TemplateDetail* detail = find_template_detail(templates, id);
  if (detail == nullptr) return view;
  view.crumb = detail->summary.name;
  view.subtitle = "From version " + std::to_string(detail->version.number) + " of " +
                  detail->summary.name + ".";
  const int64_t job = state.route.query_integer("job");
  if (job != 0) {
    add_provision_result(state, job, view);
    return view;
  }
  add_provision_form(state, *detail, view);
  add_provision_preview(state, *detail, view);
  return view;
}

}  // namespace datavault
