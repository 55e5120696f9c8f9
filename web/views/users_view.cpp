#include "web/views/users_view.h"

#include "web/platform/intl.h"

namespace datavault {
namespace {

std::string company_name(const AppState& state, TenantId company) {
  for (const Tenant& tenant : state.catalogue.companies.value) {
    if (tenant.id == company) return tenant.name;
  }
  return company.value == 0 ? std::string() : "Company " + std::to_string(company.value);
}

/// What a super admin can do; with the own account the account page does more.
std::vector<UserChoice> choices_for(const User& user, const Session& session) {
  std::vector<UserChoice> choices;
  if (session.user && session.user->id == user.id) return choices;
  const bool is_companys = user.role != UserRole::super_admin;
  if (is_companys && user.is_active) choices.push_back({UserForm::impersonate, "Stand in for…"});
  if (is_companys) {
    choices.push_back(
        {UserForm::role, user.role == UserRole::admin ? "Make a user…" : "Make an admin…"});
  }
  choices.push_back({UserForm::reset, "New sign-in link…"});
  choices.push_back({UserForm::end_sessions, "End sessions…"});
  if (user.is_active)
    choices.push_back({UserForm::deactivate, "Deactivate…", true});
  else
    choices.push_back({UserForm::activate, "Activate…"});
  return choices;
}

UserRow user_row(const AppState& state, const User& user) {
  UserRow row;
  row.user = user;
  row.email = user.email;
  row.role = name_of(user.role);
  row.company = company_name(state, user.company);
  row.state = !user.is_active ? "Inactive" : user.has_password ? "Active" : "Invited";
  row.tone = !user.is_active ? Tone::neutral : user.has_password ? Tone::success : Tone::accent;
  row.security = user.has_second_factor ? "Second factor" : "Password only";
  row.seen = user.signed_in_at.empty() ? "Never" : ago_text(user.signed_in_at);
  row.choices = choices_for(user, state.session);
  return row;
}

UserQuestion words_of(UserForm form, const User& subject) {
  const std::string& who = subject.email;
  switch (form) {
    case UserForm::role:
      if (subject.role == UserRole::admin) {
        return {form, subject, "Make " + who + " a user?",
                "They are signed out, and are a user when they come back.", "Make a user"};
      }
      return {form, subject, "Make " + who + " an admin?",
              "They are signed out, and are an admin when they come back.", "Make an admin"};
    case UserForm::deactivate:
      return {form,
              subject,
              "Deactivate " + who + "?",
              "They are signed out at once and cannot sign in. What they did stays in the audit.",
              "Deactivate",
              true};
    case UserForm::activate:
      return {form, subject, "Activate " + who + "?", "They can sign in again.", "Activate"};
    case UserForm::reset:
      return {form,
              subject,
              "A new link for " + who + "?",
              "With it they choose a new password. It works once, for three days.",
              "Make a link",
              false,
              subject.has_second_factor};
    case UserForm::end_sessions:
      return {form, subject, "Sign " + who + " out everywhere?", "They can sign in again at once.",
              "End sessions"};
    case UserForm::impersonate:
      return {form, subject, "Stand in for " + who + "?",
              "You see and do what they can. The audit names both of you in everything, and a "
              "banner leads back.",
              "Stand in"};
    case UserForm::none:
    case UserForm::add:
      break;
  }
  return {};
}

void add_user_form(const AppState& state, const UsersUi& ui, UsersView& view) {
  const Users& users = state.users;
  view.busy = users.task.sending();
  const Failure& failure = users.task.failure;
  (failure.where == "email" ? view.email_error : view.problem) = failure.message;
  view.adds = users.form == UserForm::add;
  view.roles = {UserRole::user, UserRole::admin, UserRole::super_admin};
  view.companies = state.catalogue.companies.value;
  view.needs_company = view.roles[static_cast<size_t>(ui.role)] != UserRole::super_admin;
  view.can_send = !ui.email.empty() && (!view.needs_company || ui.company >= 0);
  if (!view.adds && users.form != UserForm::none) {
    view.question = words_of(users.form, users.subject);
  }
  if (!users.link) return;
  view.link = LinkView{users.link->email, users.link->path, date_text(users.link->expires_at)};
}

void add_user_filters(const AppState& state, UsersView& view) {
  const Route& route = state.route;
  view.search = route.query_text("search");
  std::vector<FilterChoice> roles{{"All roles", ""}};
  for (const UserRole role : {UserRole::super_admin, UserRole::admin, UserRole::user}) {
    roles.push_back({std::string(name_of(role)), std::string(to_text(role))});
  }
  view.role = filter_view(route, "role", std::move(roles));
  std::vector<FilterChoice> companies{{"All companies", ""}};
  for (const Tenant& tenant : state.catalogue.companies.value) {
    companies.push_back({tenant.name, std::to_string(tenant.id.value)});
  }
  view.company = filter_view(route, "company_id", std::move(companies));
  view.active = filter_view(
      route, "is_active",
      {{"Active and inactive", ""}, {"Only active", "true"}, {"Only inactive", "false"}});
  view.is_filtered = !route.query.empty();
}

}  // namespace

FilterView filter_view(const Route& route, std::string name, std::vector<FilterChoice> choices) {
  FilterView view{std::move(name), std::move(choices), 0};
  const std::string value = route.query_text(view.name);
  for (size_t i = 0; i < view.choices.size(); ++i) {
    if (view.choices[i].value == value) view.chosen = static_cast<int>(i);
  }
  return view;
}

UsersView build_users_view(const AppState& state, const UsersUi& ui) {
  const Listing<User>& list = state.users.list;
  UsersView view;
  view.load = load_view(list.rows);
  add_user_filters(state, view);
  for (const User& user : list.rows.value) view.rows.push_back(user_row(state, user));
  view.has_more = !list.next.empty();
  view.loads_more = list.more && list.rows.loading();
  const auto shown = static_cast<int64_t>(view.rows.size());
  view.subtitle = "Who can sign in, and as what.";
  view.shown = platform::format_count(shown) + " of " + counted(list.total, "user");
  add_user_form(state, ui, view);
  return view;
}

}  // namespace datavault
