#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/company_view.h"
#include "web/views/job_view.h"
#include "web/views/template_view.h"

namespace datavault {

struct AdminLinkView {
  std::string company, email, path, ends;
};

/// A company made from a template: the form, what would be made, and what was.
struct ProvisionView {
  LoadView load;
  TemplateServer server;
  std::string title, subtitle, crumb, crumb_href;
  CompanyForm form;
  CompanyFormView fields;
  bool checks = false;    // the server is being asked
  bool is_ready = false;  // it can be made as the preview says
  std::string problem;    // that is at no field
  TemplateContentsView preview;
  std::vector<TemplateContentsView::Line> facts;
  bool sends = false, is_unanswered = false;
  std::string post_problem, make_label;

  // What became of it.
  bool is_done = false;  // a job was begun
  std::string company, tenant_href, job_href, another_path;
  JobView job;
  std::string failure;  // why the tenant was not made
  std::vector<TemplateFigure> figures;
  std::optional<AdminLinkView> link;
};

ProvisionView build_provision_view(const AppState& state);

}  // namespace datavault
