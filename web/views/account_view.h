#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "web/state/app_state.h"
#include "web/views/load_view.h"

namespace datavault {

/// What is typed in the form that is open. Forgotten when it closes.
struct AccountUi {
  std::string password, wanted, code, name;
  std::vector<bool> scopes;  // by AccountView::scopes
  int days = 1;              // index into AccountView::days
};

struct SessionRow {
  int64_t id = 0;
  std::string device;  // "Firefox on Windows"
  std::string address, seen, since;
  bool is_current = false;
  bool is_ending = false;
};

struct TokenRow {
  int64_t id = 0;
  std::string name, scopes, expires, used;
  bool is_removing = false;
};

struct ScopeChoice {
  std::string scope, name, detail;
};

struct DaysChoice {
  int64_t days = 0;
  std::string label;
};

/// The dialog over the page.
struct AccountFormView {
  enum class Step { none, password, begin, scan, codes, remove, token, made };
  Step step = Step::none;
  bool busy = false;
  std::string password_error, wanted_error, code_error, name_error;
  std::string problem;        // whatever belongs to no field
  std::string password_hint;  // what the new password lacks
  bool can_send = false;
  std::string secret, uri;         // of Step::scan; the secret in fours
  std::vector<std::string> codes;  // of Step::codes
  std::string token;               // of Step::made
};

struct AccountView {
  std::string email, role;
  std::string not_ours;  // why nothing can be changed: somebody stands in for the user
  LoadView facts, sessions, tokens;
  bool has_second_factor = false;
  std::string second_factor;  // "10 recovery codes left"
  bool few_codes = false;
  std::vector<SessionRow> session_rows;
  int64_t other_sessions = 0;
  bool ending_others = false;
  std::vector<TokenRow> token_rows;
  std::vector<ScopeChoice> scopes;
  std::vector<DaysChoice> days;
  AccountFormView form;
};

AccountView build_account_view(const AppState& state, const AccountUi& ui);

/// "Chrome on Linux" of what browsers call themselves; programs by their first word.
std::string device_name(const std::string& user_agent);

/// "ABCD EFGH": as it is easier to type.
std::string in_fours(const std::string& text);

}  // namespace datavault
