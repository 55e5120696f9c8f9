#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/template_contents_view.h"

namespace datavault {

/// Templates are the server's: without it there is only what is shown already.
struct TemplateServer {
  bool is_reachable = true;
  bool is_here = true;  // false: nobody answers, and there is nothing to show
};
TemplateServer template_server(const AppState& state, bool has_value);

struct TemplateUi {
  int64_t template_id = 0;
  int tab = 0;  // contents, versions, tenants
  std::string search;
  std::string name, description, industry;  // of the form
  bool is_public = true;
  bool is_filled = false;  // the form has the template's own
};

struct TemplateVersionLine {
  int64_t number = 0;
  std::string title, detail, notes, contents, href;
  bool is_latest = false, is_shown = false;
};

struct TemplateTenantRow {
  std::string name, slug, version, by, at, href;
  bool is_behind = false;
};

/// The page of a template.
struct TemplateView {
  LoadView load, versions_load, tenants_load;
  TemplateServer server;
  int64_t id = 0, shown_version = 0, latest_version = 0;
  bool is_found = true;
  std::string name, description, industry, origin;  // "Built in", "Made by super@demo.test"
  bool is_public = true, is_builtin = false;
  std::vector<TemplateFigure> figures;
  TemplateContentsView contents;
  bool has_contents = false;
  std::vector<TemplateVersionLine> versions;
  std::vector<TemplateTenantRow> tenants;
  int64_t usage = 0, behind = 0;
  bool exports = false;
  // The dialogs.
  TemplateForm form = TemplateForm::none;
  bool busy = false, can_send = false;
  std::string problem, name_error, description_error, industry_error;
  std::string loss;      // what deleting takes away
  std::string why_kept;  // why it cannot be deleted; empty: it can
};

TemplateView build_template_view(const AppState& state, const TemplateUi& ui);

}  // namespace datavault
