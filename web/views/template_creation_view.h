#pragma once

#include <array>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/template_view.h"

namespace datavault {

enum class CreationStep { tenant, parts, preview, details };
inline constexpr int kCreationStepCount = 4;

struct TemplateCreationUi {
  std::string search;
  int first = 0;  // of the tenants' pages
};

struct CreationTenant {
  TenantId id;
  std::string name, industry;
  bool is_chosen = false;
};

struct CreationFramework {
  int64_t id = 0;
  std::string name, detail;
  bool is_taken = true;
};

/// A template, or the next version of one, from a tenant: step by step.
struct TemplateCreationView {
  TemplateServer server;
  CreationStep step = CreationStep::tenant;
  bool is_update = false;
  std::string title, subtitle;
  std::string crumb, crumb_href;
  std::array<std::string, kCreationStepCount> step_paths;
  std::string back_path, next_path, next_label;  // empty next path: it creates
  bool can_continue = false, busy = false;
  std::string why_not;
  LoadView tenants_load;
  std::vector<CreationTenant> tenants;  // that match
  TemplateDraft draft;
  std::string tenant_name;
  LoadView frameworks_load;
  std::vector<CreationFramework> frameworks;
  LoadView preview_load;
  std::vector<TemplateFigure> figures;
  TemplateContentsView contents;
  std::string unchanged;  // there is nothing new; empty: there is
  std::string problem, name_error, description_error, industry_error;
};

TemplateCreationView build_template_creation_view(const AppState& state,
                                                  const TemplateCreationUi& ui);
}  // namespace datavault
