#include "web/views/company_view.h"

#include "core/base/text.h"

namespace datavault {

CompanyFormView build_company_form_view(const CompanyForm& form, const CompanyNeeds& needs,
                                        const FormProblems& problems, bool shows_missing) {
  const auto problem_at = [&](const std::string& place, bool is_empty) {
    const auto found = problems.find(place);
    const bool is_said = found != problems.end() && (shows_missing || !is_empty);
    return is_said ? found->second : std::string();
  };
  CompanyFormView view;
  view.name_error = problem_at("company_name", trim(form.name).empty());
  view.slug_error = problem_at("company_slug", false);
  view.industry_error = problem_at("industry", false);
  view.email_error = problem_at("admin_email", false);
  for (const TemplateParameter& parameter : needs.parameters) {
    const auto given = form.parameters.find(parameter.name);
    const bool is_empty = given == form.parameters.end() || given->second.empty();
    CompanyFormView::Parameter line;
    line.name = parameter.name;
    line.label = parameter.label;
    line.fallback = parameter.fallback.value_or("");
    line.is_required = !parameter.fallback;
    line.error = problem_at("parameters, " + parameter.name, is_empty);
    view.parameters.push_back(std::move(line));
  }
  return view;
}

std::string name_of_place(const std::string& place, const CompanyNeeds& needs) {
  if (place == "company_name") return "Company name";
  if (place == "company_slug") return "Slug";
  if (place == "industry") return "Industry";
  if (place == "admin_email") return "Admin e-mail";
  for (const TemplateParameter& parameter : needs.parameters) {
    if (place == "parameters, " + parameter.name) return parameter.label;
  }
  return place;
}

}  // namespace datavault
