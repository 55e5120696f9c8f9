#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/template_view.h"
#include "web/views/users_view.h"

namespace datavault {

struct TemplateCard {
  int64_t id = 0;
  std::string name, description, href;
  std::string industry, contents;  // "2 frameworks · 8 entities"
  std::string usage;               // "12 tenants"
  std::string behind;              // "3 behind"; empty: none
  bool is_builtin = false, is_private = false;
};

/// The gallery.
struct TemplatesView {
  LoadView load;
  TemplateServer server;
  std::string search;
  FilterView industry, origin, access;
  bool is_filtered = false;
  std::string shown;  // "3 of 8 templates"; empty: all are
  std::vector<TemplateCard> cards;
};

TemplatesView build_templates_view(const AppState& state);

}  // namespace datavault
