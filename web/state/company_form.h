#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/template/setup.h"

namespace datavault {

/// A company that is to be made from a template, as it was typed.
struct CompanyForm {
  std::string name, slug, industry, email;  // of its first admin; the last three may be empty
  std::map<std::string, std::string> parameters;
  bool operator==(const CompanyForm&) const = default;
};

/// What a template asks of a company.
struct CompanyNeeds {
  std::vector<TemplateParameter> parameters;
  std::map<std::string, std::string> settings;  // with parameters in their values
};

/// What other companies have already.
struct TakenByOthers {
  std::set<std::string> slugs, emails;
};

/// What is wrong with a form, by the place as the server names it: "company_name", "company_slug",
/// "industry", "admin_email", "parameters, country". Empty: nothing that can be seen from here.
using FormProblems = std::map<std::string, std::string>;

/// "acme-energy" of "Acme Energy"; the first of "-2", "-3"... that is free. Empty of an empty name.
std::string suggested_slug(std::string_view name, const std::set<std::string>& taken);

/// The form after an edit: a slug that was suggested follows the name.
CompanyForm with_suggested_slug(const CompanyForm& before, CompanyForm after,
                                const std::set<std::string>& taken);

/// Checks what the server will check, as far as it can be known here.
FormProblems check_company(const CompanyForm& form, const CompanyNeeds& needs,
                           const TakenByOthers& taken);

/// As the server takes it; what is empty is left out.
Json company_to_json(const CompanyForm& form);
/// As a draft keeps it.
CompanyForm company_from_json(const Json& json);

inline constexpr size_t kMostCompanies = 10000;

/// A table of companies, as spreadsheets give it.
struct CompanyTable {
  std::vector<CompanyForm> rows;
  bool has_header = false;           // else the columns are taken in the order of column_titles()
  std::vector<std::string> ignored;  // columns that mean nothing here
  std::string problem;               // why it cannot be read; empty: it can
};

/// Reads CSV, or cells between tabs. Columns have the titles of column_titles(), the names on the
/// wire, or the name or label of a parameter, in any letter case and order.
CompanyTable read_company_table(std::string_view text, const CompanyNeeds& needs);

/// "Company name", "Slug", "Industry", "Admin e-mail", and the labels of parameters.
std::vector<std::string> column_titles(const CompanyNeeds& needs);

}  // namespace datavault
