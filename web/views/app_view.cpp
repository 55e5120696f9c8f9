#include "web/views/app_view.h"

namespace datavault {
namespace {

bool is_selected(Page page, Page shown) {
  if (page == Page::frameworks) {
    return shown == Page::frameworks || shown == Page::framework ||
           shown == Page::framework_changes || shown == Page::framework_edit;
  }
  if (page == Page::tenants) {
    return shown == Page::tenants || shown == Page::tenant || shown == Page::tenant_copy;
  }
  if (page == Page::jobs) {
    return shown == Page::jobs || shown == Page::job || shown == Page::rollback;
  }
  return page == shown;
}

int running_jobs(const AppState& state) {
  int running = 0;
  for (const Job& job : state.jobs.list.value) running += job.finished() ? 0 : 1;
  return running;
}

std::vector<MenuEntry> menu_of(const AppState& state) {
  using Icon = MenuEntry::Icon;
  struct Line {
    const char* label;
    Icon icon;
    Page page;
    const char* path;
    const char* section;
  };
  constexpr Line kLines[] = {
      {"Overview", Icon::overview, Page::overview, "/overview", ""},
      {"Frameworks", Icon::frameworks, Page::frameworks, "/frameworks", "Catalogue"},
      {"Tenants", Icon::tenants, Page::tenants, "/tenants", "Catalogue"},
      {"Distribute", Icon::distribute, Page::distribute, "/distribute", "Synchronisation"},
      {"Jobs", Icon::jobs, Page::jobs, "/jobs", "Synchronisation"},
      {"Settings", Icon::settings, Page::settings, "/settings", "This browser"},
  };
  std::vector<MenuEntry> menu;
  for (const Line& line : kLines) {
    const int count = line.page == Page::jobs ? running_jobs(state) : 0;
    menu.push_back({line.label, line.icon, href(line.path),
                    is_selected(line.page, state.route.page), line.section, count});
  }
  return menu;
}

std::string role_name(const std::string& role) {
  if (role == "SUPER_ADMIN") return "Super admin";
  if (role == "ADMIN") return "Admin";
  return role == "USER" ? "User" : role;
}

}  // namespace

AppView build_app_view(const AppState& state) {
  AppView view;
  view.shows_login = !state.session.signed_in();
  view.page = state.route.page;
  view.step = state.route.step;
  view.offline = state.connection.offline();
  view.menu = menu_of(state);
  if (!state.session.user) return view;
  const User& user = *state.session.user;
  view.user_name = user.name;
  view.user_detail =
      user.name == user.email ? role_name(user.role) : user.email + " · " + role_name(user.role);
  return view;
}

}  // namespace datavault
