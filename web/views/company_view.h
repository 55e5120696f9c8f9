#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"

namespace datavault {

/// The form of one company, alone or as a row of a table.
struct CompanyFormView {
  struct Parameter {
    std::string name, label, fallback, error;
    bool is_required = false;
  };
  std::string name_error, slug_error, industry_error, email_error;
  std::vector<Parameter> parameters;
  std::string template_industry;  // that a company gets which says none
};

/// `shows_missing`: what is empty and must not be is said.
CompanyFormView build_company_form_view(const CompanyForm& form, const CompanyNeeds& needs,
                                        const FormProblems& problems, bool shows_missing);

/// A problem's place for people: "Slug", "Country".
std::string name_of_place(const std::string& place, const CompanyNeeds& needs);

}  // namespace datavault
