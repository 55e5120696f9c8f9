#pragma once

#include <string>

#include "web/state/command.h"
#include "web/views/login_view.h"

namespace datavault {

struct LoginUi {
  std::string email;
  std::string password;
  std::string code;
};

void login_ui(const LoginView& view, LoginUi& ui, Commands& commands);
/// The product's name above a form without the shell.
void brand_ui();

}  // namespace datavault
