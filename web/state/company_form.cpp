#include "web/state/company_form.h"

#include <algorithm>
#include <optional>

#include "core/base/text.h"
#include "core/codec/csv.h"
#include "core/template/names.h"
#include "core/template/parameters.h"
#include "core/template/settings.h"
#include "web/state/json_get.h"

namespace datavault {
namespace {

bool is_slug_char(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

std::string slug_problem(const std::string& slug) {
  if (slug.empty()) return {};
  if (slug.size() > 100 || !std::all_of(slug.begin(), slug.end(), is_slug_char)) {
    return "Use small letters a to z, digits and dashes, at most 100 of them.";
  }
  if (slug.front() == '-' || slug.back() == '-' || slug.find("--") != std::string::npos) {
    return "A slug has single dashes, and none at its ends.";
  }
  return {};
}

std::string email_problem(const std::string& email) {
  if (email.empty()) return {};
  const size_t at = email.find('@');
  const bool is_plain = std::none_of(email.begin(), email.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7F ||
           std::string_view(",;<>\"").find(c) != std::string_view::npos;
  });
  const bool good =
      at != std::string::npos && at > 0 && at + 1 < email.size() && email.size() <= 254 && is_plain;
  return good ? std::string() : "This is not an e-mail address.";
}

std::string parameter_place(std::string_view name) { return "parameters, " + std::string(name); }

void note(FormProblems& problems, const std::string& place, const std::string& problem) {
  if (!problem.empty()) problems.emplace(place, problem);
}

/// The values of the form with what stands in for those that are missing.
ParameterValues values_of(const CompanyForm& form, const CompanyNeeds& needs) {
  ParameterValues values = {{"company_name", std::string(trim(form.name))},
                            {"company_slug", form.slug},
                            {"industry", form.industry}};
  for (const TemplateParameter& parameter : needs.parameters) {
    const auto given = form.parameters.find(parameter.name);
    if (given != form.parameters.end() && !given->second.empty())
      values[parameter.name] = given->second;
    else if (parameter.fallback)
      values[parameter.name] = *parameter.fallback;
  }
  return values;
}

void check_parameters(const CompanyForm& form, const CompanyNeeds& needs, FormProblems& problems) {
  const ParameterValues values = values_of(form, needs);
  for (const TemplateParameter& parameter : needs.parameters) {
    const auto value = values.find(parameter.name);
    if (value == values.end()) {
      note(problems, parameter_place(parameter.name), "The template needs this.");
    } else if (auto good = check_plain_text(value->second); !good) {
      note(problems, parameter_place(parameter.name), good.error().message);
    }
  }
  // What a setting would come to says whether a parameter in it is good.
  for (const auto& [setting, text] : needs.settings) {
    const auto names = parameters_in(text);
    if (!names || names->empty() || is_given_parameter(names->back())) continue;
    const auto value = replace_parameters(text, values);
    if (!value) continue;
    if (auto good = checked_setting(setting, *value); !good) {
      note(problems, parameter_place(names->back()), good.error().message);
    }
  }
}

/// "company_name", or the name of a parameter; empty: not known.
std::string column_from(std::string_view title, const CompanyNeeds& needs) {
  std::string name = to_lower_ascii(trim(title));
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  struct Known {
    std::string_view title, column;
  };
  constexpr Known kKnown[] = {{"company_name", "company_name"}, {"company", "company_name"},
                              {"name", "company_name"},         {"company_slug", "company_slug"},
                              {"slug", "company_slug"},         {"industry", "industry"},
                              {"admin_email", "admin_email"},   {"admin_e_mail", "admin_email"},
                              {"email", "admin_email"},         {"e_mail", "admin_email"}};
  for (const Known& known : kKnown) {
    if (known.title == name) return std::string(known.column);
  }
  for (const TemplateParameter& parameter : needs.parameters) {
    const bool fits = parameter.name == name ||
                      to_lower_ascii(trim(parameter.label)) == to_lower_ascii(trim(title));
    if (fits) return parameter.name;
  }
  return {};
}

std::vector<std::string> columns_in_order(const CompanyNeeds& needs) {
  std::vector<std::string> columns{"company_name", "company_slug", "industry", "admin_email"};
  for (const TemplateParameter& parameter : needs.parameters) columns.push_back(parameter.name);
  return columns;
}

void set_column(CompanyForm& form, const std::string& column, std::string value) {
  if (column == "company_name")
    form.name = std::move(value);
  else if (column == "company_slug")
    form.slug = std::move(value);
  else if (column == "industry")
    form.industry = std::move(value);
  else if (column == "admin_email")
    form.email = std::move(value);
  else if (!column.empty() && !value.empty())
    form.parameters[column] = std::move(value);
}

}  // namespace

std::string suggested_slug(std::string_view name, const std::set<std::string>& taken) {
  if (trim(name).empty()) return {};
  std::string base;
  for (const char c : slug_of(name)) {
    if (is_slug_char(c) && !(c == '-' && (base.empty() || base.back() == '-'))) base += c;
  }
  while (!base.empty() && base.back() == '-') base.pop_back();
  if (base.empty()) base = "company";
  std::string slug = base;
  for (int n = 2; taken.contains(slug); ++n) slug = base + "-" + std::to_string(n);
  return slug;
}

CompanyForm with_suggested_slug(const CompanyForm& before, CompanyForm after,
                                const std::set<std::string>& taken) {
  const bool is_suggested =
      before.slug.empty() || before.slug == suggested_slug(before.name, taken);
  if (is_suggested && after.slug == before.slug && after.name != before.name) {
    after.slug = suggested_slug(after.name, taken);
  }
  return after;
}

FormProblems check_company(const CompanyForm& form, const CompanyNeeds& needs,
                           const TakenByOthers& taken) {
  FormProblems problems;
  if (auto good = check_plain_name(form.name); !good) {
    note(problems, "company_name", good.error().message);
  }
  note(problems, "company_slug", slug_problem(form.slug));
  if (taken.slugs.contains(form.slug)) {
    note(problems, "company_slug",
         "There is a company with the slug \"" + form.slug + "\" already.");
  }
  if (auto good = industry_from_text(form.industry); !good) {
    note(problems, "industry", good.error().message);
  }
  note(problems, "admin_email", email_problem(form.email));
  if (taken.emails.contains(to_lower_ascii(form.email))) {
    note(problems, "admin_email", "This address stands in another row.");
  }
  check_parameters(form, needs, problems);
  return problems;
}

Json company_to_json(const CompanyForm& form) {
  Json json = {{"company_name", std::string(trim(form.name))}};
  if (!form.slug.empty()) json["company_slug"] = form.slug;
  if (!form.industry.empty()) json["industry"] = form.industry;
  if (!form.email.empty()) json["admin_email"] = form.email;
  for (const auto& [name, value] : form.parameters) {
    if (!value.empty()) json["parameters"][name] = value;
  }
  return json;
}

CompanyForm company_from_json(const Json& json) {
  CompanyForm form{text_at(json, "company_name"),
                   text_at(json, "company_slug"),
                   text_at(json, "industry"),
                   text_at(json, "admin_email"),
                   {}};
  const Json& parameters = member_at(json, "parameters");
  if (!parameters.is_object()) return form;
  for (const auto& [name, value] : parameters.items()) {
    if (value.is_string()) form.parameters[name] = value.get<std::string>();
  }
  return form;
}

CompanyTable read_company_table(std::string_view text, const CompanyNeeds& needs) {
  CompanyTable table;
  auto csv = read_csv(text);
  if (!csv) {
    table.problem = csv.error().message + " (" + csv.error().where + ")";
    return table;
  }
  std::vector<CsvRecord>& records = csv->records;
  if (records.empty()) {
    table.problem = "There is nothing in it.";
    return table;
  }
  std::vector<std::string> columns;
  for (const std::string& title : records.front().cells) {
    columns.push_back(column_from(title, needs));
    table.has_header = table.has_header || !columns.back().empty();
  }
  if (table.has_header) {
    for (size_t i = 0; i < columns.size(); ++i) {
      const std::string title(trim(records.front().cells[i]));
      if (columns[i].empty() && !title.empty()) table.ignored.push_back(title);
    }
    records.erase(records.begin());
    if (std::find(columns.begin(), columns.end(), "company_name") == columns.end()) {
      table.problem = "There is no column \"Company name\" in it.";
      return table;
    }
  } else {
    columns = columns_in_order(needs);
  }
  if (records.size() > kMostCompanies) {
    table.problem = "At most 10,000 companies can be made at once.";
    return table;
  }
  for (const CsvRecord& record : records) {
    CompanyForm form;
    for (size_t i = 0; i < record.cells.size() && i < columns.size(); ++i) {
      set_column(form, columns[i], std::string(trim(record.cells[i])));
    }
    table.rows.push_back(std::move(form));
  }
  if (table.rows.empty()) table.problem = "There is no company below the header.";
  return table;
}

std::vector<std::string> column_titles(const CompanyNeeds& needs) {
  std::vector<std::string> titles{"Company name", "Slug", "Industry", "Admin e-mail"};
  for (const TemplateParameter& parameter : needs.parameters) titles.push_back(parameter.label);
  return titles;
}

}  // namespace datavault
