#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/state/listing.h"
#include "web/state/wire.h"

namespace datavault {

/// What a super admin is about to do with a user; one thing at a time.
enum class UserForm { none, add, role, deactivate, activate, reset, end_sessions, impersonate };

/// Lets its holder choose a password, once. Shown once.
struct AccessLink {
  std::string email;
  std::string path;  // "/#/welcome?token=..."
  std::string expires_at;
};

struct Users {
  Listing<User> list;
  Remote<std::vector<User>> everybody;  // for choosing one by the address
  UserForm form = UserForm::none;
  User subject;  // whom the form is about
  Task task;     // of the form
  std::optional<AccessLink> link;
};

}  // namespace datavault
