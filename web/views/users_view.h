#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"
#include "web/views/words.h"

namespace datavault {

/// What is typed in the form that is open. Forgotten when it closes.
struct UsersUi {
  std::string email;
  int role = 0;      // index into UsersView::roles
  int company = -1;  // index into UsersView::companies
  bool second_factor = false;
};

/// What can be done with a user now.
struct UserChoice {
  UserForm form = UserForm::none;
  std::string label;
  bool is_grave = false;
};

struct UserRow {
  User user;
  std::string email, role, company;
  std::string state;
  Tone tone = Tone::neutral;
  std::string security;  // "Second factor"
  std::string seen;
  std::vector<UserChoice> choices;
};

/// The question before something is done with a user.
struct UserQuestion {
  UserForm form = UserForm::none;
  User subject;
  std::string title, detail, confirm;
  bool is_grave = false;
  bool offers_second_factor = false;  // may take it away as well
};

struct LinkView {
  std::string email, path, ends;
};

/// A filter with its choices; the first stands for all.
struct FilterChoice {
  std::string label, value;
};
struct FilterView {
  std::string name;  // as on the wire
  std::vector<FilterChoice> choices;
  int chosen = 0;
};

struct UsersView {
  LoadView load;
  std::string subtitle, shown;  // "100 of 240"
  std::string search;
  FilterView role, company, active;
  std::vector<UserRow> rows;
  bool has_more = false, loads_more = false, is_filtered = false;

  bool adds = false;
  std::vector<UserRole> roles;
  std::vector<Tenant> companies;
  bool needs_company = false;
  std::optional<UserQuestion> question;
  bool busy = false, can_send = false;
  std::string problem, email_error;
  std::optional<LinkView> link;
};

UsersView build_users_view(const AppState& state, const UsersUi& ui);

/// The choice that the page's address names.
FilterView filter_view(const Route& route, std::string name, std::vector<FilterChoice> choices);

}  // namespace datavault
