#pragma once

#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/offline_view.h"

namespace datavault {

/// An entry of the menu. A page that joins adds one line in app_view.cpp, one in route.h.
struct MenuEntry {
  enum class Icon {
    overview,
    frameworks,
    tenants,
    templates,
    distribute,
    approvals,
    jobs,
    users,
    audit,
    values,
    offline,
    settings
  };
  std::string label;
  Icon icon = Icon::overview;
  std::string href;
  bool selected = false;
  std::string section;
  int count = 0;
};

struct AppView {
  bool is_for_others = false;  // the page is not for who is signed in
  Page page = Page::overview;
  WizardStep step = WizardStep::framework;
  std::vector<MenuEntry> menu;
  std::string user_name, user_detail;
  std::string impersonation;  // who stands in for whom; empty: nobody does
  bool update_ready = false;
  OfflineNotice offline;
  std::optional<Loss> lost_by_signing_out;
};

AppView build_app_view(const AppState& state);

}  // namespace datavault
