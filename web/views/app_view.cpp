#include "web/views/app_view.h"

#include "web/views/words.h"

namespace datavault {
namespace {

bool is_selected(Page page, Page shown) {
  switch (page) {
    case Page::frameworks:
      return shown == page || shown == Page::framework || shown == Page::framework_changes ||
             shown == Page::framework_edit;
    case Page::tenants:
      return shown == page || shown == Page::tenant || shown == Page::tenant_copy;
    case Page::templates:
      return shown >= page && shown <= Page::template_upgrade;
    case Page::jobs:
      return shown == page || shown == Page::job || shown == Page::rollback;
    case Page::approvals:
      return shown == page || shown == Page::approval;
    case Page::own_frameworks:
      return shown == page || shown == Page::own_framework;
    default:
      return page == shown;
  }
}

int running_jobs(const AppState& state) {
  int running = 0;
  for (const Job& job : state.jobs.list.value) running += job.finished() ? 0 : 1;
  return running;
}

int waiting_approvals(const AppState& state) {
  int waiting = 0;
  for (const Approval& approval : state.approvals.list.value) {
    waiting += approval.status == ApprovalStatus::pending ? 1 : 0;
  }
  return waiting;
}

int count_of(const AppState& state, Page page) {
  if (page == Page::jobs) return running_jobs(state);
  if (page == Page::approvals) return waiting_approvals(state);
  return page == Page::offline ? static_cast<int>(state.queue.items.size()) : 0;
}

/// Approvals show where they are wanted, and where there are some left from when they were.
bool is_wanted(const AppState& state, Page page) {
  if (!may_see(state, page)) return false;
  return page != Page::approvals || state.session.needs_approval ||
         state.route.page == Page::approvals || !state.approvals.list.value.empty();
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
      {"Templates", Icon::templates, Page::templates, "/templates", "Catalogue"},
      {"Distribute", Icon::distribute, Page::distribute, "/distribute", "Synchronisation"},
      {"Approvals", Icon::approvals, Page::approvals, "/approvals", "Synchronisation"},
      {"Jobs", Icon::jobs, Page::jobs, "/jobs", "Synchronisation"},
      {"Offline", Icon::offline, Page::offline, "/offline", "Synchronisation"},
      {"Users", Icon::users, Page::users, "/users", "Administration"},
      {"Audit", Icon::audit, Page::audit, "/audit", "Administration"},
      {"Frameworks", Icon::frameworks, Page::own_frameworks, "/own/frameworks", "Reporting"},
      {"Values", Icon::values, Page::own_values, "/own/values", "Reporting"},
      {"Settings", Icon::settings, Page::settings, "/settings", "This browser"},
  };
  std::vector<MenuEntry> menu;
  for (const Line& line : kLines) {
    if (!is_wanted(state, line.page)) continue;
    menu.push_back({line.label, line.icon, href(line.path),
                    is_selected(line.page, state.route.page), line.section,
                    count_of(state, line.page)});
  }
  return menu;
}

std::string user_detail(const Session& session) {
  const User& user = *session.user;
  std::string detail(name_of(user.role));
  if (!session.company.empty()) detail += " · " + session.company;
  return user.name == user.email ? detail : user.email + " · " + detail;
}

/// "super@demo.test, in the place of user@acme.test (Acme)".
void add_impersonation(const Session& session, AppView& view) {
  if (!session.impersonator) return;
  view.impersonation =
      "You are " + session.impersonator->email + ", standing in for " + session.user->email;
  if (!session.company.empty()) view.impersonation += " of " + session.company;
  view.impersonation += ".";
}

}  // namespace

AppView build_app_view(const AppState& state) {
  AppView view;
  view.page = state.route.page;
  view.step = state.route.step;
  view.update_ready = state.update_ready;
  view.offline = build_offline_notice(state);
  view.lost_by_signing_out = lost_by_signing_out(state);
  view.is_for_others = !may_see(state, state.route.page);
  view.menu = menu_of(state);
  if (!state.session.user) return view;
  view.user_name = state.session.user->name;
  view.user_detail = user_detail(state.session);
  add_impersonation(state.session, view);
  return view;
}

}  // namespace datavault
