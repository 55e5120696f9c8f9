#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"

namespace datavault {

/// An entry of the admin menu. A page that joins adds one line in app_view.cpp, one in route.h.
struct MenuEntry {
  enum class Icon { overview, frameworks, tenants, distribute, jobs, settings };
  std::string label;
  Icon icon = Icon::overview;
  std::string href;
  bool selected = false;
  std::string section;
  int count = 0;
};

struct AppView {
  bool shows_login = true;
  Page page = Page::overview;
  WizardStep step = WizardStep::framework;
  std::vector<MenuEntry> menu;
  std::string user_name, user_detail;
  bool offline = false;
};

AppView build_app_view(const AppState& state);

}  // namespace datavault
