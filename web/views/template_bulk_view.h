#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/company_view.h"
#include "web/views/job_view.h"
#include "web/views/template_view.h"

namespace datavault {

struct BulkUi {
  int64_t template_id = 0;  // the rest belongs to this one
  std::string text;         // to be read
  std::string search;
  bool only_problems = false;
  std::optional<size_t> opened;  // the row that is being edited; behind the last: a further one
  CompanyForm form;              // of that row
  JobUi job;
};

struct CompanyRow {
  size_t index = 0;
  std::string name, slug, industry, email, parameters;
  std::string problem;  // "Slug: there is a company..."; empty: none
};

/// Many companies made from a template: the table, what is wrong with it, and what was made.
struct BulkView {
  LoadView load;
  TemplateServer server;
  std::string title, subtitle, crumb, crumb_href;
  std::string columns;  // "Company name, Slug, ..."
  std::string table_problem;
  std::vector<CompanyRow> rows;  // that match
  size_t total = 0, wrong = 0;
  std::string status;  // "24 companies, 2 of them wrong"
  std::vector<std::string> remarks;
  bool has_industry = false, has_parameters = false;
  bool is_checked = false, checks = false, can_check = false, can_make = false;
  std::string problem;  // of all of it
  bool sends = false, is_unanswered = false;
  std::string post_problem, make_label;
  // The row that is opened.
  CompanyFormView fields;
  CompanyForm opened_form;

  // What became of it.
  bool is_done = false;
  JobView job;
  std::string job_href;
  size_t links = 0;
};

BulkView build_bulk_view(const AppState& state, const BulkUi& ui);

/// The one-time links as CSV with a header. `origin`: "https://vault.example".
std::string links_csv(const std::vector<AdminLink>& links, const std::string& origin);

}  // namespace datavault
