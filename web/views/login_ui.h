#pragma once

#include <string>

#include "web/state/command.h"
#include "web/views/login_view.h"

namespace datavault {

struct LoginUi {
  std::string email;
  std::string password;
};

void login_ui(const LoginView& view, LoginUi& ui, Commands& commands);

}  // namespace datavault
