#pragma once

#include <string>

#include "web/state/app_state.h"

namespace datavault {

struct WelcomeUi {
  std::string email, password;
};

/// The page that a one-time link opens.
struct WelcomeView {
  bool checking = false;
  bool broken = false;    // the link opens nothing
  bool is_first = false;  // the first super admin's: chooses an address too
  bool busy = false;
  std::string title, subtitle;
  std::string email;  // whose password it is
  std::string error, email_error, password_error;
  std::string password_hint;  // what it takes, by what was typed
  bool can_send = false;
};

WelcomeView build_welcome_view(const AppState& state, const WelcomeUi& ui);

/// What a new password still lacks, as far as it can be told here; empty: nothing.
std::string password_lack(const std::string& password);

}  // namespace datavault
