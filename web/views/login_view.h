#pragma once

#include <string>

#include "web/state/app_state.h"

namespace datavault {

struct LoginView {
  bool restoring = false;  // asks the server whether a session is still there
  bool busy = false;
  bool asks_code = false;  // the second step: address and password were right
  std::string subtitle;
  std::string notice;      // why one is here: signed out, session ended
  std::string error;       // of the last attempt
  std::string code_error;  // the same, of the code
  std::string first_use;   // how the first user comes in; empty: there is one
  std::string email_hint;  // who is likely to sign in
};

LoginView build_login_view(const AppState& state);

}  // namespace datavault
