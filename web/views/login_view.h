#pragma once

#include <string>

#include "web/state/app_state.h"

namespace datavault {

struct LoginView {
  bool restoring = false;  // asks the server whether a session is still there
  bool busy = false;
  std::string notice;  // why one is here: signed out, session ended
  std::string error;   // of the last attempt
};

LoginView build_login_view(const AppState& state);

}  // namespace datavault
