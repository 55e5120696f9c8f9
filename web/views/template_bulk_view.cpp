#include "web/views/template_bulk_view.h"

#include "core/base/text.h"
#include "core/codec/csv.h"
#include "web/platform/intl.h"
#include "web/views/words.h"

namespace datavault {
namespace {

std::string parameters_text(const CompanyForm& form, const CompanyNeeds& needs) {
  std::string text;
  for (const TemplateParameter& parameter : needs.parameters) {
    const auto given = form.parameters.find(parameter.name);
    if (given == form.parameters.end() || given->second.empty()) continue;
    if (!text.empty()) text += " · ";
    text += given->second;
  }
  return text;
}

/// The first of them, and how many more there are.
std::string problems_text(const FormProblems& problems, const CompanyNeeds& needs) {
  if (problems.empty()) return {};
  const auto& [place, message] = *problems.begin();
  std::string text = place.empty() ? message : name_of_place(place, needs) + ": " + message;
  if (problems.size() > 1) {
    text += " And " + platform::format_count(static_cast<int64_t>(problems.size()) - 1) + " more.";
  }
  return text;
}

void add_bulk_rows(const BulkProvisioning& bulk, const CompanyNeeds& needs, const BulkUi& ui,
                   BulkView& view) {
  for (size_t i = 0; i < bulk.rows.size(); ++i) {
    const BulkRow& row = bulk.rows[i];
    const CompanyForm& form = row.form;
    view.has_industry = view.has_industry || !form.industry.empty();
    CompanyRow line{i,
                    form.name,
                    row.slug.empty() ? "from the name" : row.slug,
                    form.industry,
                    form.email,
                    parameters_text(form, needs),
                    problems_text(row.problems, needs)};
    view.has_parameters = view.has_parameters || !line.parameters.empty();
    view.wrong += line.problem.empty() ? 0 : 1;
    if (ui.only_problems && line.problem.empty()) continue;
    if (matches(form.name + " " + form.slug + " " + form.email, ui.search)) {
      view.rows.push_back(std::move(line));
    }
  }
  view.total = bulk.rows.size();
}

void add_bulk_remarks(const BulkProvisioning& bulk, BulkView& view) {
  if (!bulk.has_header) {
    view.remarks.push_back("The table has no header: its columns were taken as " + view.columns +
                           ".");
  }
  if (!bulk.ignored.empty()) {
    view.remarks.push_back(
        "Left out, as the template does not know them: " + first_few(bulk.ignored) + ".");
  }
}

void add_bulk_way(const BulkProvisioning& bulk, BulkView& view) {
  const auto total = static_cast<int64_t>(view.total), wrong = static_cast<int64_t>(view.wrong);
  const std::string companies = counted(total, "company", "companies");
  view.status = companies;
  if (wrong > 0) {
    view.status += ", " + platform::format_count(wrong) + (wrong == 1 ? " is wrong" : " are wrong");
  } else if (bulk.is_checked) {
    view.status += ", all can be made";
  }
  view.checks = bulk.check.sending();
  view.is_checked = bulk.is_checked;
  view.can_check = total > 0 && !bulk.is_checked;
  view.can_make = bulk.is_checked && wrong == 0;
  view.make_label = "Provision " + companies;
  view.problem = bulk.check.failure.message;
  view.sends = bulk.post.under_way();
  view.is_unanswered = bulk.post.phase == OneTimePost::Phase::unanswered;
  view.post_problem = bulk.post.failure.message;
}

void add_opened_row(const BulkProvisioning& bulk, const CompanyNeeds& needs, const BulkUi& ui,
                    const AppState& state, BulkView& view) {
  if (!ui.opened) return;
  FormProblems problems;
  TakenByOthers taken;
  for (const Tenant& tenant : state.catalogue.companies.value) taken.slugs.insert(tenant.slug);
  const bool is_there = *ui.opened < bulk.rows.size();
  // What the server said holds as long as the row is as it was.
  if (is_there && company_to_json(bulk.rows[*ui.opened].form) == company_to_json(ui.form))
    problems = bulk.rows[*ui.opened].problems;
  else
    problems = check_company(ui.form, needs, taken);
  view.fields = build_company_form_view(ui.form, needs, problems, is_there);
}

}  // namespace

BulkView build_bulk_view(const AppState& state, const BulkUi& ui) {
  BulkView view;
  const Templates& templates = state.templates;
  const BulkProvisioning& bulk = templates.bulk;
  const int64_t id = state.route.id;
  view.title = "Provision many tenants";
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
                  detail->summary.name + ", as one job.";
  const int64_t job = state.route.query_integer("job");
  if (job != 0) {
    view.is_done = true;
    view.job = build_job_view(state, job, ui.job);
    view.job_href = href(job_path(job));
    view.links = bulk.job == job ? bulk.links.size() : 0;
    return view;
  }
  const CompanyNeeds needs = detail->contents.needs();
  for (const std::string& title : column_titles(needs)) {
    view.columns += (view.columns.empty() ? "" : ", ") + title;
  }
  view.table_problem = bulk.table_problem;
  add_bulk_rows(bulk, needs, ui, view);
  add_bulk_remarks(bulk, view);
  add_bulk_way(bulk, view);
  add_opened_row(bulk, needs, ui, state, view);
  view.fields.template_industry = detail->summary.industry;
  return view;
}

std::string links_csv(const std::vector<AdminLink>& links, const std::string& origin) {
  std::vector<std::vector<std::string>> rows{{"Company", "E-mail", "Link", "Works until"}};
  for (const AdminLink& link : links) {
    rows.push_back({link.company, link.email, origin + link.path, link.expires_at});
  }
  return csv_write(rows);
}

}  // namespace datavault
